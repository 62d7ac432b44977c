import type { GeofenceArea } from "../../../contracts/geofence.ts";
import type { Place } from "../replay/geometry.ts";
import { hasEnoughVertices, type Sketch } from "./sketch.ts";

type LngLat = [number, number];

const lngLat = ([lon, lat]: Place): LngLat => [lon, lat];

/** A ring of GeoJSON ends where it begins (RFC 7946 section 3.1.6). */
const ringOf = (vertices: readonly Place[]): LngLat[] =>
  [...vertices, ...vertices.slice(0, 1)].map(lngLat);

/** The area a sketch stands for; undefined while it is none. */
export const areaOf = (sketch: Sketch): GeofenceArea | undefined => {
  const { kind, vertices, sizeM, holes } = sketch;
  const [first] = vertices;
  if (!first || !hasEnoughVertices(sketch)) return undefined;
  if (kind === "polygon") {
    const coordinates = [vertices, ...holes].map(ringOf);
    return { kind, geometry: { type: "Polygon", coordinates } };
  }
  if (sizeM === null) return undefined;
  return kind === "circle"
    ? { kind, geometry: { type: "Point", coordinates: lngLat(first) }, radiusM: sizeM }
    : { kind, geometry: { type: "LineString", coordinates: vertices.map(lngLat) }, widthM: sizeM };
};

/** A sketch to edit an area by: `areaOf` answers the same area again. */
export const sketchOf = (area: GeofenceArea): Sketch => {
  const closed = { kind: area.kind, holes: [], isClosed: true, sizeM: null };
  if (area.kind === "polygon") {
    const [vertices = [], ...holes] = area.geometry.coordinates.map((ring) => ring.slice(0, -1));
    return { ...closed, vertices, holes };
  }
  return area.kind === "circle"
    ? { ...closed, vertices: [area.geometry.coordinates], sizeM: area.radiusM }
    : { ...closed, vertices: area.geometry.coordinates, sizeM: area.widthM };
};
