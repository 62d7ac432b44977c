import { z } from "zod";

/**
 * Drivable OSM `highway` values from small to great, with the limit that holds where none is
 * signed, km/h: 50 in built-up areas (Trafikförordningen 3:17), walking pace in a living street,
 * 30 by custom on service roads, and what Göteborg's big roads mostly carry.
 */
const DEFAULT_LIMIT_KMH = {
  service: 30,
  living_street: 10,
  road: 50,
  residential: 50,
  unclassified: 50,
  tertiary_link: 50,
  tertiary: 50,
  secondary_link: 50,
  secondary: 50,
  primary_link: 50,
  primary: 70,
  trunk_link: 60,
  trunk: 70,
  motorway_link: 60,
  motorway: 80,
} as const;

/** Road classes from small to great: a place in this list is a road's rank. */
export const ROAD_CLASSES = Object.keys(DEFAULT_LIMIT_KMH) as RoadClass[];
export type RoadClass = keyof typeof DEFAULT_LIMIT_KMH;

/** One OSM way that a car may use. `points` are in 1e-7 degrees, in the way's own direction. */
export type Way = {
  readonly name: string;
  readonly roadClass: RoadClass;
  readonly limitKmh: number;
  /** Only along `points`, never back. */
  readonly oneway: boolean;
  readonly points: readonly (readonly [lonE7: number, latE7: number])[];
};

const Feature = z.object({
  properties: z.record(z.string(), z.string()),
  geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }),
});
const Line = z.array(z.tuple([z.number(), z.number()])).min(2);
const Network = z.object({ features: z.array(Feature) });
type Tags = z.infer<typeof Feature>["properties"];

const NO_ENTRY = new Set(["no", "private", "psv", "delivery"]);

/** OSM's most specific access tag decides. */
const isOpenToCars = (tags: Tags): boolean => {
  const access = tags["motorcar"] ?? tags["motor_vehicle"] ?? tags["vehicle"] ?? tags["access"];
  return tags["service"] !== "bus" && !NO_ENTRY.has(access ?? "yes");
};

const isRoadClass = (highway: string | undefined): highway is RoadClass =>
  highway !== undefined && Object.hasOwn(DEFAULT_LIMIT_KMH, highway);

const limitKmh = (tags: Tags, roadClass: RoadClass): number => {
  const signed = Number.parseInt(tags["maxspeed"] ?? "", 10);
  return signed > 0 ? signed : DEFAULT_LIMIT_KMH[roadClass];
};

const onewayOf = (tags: Tags, roadClass: RoadClass): "yes" | "no" | "reverse" => {
  if (tags["oneway"] === "-1") return "reverse";
  if (tags["oneway"] === "no") return "no";
  const implied = tags["junction"] === "roundabout" || roadClass === "motorway";
  return implied || tags["oneway"] === "yes" ? "yes" : "no";
};

const e7 = (degrees: number): number => Math.round(degrees * 1e7);

const wayOf = ({ properties: tags, geometry }: z.infer<typeof Feature>): Way | undefined => {
  const roadClass = tags["highway"];
  if (!isRoadClass(roadClass) || geometry.type !== "LineString" || !isOpenToCars(tags)) {
    return undefined;
  }
  const points = Line.parse(geometry.coordinates).map(([lon, lat]) => [e7(lon), e7(lat)] as const);
  const oneway = onewayOf(tags, roadClass);
  return {
    name: tags["name"] ?? tags["ref"] ?? "",
    roadClass,
    limitKmh: limitKmh(tags, roadClass),
    oneway: oneway !== "no",
    points: oneway === "reverse" ? points.toReversed() : points,
  };
};

/**
 * The ways of an OpenStreetMap GeoJSON export that cars may use; areas, footpaths, bus lanes and
 * closed roads are left out. Throws a ZodError when the text is no such export.
 */
export const parseOsmNetwork = (geojson: string): Way[] =>
  Network.parse(JSON.parse(geojson))
    .features.map(wayOf)
    .filter((way) => way !== undefined);
