import { addCar, type Cell, emptyCell, mergeInto, takeUnder } from "./cluster-cell.ts";
import { ringPartOf, ringRadius } from "./cluster-shape.ts";
import { displayed, type PackedVehicles, STRIDE } from "./packed-vehicles.ts";

/** MapLibre's world is 512 pixels wide at zoom 0. */
const WORLD_PX = 512;
/** Side of a cell at the zoom it is made for; just before the next it is 41 % more, CSS pixels. */
const CELL_PX = 60;
/** Fewer cars can be told apart, or are listed by a click. */
const LEAST_CARS = 5;
/** Room that a car's symbol takes with its outline, CSS pixels. */
const SYMBOL_PX = 16;
/** Symbols that would cover more than this share of the box they stand in lie on each other. */
const CROWDED = 0.75;
/** Rings whose middles are nearer than this become one, CSS pixels. */
const MERGE_PX = 46;
/** What was a cluster stays one a little longer, so that nothing flickers on the border. */
const STICKY = 0.75;
/** The edge of a ring keeps this distance from the middle of a car that is in no cluster, CSS pixels. */
const CLEAR_PX = 10;
/** More columns than any grid has. */
const COLUMNS = 2 ** 20;

/** Cars as they are drawn at a moment, and how finely they are to be counted. */
export type GridQuestion = {
  readonly vehicles: PackedVehicles;
  readonly count: number;
  readonly nowS: number;
  readonly originX: number;
  readonly originY: number;
  /** Zoom that the cells are made for. */
  readonly level: number;
  /** Indexes of cars that are never in a cluster. */
  readonly kept: ArrayLike<number>;
};

/**
 * Where a cluster's numbers stand: its key, which it keeps while it stays, its middle, its cars by
 * `RING_PARTS`, and the area they stand in (west, north, east, south). Places are relative to the origin.
 */
export const CLUSTER = { key: 0, x: 1, y: 2, counts: 3, bounds: 8, size: 12 } as const;

export type GridAnswer = {
  /** `CLUSTER.size` numbers a cluster. */
  readonly clusters: Float64Array<ArrayBuffer>;
  /** 1 for each car that is in one of them. */
  readonly hidden: Uint8Array<ArrayBuffer>;
};

/** The cars of a question in their cells. */
type Grid = {
  /** Length on the map of a CSS pixel at the grid's zoom. */
  readonly pixel: number;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly keys: Float64Array;
  /** 1 for cars that are in no cell: kept ones, and those the filter has faded. */
  readonly out: Uint8Array;
  readonly cells: Map<number, Cell>;
};

const fill = (question: GridQuestion): Grid => {
  const { vehicles, count, nowS, originX, originY, level, kept } = question;
  const pixel = 1 / (WORLD_PX * 2 ** level);
  const side = CELL_PX * pixel;
  const cells = new Map<number, Cell>();
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  const keys = new Float64Array(count);
  const out = new Uint8Array(count);
  for (let at = 0; at < kept.length; at++) out[kept[at] ?? 0] = 1;
  for (let index = 0; index < count; index++) {
    const { x, y } = displayed(vehicles, index, nowS);
    const key = Math.floor((originY + y) / side) * COLUMNS + Math.floor((originX + x) / side);
    xs[index] = x;
    ys[index] = y;
    keys[index] = key;
    if (vehicles.bytes[index * STRIDE + 29] === 1) out[index] = 1;
    if (out[index] === 1) continue;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = emptyCell(key)));
    addCar(cell, ringPartOf(vehicles.bytes, index), x, y);
  }
  return { pixel, xs, ys, keys, out, cells };
};

const isCrowded = ({ cars, bounds }: Cell, pixel: number, patience: number): boolean => {
  if (cars < LEAST_CARS * patience) return false;
  const width = (bounds[2] - bounds[0]) / pixel + SYMBOL_PX;
  const height = (bounds[3] - bounds[1]) / pixel + SYMBOL_PX;
  return cars * SYMBOL_PX ** 2 > CROWDED * patience * width * height;
};

/** How much sooner than others a cell counts as crowded. */
type Patience = (cell: Cell) => number;

/** Cells right of one and below it: with those each pair of neighbours is looked at once. */
const NEXT = [1, COLUMNS - 1, COLUMNS, COLUMNS + 1];
const AROUND = [0, ...NEXT, ...NEXT.map((step) => -step)];

const isNear = (one: Cell, x: number, y: number, reach: number): boolean =>
  (one.x - x) ** 2 + (one.y - y) ** 2 < reach ** 2;

/** Cars that a border of the grid parts are crowded together. */
const gatherAcross = ({ cells, pixel }: Grid, inOrder: readonly Cell[], patience: Patience) => {
  for (const cell of inOrder) {
    if (cell.cluster) continue;
    const lone = NEXT.flatMap((step) => cells.get(cell.key + step) ?? []).filter(
      (next) => !next.cluster && isNear(cell, next.x, next.y, MERGE_PX * pixel),
    );
    if (lone.length === 0) continue;
    const together = emptyCell(cell.key);
    const parts = [cell, ...lone];
    for (const part of parts) mergeInto(together, part);
    const isCluster = isCrowded(together, pixel, patience(cell));
    for (const part of parts) part.cluster = isCluster ? together : undefined;
    if (!isCluster) continue;
    together.cluster = together;
    cells.set(cell.key, together);
  }
};

/** Rings that would lie on each other become one. */
const mergeNeighbours = ({ cells, pixel }: Grid, merged: ReadonlySet<number>): void => {
  for (const cell of inOrder(cells)) {
    if (cell.cluster !== cell) continue;
    for (const step of NEXT) {
      const next = cells.get(cell.key + step);
      if (next?.cluster !== next || !next) continue;
      const reach = (MERGE_PX * pixel) / (merged.has(next.key) ? STICKY : 1);
      if (isNear(cell, next.x, next.y, reach)) mergeInto(cell, next);
    }
  }
};

const rootOf = (cell: Cell | undefined): Cell | undefined => {
  let root = cell?.cluster;
  while (root?.cluster && root.cluster !== root) root = root.cluster;
  return root;
};

const inOrder = (cells: Grid["cells"]): Cell[] => [...cells.values()].sort((a, b) => a.key - b.key);

/** The cluster whose ring, with a margin, covers a place; undefined for none. */
const ringOver = ({ cells, keys, xs, ys, pixel }: Grid, index: number, marginPx: number) => {
  for (const step of AROUND) {
    const cluster = rootOf(cells.get((keys[index] ?? 0) + step));
    if (!cluster) continue;
    const reach = (ringRadius(cluster.cars) + marginPx) * pixel;
    if (isNear(cluster, xs[index] ?? 0, ys[index] ?? 0, reach)) return cluster;
  }
  return undefined;
};

/** Marks the cars in clusters, and takes in those under their rings. */
const hide = (grid: Grid, { vehicles, count }: GridQuestion): Uint8Array<ArrayBuffer> => {
  const { cells, keys, out, xs, ys } = grid;
  const hidden = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const isFaded = vehicles.bytes[index * STRIDE + 29] === 1;
    if (out[index] === 1 && !isFaded) continue;
    if (!isFaded && cells.get(keys[index] ?? 0)?.cluster) {
      hidden[index] = 1;
      continue;
    }
    const ring = ringOver(grid, index, 0);
    if (!ring) continue;
    hidden[index] = 1;
    const part = ringPartOf(vehicles.bytes, index);
    if (!isFaded) takeUnder(ring, part, xs[index] ?? 0, ys[index] ?? 0);
  }
  return hidden;
};

/** Moves rings away from the cars that are never in one. */
const keepClear = (grid: Grid, { kept }: GridQuestion): void => {
  for (let at = 0; at < kept.length; at++) {
    const index = kept[at] ?? 0;
    const ring = ringOver(grid, index, CLEAR_PX);
    if (!ring) continue;
    const dx = ring.x - (grid.xs[index] ?? 0);
    const dy = ring.y - (grid.ys[index] ?? 0);
    const apart = Math.hypot(dx, dy);
    const reach = (ringRadius(ring.cars) + CLEAR_PX) * grid.pixel;
    ring.x += apart > 0 ? (dx / apart) * (reach - apart) : 0;
    ring.y += apart > 0 ? (dy / apart) * (reach - apart) : -reach;
  }
};

const packed = (clusters: readonly Cell[]): Float64Array<ArrayBuffer> => {
  const numbers = new Float64Array(clusters.length * CLUSTER.size);
  clusters.forEach(({ key, x, y, counts, bounds }, index) => {
    numbers.set([key, x, y, ...counts, ...bounds], index * CLUSTER.size);
  });
  return numbers;
};

/**
 * A function that gathers cars whose symbols lie on each other, on a grid that is fixed to the world. It
 * remembers what it answered last: a cluster stays one until its cars are clearly apart.
 */
export const createClusterGrid = (): ((question: GridQuestion) => GridAnswer) => {
  let level = Number.NaN;
  let clustered = new Set<number>();
  let merged = new Set<number>();
  return (question) => {
    const isSame = question.level === level;
    level = question.level;
    const grid = fill(question);
    const patience: Patience = ({ key }) => (isSame && clustered.has(key) ? STICKY : 1);
    const cells = inOrder(grid.cells);
    for (const cell of cells) {
      if (isCrowded(cell, grid.pixel, patience(cell))) cell.cluster = cell;
    }
    gatherAcross(grid, cells, patience);
    const keysOf = (wanted: (cell: Cell) => boolean): Set<number> =>
      new Set(inOrder(grid.cells).flatMap((cell) => (wanted(cell) ? [cell.key] : [])));
    clustered = keysOf((cell) => cell.cluster === cell);
    mergeNeighbours(grid, isSame ? merged : new Set());
    merged = keysOf((cell) => cell.cluster !== undefined && cell.cluster !== cell);
    const clusters = inOrder(grid.cells).filter((cell) => cell.cluster === cell);
    const hidden = hide(grid, question);
    keepClear(grid, question);
    return { clusters: packed(clusters), hidden };
  };
};
