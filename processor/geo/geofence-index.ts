import type { Geofence, GeofencePurpose } from "../../contracts/geofence.ts";
import { shapeOf } from "./area.ts";
import type { Position } from "./distance.ts";
import { boxHas, eastwards, type Box, type Shape } from "./shape.ts";

/** A geofence ready to be asked. */
export type Fence = {
  readonly id: string;
  readonly name: string;
  readonly purpose: GeofencePurpose;
  readonly speedLimitKmh: number | null;
  readonly validFromMs: number;
  /** Infinity where it has no end. */
  readonly validUntilMs: number;
  readonly shape: Shape;
  /** A circle's radius, half of a corridor's width; 0 for polygons, m. */
  readonly radiusM: number;
};

/** The fences of a vehicle. Asking it about a place far from all of them costs next to nothing. */
export type GeofenceIndex = {
  readonly isEmpty: boolean;
  /** Lowest speed limit of any fence, km/h; Infinity without one. */
  readonly lowestLimitKmh: number;
  /** Fences whose bounds may hold something of the way between two positions. */
  near(from: Position, to: Position): readonly Fence[];
  /** A fence by id as it is valid at a time. */
  find(id: string, atMs: number): Fence | undefined;
  /** The lowest speed limit at a place, km/h; null where no fence sets one. */
  speedLimitKmh(at: Position, atMs: number): number | null;
  /** Whether a place lies in a fence of that purpose. */
  isWithin(purpose: GeofencePurpose, at: Position, atMs: number): boolean;
};

/** Side of a grid cell, degrees: 5 km from south to north, what a car passes in minutes. */
const CELL_DEGREES = 0.05;
const COLUMNS = Math.round(360 / CELL_DEGREES);
/** A fence over more cells than this is asked about everywhere: a country is not cut into cells. */
const MAX_CELLS = 400;

const NO_FENCES: readonly Fence[] = [];

export const isValid = (fence: Fence, atMs: number): boolean =>
  atMs >= fence.validFromMs && atMs < fence.validUntilMs;

/** Rows and columns of the grid; columns run on beyond the antimeridian. */
const row = (lat: number): number => Math.floor((lat + 90) / CELL_DEGREES);
const column = (lon: number): number => Math.floor((lon + 180) / CELL_DEGREES);
const cellKey = (atRow: number, atColumn: number): number =>
  atRow * COLUMNS + (((atColumn % COLUMNS) + COLUMNS) % COLUMNS);

const countCells = ({ south, north, west, east }: Box): number =>
  (row(north) - row(south) + 1) * (column(east) - column(west) + 1);

const forEachCell = ({ south, north, west, east }: Box, visit: (key: number) => void): void => {
  for (let atRow = row(south); atRow <= row(north); atRow++) {
    for (let at = column(west); at <= column(east); at++) visit(cellKey(atRow, at));
  }
};

/** The bounds of a way. */
const wayBox = (from: Position, to: Position): Box => {
  const turn = eastwards(from.lon, to.lon);
  return {
    south: Math.min(from.lat, to.lat),
    north: Math.max(from.lat, to.lat),
    west: Math.min(from.lon, from.lon + turn),
    east: Math.max(from.lon, from.lon + turn),
  };
};

const radiusOf = ({ area }: Geofence): number => {
  if (area.kind === "circle") return area.radiusM;
  return area.kind === "corridor" ? area.widthM / 2 : 0;
};

/** Reads a geofence; do it once for all vehicles it applies to. */
export const fenceOf = (geofence: Geofence): Fence => ({
  id: geofence.id,
  name: geofence.name,
  purpose: geofence.purpose,
  speedLimitKmh: geofence.speedLimitKmh,
  validFromMs: geofence.validFrom.getTime(),
  validUntilMs: geofence.validUntil?.getTime() ?? Infinity,
  shape: shapeOf(geofence.area),
  radiusM: radiusOf(geofence),
});

/** Builds the index of some fences: those that are meant for the vehicles it will serve. */
export const indexFences = (fences: readonly Fence[]): GeofenceIndex => {
  const cells = new Map<number, Fence[]>();
  const large: Fence[] = [];
  const everywhere: readonly Fence[] = large;
  const byId = new Map<string, Fence[]>();
  for (const fence of fences) {
    byId.set(fence.id, [...(byId.get(fence.id) ?? []), fence]);
    if (countCells(fence.shape.box) > MAX_CELLS) large.push(fence);
    else
      forEachCell(fence.shape.box, (key) => {
        const cell = cells.get(key);
        if (cell) cell.push(fence);
        else cells.set(key, [fence]);
      });
  }
  // A fence of the whole area lies in every cell's list, so that one look-up finds all.
  for (const cell of cells.values()) cell.push(...large);

  const at = ({ lat, lon }: Position): readonly Fence[] =>
    cells.get(cellKey(row(lat), column(lon))) ?? everywhere;

  const along = (from: Position, to: Position): readonly Fence[] => {
    const box = wayBox(from, to);
    if (countCells(box) > MAX_CELLS) return fences;
    const found = new Set<Fence>(large);
    forEachCell(box, (key) => cells.get(key)?.forEach((fence) => found.add(fence)));
    return [...found];
  };

  const holds = (fence: Fence, position: Position, atMs: number): boolean =>
    isValid(fence, atMs) &&
    boxHas(fence.shape.box, position) &&
    fence.shape.signedDistanceM(position) <= 0;

  return {
    isEmpty: fences.length === 0,
    lowestLimitKmh: fences.reduce(
      (low, { speedLimitKmh }) => Math.min(low, speedLimitKmh ?? low),
      Infinity,
    ),
    near: (from, to) => {
      if (fences.length === 0) return NO_FENCES;
      const sameCell = row(from.lat) === row(to.lat) && column(from.lon) === column(to.lon);
      return sameCell ? at(to) : along(from, to);
    },
    find: (id, atMs) => byId.get(id)?.find((fence) => isValid(fence, atMs)),
    speedLimitKmh: (position, atMs) => {
      let lowest = Infinity;
      for (const fence of at(position)) {
        const limit = fence.speedLimitKmh ?? Infinity;
        if (limit < lowest && holds(fence, position, atMs)) lowest = limit;
      }
      return lowest === Infinity ? null : lowest;
    },
    isWithin: (purpose, position, atMs) =>
      at(position).some((fence) => fence.purpose === purpose && holds(fence, position, atMs)),
  };
};

/** No fences at all. */
export const noFences = indexFences([]);
