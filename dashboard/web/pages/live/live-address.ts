import { z } from "zod";
import { CONNECTIONS } from "../../fleet/connection.ts";
import { SORT_ORDERS } from "../../fleet/fleet-filter.ts";
import type { Browse } from "../../fleet/fleet-view-controller.ts";
import { STATUSES } from "../../fleet/status.ts";
import type { Camera } from "../../map/camera.ts";

/** What the live page shows, as its address says it. */
export type LiveAddress = {
  readonly vehicleId: string | undefined;
  /** Which part of that car is looked at; undefined for the first. */
  readonly part: string | undefined;
  readonly browse: Browse;
  /** Where the map is looked at; undefined leaves it to the page. */
  readonly camera: Camera | undefined;
  readonly following: boolean;
};

/** Degrees to a decimetre, and zoom to what moves nothing on a wide screen by a tenth of a pixel. */
const PLACE_DIGITS = 6;
const ZOOM_DIGITS = 4;
/** Web Mercator ends here, degrees. */
const MAX_LAT = 85.06;
const MAX_ZOOM = 24;
/** Longer texts are no search and no id, characters. */
const MAX_TEXT = 200;

const text = z.string().max(MAX_TEXT).catch("");
const order = z.enum(SORT_ORDERS).catch("plate");
/** `driving,idling`; a name that there is not is passed over. */
const chosen = <Kind extends string>(kinds: readonly Kind[]) =>
  text.transform((names): ReadonlySet<Kind> => {
    const asked = names.split(",");
    return new Set(kinds.filter((kind) => asked.includes(kind)));
  });
/** An empty text is no number, which `Number` would read as 0. */
const within = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const camera = z
  .string()
  .transform((written) => written.split(","))
  .pipe(z.tuple([within(-MAX_LAT, MAX_LAT), within(-180, 180), within(0, MAX_ZOOM)]))
  .transform(([lat, lon, zoom]): Camera => ({ lat, lon, zoom }))
  .optional()
  .catch(undefined);

const Parameters = z.object({
  vehicle: z.guid().or(z.literal("")).catch("").default(""),
  part: text.default(""),
  q: text.default(""),
  status: chosen(STATUSES).prefault(""),
  connection: chosen(CONNECTIONS).prefault(""),
  on: text.default(""),
  order: order.default("plate"),
  map: camera,
  follow: text.default(""),
});

/** Reads the query of an address. What is missing or makes no sense is as if nobody had asked. */
export const readLiveAddress = (search: string): LiveAddress => {
  const asked = Parameters.parse(Object.fromEntries(new URLSearchParams(search)));
  return {
    vehicleId: asked.vehicle || undefined,
    part: (asked.vehicle && asked.part) || undefined,
    browse: {
      query: asked.q,
      statuses: asked.status,
      connections: asked.connection,
      onlyOnMap: asked.on === "map",
      order: asked.order,
    },
    camera: asked.map,
    following: asked.follow === "1" && asked.vehicle !== "",
  };
};

const writtenCamera = ({ lat, lon, zoom }: Camera): string =>
  [lat.toFixed(PLACE_DIGITS), lon.toFixed(PLACE_DIGITS), zoom.toFixed(ZOOM_DIGITS)]
    .map(Number)
    .join(",");

/** The query of an address that shows this. What it says besides stays; what is usual is left out. */
export const writeLiveAddress = (
  search: string,
  { vehicleId, part, browse, camera: seenFrom, following }: LiveAddress,
): string => {
  const { query, statuses, connections, onlyOnMap, order: by } = browse;
  const written: Readonly<Record<keyof z.infer<typeof Parameters>, string | undefined>> = {
    vehicle: vehicleId,
    part: vehicleId && part,
    q: query,
    status: [...statuses].join(","),
    connection: [...connections].join(","),
    on: onlyOnMap ? "map" : "",
    order: by === "plate" ? "" : by,
    map: seenFrom && writtenCamera(seenFrom),
    follow: following && vehicleId !== undefined ? "1" : "",
  };
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(written)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  // a comma need not be encoded in a query, and people read these
  const all = parameters.toString().replaceAll("%2C", ",");
  return all && `?${all}`;
};
