import type { Position } from "./distance.ts";
import { M_PER_DEGREE } from "./shape.ts";

const RADIANS_PER_DEGREE = Math.PI / 180;

/** A street that cars may use. */
export type Street = {
  /** The signed limit, km/h; null where none is known. */
  readonly limitKmh: number | null;
  readonly points: readonly Position[];
};

/** What is signed on the streets of an area. Asking it about a place elsewhere costs next to nothing. */
export type StreetLimits = {
  /** Lowest limit of the streets about a place, km/h: no fix there has a lower one. Infinity without any. */
  lowestKmh(this: void, at: Position): number;
  /** The limit for who heads that way at a place, km/h; null where none is known. */
  limitKmh(this: void, at: Position, headingDeg: number): number | null;
};

/**
 * How far from its street a fix may lie, m: five standard deviations of a receiver's error, 4.07 m
 * (Newson and Krumm's σz, as Valhalla has it; detection specification section 1).
 */
const TOLERANCE_M = 20;
/** A street runs along the car's way when their directions differ by no more, degrees. */
const AGREEING_DEG = 30;
/**
 * Streets this little farther than the nearest are as likely, m: two standard deviations. Where they
 * differ the driver has the benefit of the doubt.
 */
const DOUBT_M = 8;
/** Side of a cell, degrees: 55 m from south to north; a larger one has many more streets to look at. */
const CELL_DEGREES = 0.0005;

/** The grid of an area. Counted from its corner a cell's number is small, which a look-up feels. */
type Grid = {
  readonly south: number;
  readonly west: number;
  readonly rows: number;
  readonly columns: number;
};

const gridOf = (streets: readonly Street[]): Grid => {
  let [south, north, west, east] = [90, -90, 180, -180];
  for (const { points } of streets) {
    for (const { lat, lon } of points) {
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
      [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    }
  }
  const cells = (degrees: number): number => Math.max(0, Math.ceil(degrees / CELL_DEGREES) + 1);
  return { south, west, rows: cells(north - south), columns: cells(east - west) };
};

/** A piece of a street between two points, as numbers one after the other. */
const PIECE = { fromLat: 0, fromLon: 1, toLat: 2, toLon: 3, directionDeg: 4, limitKmh: 5 } as const;
const NUMBERS_PER_PIECE = 6;

/**
 * The pieces of all streets. Their direction is from north, 0 to 180, as cars go both ways; the limit
 * is 0 where none is known.
 */
const cut = (streets: readonly Street[]): number[][] =>
  streets.flatMap(({ limitKmh, points }) =>
    points.slice(1).map((to, index) => {
      const from = points[index]!;
      const east = (to.lon - from.lon) * Math.cos(from.lat * RADIANS_PER_DEGREE);
      const degrees = Math.atan2(east, to.lat - from.lat) / RADIANS_PER_DEGREE;
      return [from.lat, from.lon, to.lat, to.lon, (degrees + 180) % 180, limitKmh ?? 0];
    }),
  );

/** Which pieces a fix in a cell may be on. */
const sortIntoCells = (
  pieces: readonly number[][],
  { south, west, rows, columns }: Grid,
): Map<number, number[][]> => {
  const row = (lat: number): number => Math.floor((lat - south) / CELL_DEGREES);
  const column = (lon: number): number => Math.floor((lon - west) / CELL_DEGREES);
  const cells = new Map<number, number[][]>();
  const latMargin = TOLERANCE_M / M_PER_DEGREE;
  for (const piece of pieces) {
    const [lat = 0, lon = 0, lat2 = 0, lon2 = 0] = piece;
    const lonMargin = latMargin / Math.cos(lat * RADIANS_PER_DEGREE);
    const lastRow = Math.min(rows - 1, row(Math.max(lat, lat2) + latMargin));
    const lastColumn = Math.min(columns - 1, column(Math.max(lon, lon2) + lonMargin));
    const firstColumn = Math.max(0, column(Math.min(lon, lon2) - lonMargin));
    for (let y = Math.max(0, row(Math.min(lat, lat2) - latMargin)); y <= lastRow; y++) {
      for (let x = firstColumn; x <= lastColumn; x++) {
        const cell = cells.get(y * columns + x);
        if (cell) cell.push(piece);
        else cells.set(y * columns + x, [piece]);
      }
    }
  }
  return cells;
};

/** Numbers of a cell before those of its pieces: their count. */
const NUMBERS_PER_CELL = 1;

/** Cells to a side of a block, as a power of two: 64 cells, 3.5 km from south to north. */
const BLOCK_BITS = 6;
const BLOCK_CELLS = 1 << (2 * BLOCK_BITS);

/** Cells side by side, so that a car that goes on finds the next one where it found the last. */
type Block = {
  /** Where each cell's pieces stand among the numbers, behind their count; -1 where there are none. */
  readonly starts: Int32Array;
  /** The lowest limit of each cell; Infinity without any. */
  readonly lowestKmh: Float64Array;
};

/** The pieces of each cell side by side, so that a look-up fetches a few lines of memory, not fifty. */
type Index = {
  readonly numbers: Float64Array;
  /** By row and column of the block; an area has many without a street. */
  readonly blocks: readonly (Block | undefined)[];
  readonly mostPieces: number;
};

/** Blocks side by side, of so many cells. */
const countBlocks = (cells: number): number => (cells >> BLOCK_BITS) + 1;

const blockAt = (x: number, y: number, { columns }: Grid): number =>
  (y >> BLOCK_BITS) * countBlocks(columns) + (x >> BLOCK_BITS);

const BLOCK_MASK = (1 << BLOCK_BITS) - 1;
const cellInBlock = (x: number, y: number): number =>
  ((y & BLOCK_MASK) << BLOCK_BITS) | (x & BLOCK_MASK);

const newBlock = (): Block => ({
  starts: new Int32Array(BLOCK_CELLS).fill(-1),
  lowestKmh: new Float64Array(BLOCK_CELLS).fill(Infinity),
});

const lowestOf = (pieces: readonly number[][]): number =>
  pieces.reduce((low, piece) => Math.min(low, piece[PIECE.limitKmh] || Infinity), Infinity);

const layOut = (cells: ReadonlyMap<number, readonly number[][]>, grid: Grid): Index => {
  let [size, mostPieces] = [0, 0];
  for (const pieces of cells.values()) {
    size += NUMBERS_PER_CELL + pieces.length * NUMBERS_PER_PIECE;
    mostPieces = Math.max(mostPieces, pieces.length);
  }
  const numbers = new Float64Array(size);
  // Every one of them: with holes a large array would be looked up by hash.
  const blocks = Array.from(
    { length: countBlocks(grid.rows) * countBlocks(grid.columns) },
    (): Block | undefined => undefined,
  );
  let next = 0;
  for (const [cell, pieces] of cells) {
    const [x, y] = [cell % grid.columns, Math.floor(cell / grid.columns)];
    const block = (blocks[blockAt(x, y, grid)] ??= newBlock());
    block.starts[cellInBlock(x, y)] = next;
    block.lowestKmh[cellInBlock(x, y)] = lowestOf(pieces);
    numbers[next++] = pieces.length;
    for (const piece of pieces) {
      numbers.set(piece, next);
      next += NUMBERS_PER_PIECE;
    }
  }
  return { numbers, blocks, mostPieces };
};

// Squared: it is compared only, tens of times a look-up, and a root is dear.
const distance2 = (
  numbers: Float64Array,
  piece: number,
  { lat, lon }: Position,
  mPerDegreeEast: number,
): number => {
  const x = ((numbers[piece + PIECE.fromLon] ?? 0) - lon) * mPerDegreeEast;
  const y = ((numbers[piece + PIECE.fromLat] ?? 0) - lat) * M_PER_DEGREE;
  const dx = ((numbers[piece + PIECE.toLon] ?? 0) - lon) * mPerDegreeEast - x;
  const dy = ((numbers[piece + PIECE.toLat] ?? 0) - lat) * M_PER_DEGREE - y;
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / length2));
  return (x + along * dx) ** 2 + (y + along * dy) ** 2;
};

const agrees = (numbers: Float64Array, piece: number, directionDeg: number): boolean => {
  const apart = Math.abs(directionDeg - (numbers[piece + PIECE.directionDeg] ?? 0));
  return apart <= AGREEING_DEG || apart >= 180 - AGREEING_DEG;
};

/**
 * Reads the streets of an area; do it once a process. Of those within 20 m whose direction agrees
 * with the car's within 30° the nearest decides, with or without a known limit; another one that is
 * hardly farther raises the limit, or makes it unknown.
 */
export const indexStreets = (streets: readonly Street[]): StreetLimits => {
  const grid = gridOf(streets);
  const { numbers, blocks, mostPieces } = layOut(sortIntoCells(cut(streets), grid), grid);
  const { south, west, rows, columns } = grid;
  // One for all look-ups: how far each piece of a cell is.
  const far2 = new Float64Array(mostPieces);
  const row = (lat: number): number => Math.floor((lat - south) / CELL_DEGREES);
  const column = (lon: number): number => Math.floor((lon - west) / CELL_DEGREES);
  const findBlock = (x: number, y: number): Block | undefined =>
    y >= 0 && y < rows && x >= 0 && x < columns ? blocks[blockAt(x, y, grid)] : undefined;

  return {
    lowestKmh({ lat, lon }) {
      const [x, y] = [column(lon), row(lat)];
      return findBlock(x, y)?.lowestKmh[cellInBlock(x, y)] ?? Infinity;
    },
    limitKmh(at, headingDeg) {
      const [x, y] = [column(at.lon), row(at.lat)];
      const cell = findBlock(x, y)?.starts[cellInBlock(x, y)] ?? -1;
      if (cell < 0) return null;
      const count = numbers[cell] ?? 0;
      const first = cell + NUMBERS_PER_CELL;
      const mPerDegreeEast = M_PER_DEGREE * Math.cos(at.lat * RADIANS_PER_DEGREE);
      const directionDeg = headingDeg % 180;
      let nearest2 = Infinity;
      for (let index = 0, piece = first; index < count; index++, piece += NUMBERS_PER_PIECE) {
        const away2 = agrees(numbers, piece, directionDeg)
          ? distance2(numbers, piece, at, mPerDegreeEast)
          : Infinity;
        far2[index] = away2;
        if (away2 < nearest2) nearest2 = away2;
      }
      if (nearest2 > TOLERANCE_M ** 2) return null;
      const likely2 = (Math.sqrt(nearest2) + DOUBT_M) ** 2;
      let highestKmh = 0;
      for (let index = 0, piece = first; index < count; index++, piece += NUMBERS_PER_PIECE) {
        if ((far2[index] ?? Infinity) > likely2) continue;
        const limit = numbers[piece + PIECE.limitKmh] ?? 0;
        if (limit === 0) return null;
        if (limit > highestKmh) highestKmh = limit;
      }
      return highestKmh;
    },
  };
};

/** No streets at all. */
export const noStreets: StreetLimits = indexStreets([]);
