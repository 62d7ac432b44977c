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
  /** Lowest limit of any street, km/h; Infinity without one. */
  readonly lowestKmh: number;
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

/** The pieces of each cell side by side, so that a look-up fetches a few lines of memory, not fifty. */
type Index = {
  readonly numbers: Float64Array;
  /** Where each cell's pieces stand among the numbers, behind their count. */
  readonly starts: ReadonlyMap<number, number>;
  readonly mostPieces: number;
};

const layOut = (cells: ReadonlyMap<number, readonly number[][]>): Index => {
  let [size, mostPieces] = [0, 0];
  for (const pieces of cells.values()) {
    size += 1 + pieces.length * NUMBERS_PER_PIECE;
    mostPieces = Math.max(mostPieces, pieces.length);
  }
  const numbers = new Float64Array(size);
  const starts = new Map<number, number>();
  let next = 0;
  for (const [cell, pieces] of cells) {
    starts.set(cell, next);
    numbers[next++] = pieces.length;
    for (const piece of pieces) {
      numbers.set(piece, next);
      next += NUMBERS_PER_PIECE;
    }
  }
  return { numbers, starts, mostPieces };
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
  const { numbers, starts, mostPieces } = layOut(sortIntoCells(cut(streets), grid));
  const { south, west, rows, columns } = grid;
  // One for all look-ups: how far each piece of a cell is.
  const far2 = new Float64Array(mostPieces);
  const limits = streets.flatMap(({ limitKmh: limit }) => limit ?? []);

  return {
    lowestKmh: limits.reduce((low, limit) => Math.min(low, limit), Infinity),
    limitKmh(at, headingDeg) {
      const y = Math.floor((at.lat - south) / CELL_DEGREES);
      const x = Math.floor((at.lon - west) / CELL_DEGREES);
      if (!(y >= 0 && y < rows && x >= 0 && x < columns)) return null;
      const start = starts.get(y * columns + x);
      if (start === undefined) return null;
      const count = numbers[start] ?? 0;
      const mPerDegreeEast = M_PER_DEGREE * Math.cos(at.lat * RADIANS_PER_DEGREE);
      const directionDeg = headingDeg % 180;
      let nearest2 = Infinity;
      for (let index = 0, piece = start + 1; index < count; index++, piece += NUMBERS_PER_PIECE) {
        const away2 = agrees(numbers, piece, directionDeg)
          ? distance2(numbers, piece, at, mPerDegreeEast)
          : Infinity;
        far2[index] = away2;
        if (away2 < nearest2) nearest2 = away2;
      }
      if (nearest2 > TOLERANCE_M ** 2) return null;
      const likely2 = (Math.sqrt(nearest2) + DOUBT_M) ** 2;
      let highestKmh = 0;
      for (let index = 0, piece = start + 1; index < count; index++, piece += NUMBERS_PER_PIECE) {
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
