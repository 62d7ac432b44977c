import type { Feature, MultiPolygon, Position } from "geojson";
import { simplify } from "./simplify.ts";
import type { Way } from "./way.ts";

/** Side of a raster cell, degrees of latitude: about 22 m. */
const CELL = 0.0002;
/** A degree of longitude is this much shorter than one of latitude at the region's 57.7° N. */
const LON_STRETCH = 1.87;
/** Blocks this wide between streets are still town, cells each side: about 110 m. */
const CLOSE = 5;
/** What is thinner than this around its streets is a lone road, cells each side: about 130 m. */
const OPEN = 6;
/** How far the town reaches beyond what is left, cells: about 90 m. */
const REACH = 4;

const isTownStreet = (way: Way): boolean =>
  way.structure === "ground" && ["street", "tertiary", "service"].includes(way.class) && !way.link;

type Raster = {
  readonly width: number;
  readonly height: number;
  readonly west: number;
  readonly south: number;
  /** Distance to the nearest street in cells, row by row from the south-west. */
  readonly distance: Float32Array;
};

const emptyRaster = (points: readonly Position[]): Raster => {
  const margin = 12;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon = 0, lat = 0] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const width = Math.ceil((east - west) / (CELL * LON_STRETCH)) + 2 * margin;
  const height = Math.ceil((north - south) / CELL) + 2 * margin;
  return {
    width,
    height,
    west: west - margin * CELL * LON_STRETCH,
    south: south - margin * CELL,
    distance: new Float32Array(width * height).fill(1e3),
  };
};

const burnLine = (raster: Raster, line: readonly Position[]): void => {
  const cellOf = (position: Position): [number, number] => [
    ((position[0] ?? 0) - raster.west) / (CELL * LON_STRETCH),
    ((position[1] ?? 0) - raster.south) / CELL,
  ];
  for (let index = 1; index < line.length; index++) {
    const [x0, y0] = cellOf(line[index - 1] ?? []);
    const [x1, y1] = cellOf(line[index] ?? []);
    const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) * 2));
    for (let step = 0; step <= steps; step++) {
      const x = Math.round(x0 + ((x1 - x0) * step) / steps);
      const y = Math.round(y0 + ((y1 - y0) * step) / steps);
      raster.distance[y * raster.width + x] = 0;
    }
  }
};

/** A raster of the distances from the cells that `isSource` picks, by their distance so far. */
const distancesFrom = (raster: Raster, isSource: (distance: number) => boolean): Raster => {
  const distance = raster.distance.map((before) => (isSource(before) ? 0 : 1e3));
  const next = { ...raster, distance };
  spreadDistance(next);
  return next;
};

/** Two sweeps of a chamfer distance transform (1 and √2): exact enough to draw a soft outline. */
const spreadDistance = ({ width, height, distance }: Raster): void => {
  const relax = (at: number, from: number, cost: number): void => {
    distance[at] = Math.min(distance[at] ?? 0, (distance[from] ?? 0) + cost);
  };
  const sweep = (direction: 1 | -1): void => {
    for (let step = width + 1; step < width * height - width - 1; step++) {
      const at = direction === 1 ? step : width * height - 1 - step;
      relax(at, at - direction, 1);
      relax(at, at - direction * width, 1);
      relax(at, at - direction * (width + 1), Math.SQRT2);
      relax(at, at - direction * (width - 1), Math.SQRT2);
    }
  };
  sweep(1);
  sweep(-1);
};

/** Cell edges that the outline crosses, by marching-squares case; the town lies to the right. */
const EDGES_BY_CASE: readonly (readonly [number, number][])[] = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [
    [3, 2],
    [1, 0],
  ],
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [
    [2, 1],
    [0, 3],
  ],
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];

type Crossing = { readonly key: string; readonly position: Position };

const crossingOn = (raster: Raster, column: number, row: number, edge: number): Crossing => {
  // edges: 0 bottom, 1 right, 2 top, 3 left; each named by its lower-left corner and direction
  const vertical = edge === 1 || edge === 3;
  const x = column + (edge === 1 ? 1 : 0);
  const y = row + (edge === 2 ? 1 : 0);
  const a = raster.distance[y * raster.width + x] ?? 0;
  const b = raster.distance[(vertical ? y + 1 : y) * raster.width + (vertical ? x : x + 1)] ?? 0;
  const along = (REACH - a) / (b - a);
  return {
    key: `${vertical ? "v" : "h"}${x},${y}`,
    position: [
      raster.west + (x + (vertical ? 0 : along)) * CELL * LON_STRETCH,
      raster.south + (y + (vertical ? along : 0)) * CELL,
    ],
  };
};

const traceRings = (raster: Raster): Position[][] => {
  const next = new Map<string, { readonly from: Crossing; readonly to: Crossing }>();
  const inside = (x: number, y: number): number =>
    (raster.distance[y * raster.width + x] ?? 0) < REACH ? 1 : 0;
  for (let y = 0; y < raster.height - 1; y++) {
    for (let x = 0; x < raster.width - 1; x++) {
      const corners =
        inside(x, y) |
        (inside(x + 1, y) << 1) |
        (inside(x + 1, y + 1) << 2) |
        (inside(x, y + 1) << 3);
      for (const [fromEdge, toEdge] of EDGES_BY_CASE[corners] ?? []) {
        const from = crossingOn(raster, x, y, fromEdge);
        next.set(from.key, { from, to: crossingOn(raster, x, y, toEdge) });
      }
    }
  }
  const rings: Position[][] = [];
  for (const first of next.keys()) {
    const ring: Position[] = [];
    for (let segment = next.get(first); segment; segment = next.get(segment.to.key)) {
      next.delete(segment.from.key);
      ring.push(segment.from.position);
    }
    // GeoJSON wants what is filled to the left
    if (ring.length > 3) rings.push([...ring, ring[0] ?? []].toReversed());
  }
  return rings;
};

/** Twice the signed area in square degrees; positive when the ring runs counter-clockwise. */
const signedArea = (ring: readonly Position[]): number => {
  let sum = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x0 = 0, y0 = 0] = ring[index - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
};

const encloses = (ring: readonly Position[], [x = 0, y = 0]: Position): boolean => {
  let within = false;
  for (let index = 1; index < ring.length; index++) {
    const [x0 = 0, y0 = 0] = ring[index - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) within = !within;
  }
  return within;
};

/** Smallest patch or gap worth drawing, square degrees (doubled): about 3 hectares. */
const MIN_AREA = 6 * CELL * CELL * LON_STRETCH * 20;

/**
 * The built-up area: where town streets lie close together. The street export holds no land use and
 * no water; what this leaves out is the river, the harbour and the wooded hills. Gaps are closed,
 * lone roads are opened away, and what is left is the town.
 */
export const builtUpArea = (ways: readonly Way[]): Feature<MultiPolygon> => {
  const lines = ways.filter(isTownStreet).map((way) => way.coordinates);
  const streets = emptyRaster(lines.flat());
  for (const line of lines) burnLine(streets, line);
  spreadDistance(streets);
  const depth = distancesFrom(streets, (fromStreet) => fromStreet > CLOSE);
  const town = distancesFrom(depth, (fromEdge) => fromEdge > OPEN);
  const rings = traceRings(town).filter((ring) => Math.abs(signedArea(ring)) > MIN_AREA);
  const outer = rings.filter((ring) => signedArea(ring) > 0);
  const polygons = outer.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const owners = polygons.filter(([ring]) => encloses(ring ?? [], hole[0] ?? []));
    const smallest = owners.sort((a, b) => signedArea(a[0] ?? []) - signedArea(b[0] ?? []))[0];
    smallest?.push(hole);
  }
  return {
    type: "Feature",
    properties: {},
    geometry: {
      type: "MultiPolygon",
      coordinates: polygons.map((rings) => rings.map((ring) => simplify(ring, 4))),
    },
  };
};
