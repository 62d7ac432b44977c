import type { Position } from "./distance.ts";
import { eastwards, lonScale, M_PER_DEGREE, type Box } from "./shape.ts";

/** GeoJSON order: longitude first. */
export type LngLat = readonly [lon: number, lat: number];

/** Edges of a line that are skipped together when their bounds rule them out. */
const CHUNK_EDGES = 16;

/** A line through vertices, with its longitudes continuous across the antimeridian. */
export type Line = {
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** Bounds of every `CHUNK_EDGES` edges, in order. */
  readonly chunks: readonly Box[];
};

const boundsOf = (lons: Float64Array, lats: Float64Array): Box => ({
  south: lats.reduce((a, b) => Math.min(a, b), 90),
  north: lats.reduce((a, b) => Math.max(a, b), -90),
  west: lons.reduce((a, b) => Math.min(a, b), Infinity),
  east: lons.reduce((a, b) => Math.max(a, b), -Infinity),
});

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
  const chunks: Box[] = [];
  for (let from = 0; from < vertices.length - 1; from += CHUNK_EDGES) {
    const to = from + CHUNK_EDGES + 1;
    chunks.push(boundsOf(lons.subarray(from, to), lats.subarray(from, to)));
  }
  return { lons, lats, chunks };
};

/** The bounds of a line. */
export const boxOf = ({ lons, lats }: Line): Box => boundsOf(lons, lats);

/** The longitude of a position on the turn of the globe that a line with these bounds lies on. */
export const unrolled = ({ west, east }: Box, lon: number): number => {
  const middle = (west + east) / 2;
  return middle + eastwards(middle, lon);
};

/** Square of the distance from a position to bounds, m²; 0 inside of them. */
const squaredToBox = (box: Box, lon: number, lat: number, scale: number): number => {
  const x = Math.max(box.west - lon, lon - box.east, 0) * scale;
  const y = Math.max(box.south - lat, lat - box.north, 0) * M_PER_DEGREE;
  return x * x + y * y;
};

/** Square of the distance from a position to an edge, m², on a plane in which it is the origin. */
const squaredToEdge = (ax: number, ay: number, bx: number, by: number): number => {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  // How far along the edge its point nearest to the position lies, 0 to 1.
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2));
  const x = ax + along * dx;
  const y = ay + along * dy;
  return x * x + y * y;
};

/**
 * Square of the distance from a position to a line, m²: on a plane that touches the earth at the
 * position, so it is exact for edges nearby at any latitude. `lon` is unrolled.
 */
export const squaredDistanceM2 = (line: Line, lon: number, { lat }: Position): number => {
  const { lons, lats, chunks } = line;
  const scale = lonScale(lat);
  let nearest = Infinity;
  for (let chunk = 0; chunk < chunks.length; chunk++) {
    const box = chunks[chunk];
    if (box && squaredToBox(box, lon, lat, scale) >= nearest) continue;
    const from = chunk * CHUNK_EDGES;
    const to = Math.min(from + CHUNK_EDGES, lons.length - 1);
    for (let index = from; index < to; index++) {
      const ax = ((lons[index] ?? 0) - lon) * scale;
      const ay = ((lats[index] ?? 0) - lat) * M_PER_DEGREE;
      const bx = ((lons[index + 1] ?? 0) - lon) * scale;
      const by = ((lats[index + 1] ?? 0) - lat) * M_PER_DEGREE;
      nearest = Math.min(nearest, squaredToEdge(ax, ay, bx, by));
    }
  }
  return nearest;
};

/** Whether an edge, given by its ends, is crossed on the way east from a position. */
const isEastOf = (line: Line, edge: number, lon: number, lat: number): boolean => {
  const aLat = line.lats[edge] ?? 0;
  const bLat = line.lats[edge + 1] ?? 0;
  if (aLat > lat === bLat > lat) return false;
  const aLon = line.lons[edge] ?? 0;
  const atLon = aLon + ((lat - aLat) / (bLat - aLat)) * ((line.lons[edge + 1] ?? 0) - aLon);
  return lon < atLon;
};

/** Whether a position lies inside a closed line, by the parity of edges east of it. */
export const isInside = (line: Line, lon: number, lat: number): boolean => {
  const { chunks, lons } = line;
  let inside = false;
  for (let chunk = 0; chunk < chunks.length; chunk++) {
    const box = chunks[chunk];
    if (box && (lat < box.south || lat > box.north || lon > box.east)) continue;
    const from = chunk * CHUNK_EDGES;
    const to = Math.min(from + CHUNK_EDGES, lons.length - 1);
    for (let edge = from; edge < to; edge++) if (isEastOf(line, edge, lon, lat)) inside = !inside;
  }
  return inside;
};
