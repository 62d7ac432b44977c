import type { Position } from "./distance.ts";
import { eastwards, lonScale, M_PER_DEGREE, type Box } from "./shape.ts";

/** GeoJSON order: longitude first. */
export type LngLat = readonly [lon: number, lat: number];

/** A line through vertices, with its longitudes continuous across the antimeridian. */
export type Line = { readonly lons: Float64Array; readonly lats: Float64Array };

/** A line from GeoJSON coordinates, each vertex reached from `nearLon` or its neighbour the short way. */
export const lineOf = (vertices: readonly LngLat[], nearLon = vertices[0]?.[0] ?? 0): Line => {
  const lons = new Float64Array(vertices.length);
  const lats = new Float64Array(vertices.length);
  let lon = nearLon;
  for (const [index, vertex] of vertices.entries()) {
    lon += eastwards(lon, vertex[0]);
    lons[index] = lon;
    lats[index] = vertex[1];
  }
  return { lons, lats };
};

export const boxOf = ({ lons, lats }: Line): Box => ({
  south: lats.reduce((a, b) => Math.min(a, b), 90),
  north: lats.reduce((a, b) => Math.max(a, b), -90),
  west: lons.reduce((a, b) => Math.min(a, b), Infinity),
  east: lons.reduce((a, b) => Math.max(a, b), -Infinity),
});

/** The longitude of a position on the turn of the globe that a line with these bounds lies on. */
export const unrolled = ({ west, east }: Box, lon: number): number => {
  const middle = (west + east) / 2;
  return middle + eastwards(middle, lon);
};

/**
 * Square of the distance from a position to a line, m²: on a plane that touches the earth at the
 * position, so it is exact for edges nearby at any latitude. `lon` is unrolled.
 */
export const squaredDistanceM2 = ({ lons, lats }: Line, lon: number, { lat }: Position): number => {
  const scale = lonScale(lat);
  let nearest = Infinity;
  let ax = ((lons[0] ?? 0) - lon) * scale;
  let ay = ((lats[0] ?? 0) - lat) * M_PER_DEGREE;
  for (let index = 1; index < lons.length; index++) {
    const bx = ((lons[index] ?? 0) - lon) * scale;
    const by = ((lats[index] ?? 0) - lat) * M_PER_DEGREE;
    const dx = bx - ax;
    const dy = by - ay;
    const length2 = dx * dx + dy * dy;
    // How far along the edge its point nearest to the position lies, 0 to 1.
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2));
    const x = ax + along * dx;
    const y = ay + along * dy;
    nearest = Math.min(nearest, x * x + y * y);
    ax = bx;
    ay = by;
  }
  return nearest;
};

/** Whether a position lies inside a closed line, by the parity of edges east of it. */
export const isInside = ({ lons, lats }: Line, lon: number, lat: number): boolean => {
  let inside = false;
  for (let index = 1; index < lons.length; index++) {
    const aLat = lats[index - 1] ?? 0;
    const bLat = lats[index] ?? 0;
    if (aLat > lat === bLat > lat) continue;
    const aLon = lons[index - 1] ?? 0;
    const atLon = aLon + ((lat - aLat) / (bLat - aLat)) * ((lons[index] ?? 0) - aLon);
    if (lon < atLon) inside = !inside;
  }
  return inside;
};
