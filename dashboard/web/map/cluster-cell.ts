import { RING_PARTS } from "./cluster-shape.ts";

/** Cars that stand in one cell of the grid, or in several that became one. */
export type Cell = {
  readonly key: number;
  cars: number;
  /** The middle of the cars. */
  x: number;
  y: number;
  /** In the order of `RING_PARTS`. */
  readonly counts: number[];
  /** West, north, east, south of the cars. */
  readonly bounds: [number, number, number, number];
  /** The one it has become part of, which may be itself; undefined where its cars stay single. */
  cluster: Cell | undefined;
};

/** A cell without a car. */
export const emptyCell = (key: number): Cell => ({
  ...{ key, cars: 0, x: 0, y: 0, cluster: undefined },
  counts: RING_PARTS.map(() => 0),
  bounds: [Infinity, Infinity, -Infinity, -Infinity],
});

const widen = (cell: Cell, [west, north, east, south]: Cell["bounds"]): void => {
  const { bounds } = cell;
  bounds[0] = Math.min(bounds[0], west);
  bounds[1] = Math.min(bounds[1], north);
  bounds[2] = Math.max(bounds[2], east);
  bounds[3] = Math.max(bounds[3], south);
};

/** Counts a car in without moving the middle. */
export const takeUnder = (cell: Cell, part: number, x: number, y: number): void => {
  cell.cars++;
  cell.counts[part] = (cell.counts[part] ?? 0) + 1;
  widen(cell, [x, y, x, y]);
};

/** Counts a car in. */
export const addCar = (cell: Cell, part: number, x: number, y: number): void => {
  takeUnder(cell, part, x, y);
  cell.x += (x - cell.x) / cell.cars;
  cell.y += (y - cell.y) / cell.cars;
};

/** Makes a cell part of another. */
export const mergeInto = (into: Cell, cell: Cell): void => {
  cell.cluster = into;
  const cars = into.cars + cell.cars;
  into.x += ((cell.x - into.x) * cell.cars) / cars;
  into.y += ((cell.y - into.y) * cell.cars) / cars;
  into.cars = cars;
  cell.counts.forEach((count, part) => {
    into.counts[part] = (into.counts[part] ?? 0) + count;
  });
  widen(into, cell.bounds);
};
