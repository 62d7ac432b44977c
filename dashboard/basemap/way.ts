import type { Feature, LineString, Polygon, Position } from "geojson";

/** Road classes the map tells apart, from the widest to the narrowest. */
export const ROAD_CLASSES = [
  "motorway",
  "trunk",
  "primary",
  "secondary",
  "tertiary",
  "street",
  "service",
  "path",
] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];

/** OpenStreetMap `highway` values by class; values not listed (platforms, sites) are not drawn. */
const CLASS_OF_HIGHWAY: Readonly<Record<string, RoadClass>> = {
  motorway: "motorway",
  motorway_link: "motorway",
  trunk: "trunk",
  trunk_link: "trunk",
  primary: "primary",
  primary_link: "primary",
  secondary: "secondary",
  secondary_link: "secondary",
  tertiary: "tertiary",
  tertiary_link: "tertiary",
  residential: "street",
  unclassified: "street",
  living_street: "street",
  road: "street",
  service: "service",
  pedestrian: "path",
  footway: "path",
  cycleway: "path",
  path: "path",
  steps: "path",
  bridleway: "path",
  track: "path",
};

/** One drawn line of the street network. */
export type Way = {
  readonly class: RoadClass;
  readonly name: string | undefined;
  /** Road number, such as `E 6`; only kept on the three widest classes. */
  readonly ref: string | undefined;
  /** Slip roads are drawn narrower than the road they lead to. */
  readonly link: boolean;
  /** True where traffic flows only in the line's own direction. */
  readonly oneway: boolean;
  readonly structure: "ground" | "bridge" | "tunnel";
  readonly coordinates: readonly Position[];
};

type Tags = Readonly<Record<string, string | undefined>>;

const structureOf = (tags: Tags): Way["structure"] => {
  if (tags["tunnel"] !== undefined && tags["tunnel"] !== "no") return "tunnel";
  return tags["bridge"] !== undefined && tags["bridge"] !== "no" ? "bridge" : "ground";
};

const isOneway = (tags: Tags): boolean =>
  tags["oneway"] === "yes" ||
  tags["oneway"] === "-1" ||
  tags["junction"] === "roundabout" ||
  (tags["highway"] === "motorway" && tags["oneway"] !== "no");

/** Reads one OpenStreetMap way; undefined for what a street map does not draw. */
export const parseWay = (feature: Feature<LineString>): Way | undefined => {
  const tags = (feature.properties ?? {}) as Tags;
  const highway = tags["highway"] ?? "";
  const roadClass = CLASS_OF_HIGHWAY[highway];
  if (roadClass === undefined || tags["area"] === "yes") return undefined;
  const numbered = ["motorway", "trunk", "primary"].includes(roadClass);
  const { coordinates } = feature.geometry;
  return {
    class: roadClass,
    name: roadClass === "path" && highway !== "pedestrian" ? undefined : tags["name"],
    ref: numbered ? tags["ref"]?.split(";")[0] : undefined,
    link: highway.endsWith("_link"),
    oneway: isOneway(tags),
    structure: structureOf(tags),
    coordinates: tags["oneway"] === "-1" ? coordinates.toReversed() : coordinates,
  };
};

/** True for squares and other areas people walk on. */
export const isPlaza = (feature: Feature<Polygon>): boolean => {
  const highway = feature.properties?.["highway"];
  return highway === "pedestrian" || highway === "footway";
};
