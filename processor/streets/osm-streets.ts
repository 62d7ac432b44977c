import { z } from "zod";
import type { Street } from "../geo/street-limits.ts";

/** Values of OpenStreetMap's `highway` on which one drives. */
const DRIVABLE = new Set(
  ["motorway", "trunk", "primary", "secondary", "tertiary"]
    .flatMap((name) => [name, `${name}_link`])
    .concat(["unclassified", "residential", "living_street", "service", "road"]),
);
/** 1 mile = 1.609344 km exactly. */
const KM_PER_MILE = 1.609344;

const Feature = z.object({
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullable(),
});
const Network = z.object({ features: z.array(Feature) });
const Line = z.array(z.tuple([z.number(), z.number()], z.unknown())).min(2);

/** A signed number, km/h; null for `none`, `signals`, `SE:urban` and whatever else is no number. */
const limitOf = (maxspeed: unknown): number | null => {
  const [, digits, unit] = /^(\d+)( mph)?$/.exec(String(maxspeed)) ?? [];
  const limit = Number(digits ?? 0) * (unit === undefined ? 1 : KM_PER_MILE);
  return limit > 0 ? limit : null;
};

const streetOf = ({ properties, geometry }: z.infer<typeof Feature>): Street[] => {
  const highway = properties?.["highway"];
  if (typeof highway !== "string" || !DRIVABLE.has(highway)) return [];
  if (geometry?.type !== "LineString") return [];
  const points = Line.parse(geometry.coordinates).map(([lon, lat]) => ({ lat, lon }));
  return [{ limitKmh: limitOf(properties?.["maxspeed"]), points }];
};

/**
 * The streets of an OpenStreetMap export as GeoJSON (lines with their tags, `highway` and
 * `maxspeed`). Those without a known limit are among them: a car on one is not on the street beside
 * it. Throws a ZodError when the text is no such export.
 */
export const parseOsmStreets = (geojson: string): Street[] =>
  Network.parse(JSON.parse(geojson)).features.flatMap(streetOf);
