import type { GeofenceArea } from "../../contracts/geofence.ts";
import { depthOf } from "./depth.ts";
import type { Position } from "./distance.ts";
import { boxOf, isInside, lineOf, squaredDistanceM2, unrolled, type LngLat } from "./line.ts";
import { boxAround, circle, type Shape } from "./shape.ts";

/** A polygon: the first ring is its outline, the others are holes. */
const polygon = (rings: readonly (readonly LngLat[])[]): Shape => {
  const outlineLon = rings[0]?.[0]?.[0] ?? 0;
  const lines = rings.map((ring) => lineOf(ring, outlineLon));
  const box = boxOf(lines[0] ?? lineOf([]));
  const signedDistanceM = (at: Position): number => {
    const lon = unrolled(box, at.lon);
    let inside = false;
    let nearest = Infinity;
    for (const line of lines) {
      if (isInside(line, lon, at.lat)) inside = !inside;
      nearest = Math.min(nearest, squaredDistanceM2(line, lon, at));
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  };
  return { box, signedDistanceM, depthM: depthOf(box, signedDistanceM) };
};

/** All that is no farther from a line than half a width. */
const corridor = (vertices: readonly LngLat[], widthM: number): Shape => {
  const line = lineOf(vertices);
  const box = boxOf(line);
  return {
    box: boxAround(box, widthM / 2),
    signedDistanceM: (at) =>
      Math.sqrt(squaredDistanceM2(line, unrolled(box, at.lon), at)) - widthM / 2,
    depthM: widthM / 2,
  };
};

/** The shape of a geofence's area. */
export const shapeOf = (area: GeofenceArea): Shape => {
  if (area.kind === "polygon") return polygon(area.geometry.coordinates);
  if (area.kind === "corridor") return corridor(area.geometry.coordinates, area.widthM);
  const [lon, lat] = area.geometry.coordinates;
  return circle({ lat, lon }, area.radiusM);
};
