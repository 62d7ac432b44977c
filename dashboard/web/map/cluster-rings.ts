import { CLUSTER } from "./cluster-grid.ts";
import { RING_PARTS, ringNumber, ringRadius } from "./cluster-shape.ts";
import type { Mercator } from "./mercator.ts";

/**
 * Numbers of a ring on the graphics card: previous and next middle, the ends of its parts as
 * shares of the whole (the last is 1), up to four glyphs (-1 for none), radius, and whether it is new.
 */
export const RING_FLOATS = 14;
/** What the numbers in rings are written with; a glyph is its index. */
export const GLYPHS = "0123456789k";
/** How long a ring takes to where its cars are now, s. */
export const RING_GLIDE_S = 0.5;

/** The clusters that are drawn, packed for one instanced draw call. */
export type Rings = {
  /** As the worker answered them. */
  readonly clusters: Float64Array;
  readonly floats: Float32Array;
  readonly count: number;
  /** Layer time at which they came, s. */
  readonly fromS: number;
  readonly indexOf: ReadonlyMap<number, number>;
};

/** No clusters. */
export const NO_RINGS: Rings = {
  clusters: new Float64Array(),
  floats: new Float32Array(),
  count: 0,
  fromS: 0,
  indexOf: new Map(),
};

/** How far rings have come on their way, 0 to 1. */
export const ringProgress = ({ fromS }: Rings, nowS: number): number =>
  Math.min(1, Math.max(0, (nowS - fromS) / RING_GLIDE_S));

/** Where a ring is drawn at a moment, relative to the origin. */
export const ringMiddle = (rings: Rings, index: number, nowS: number): Mercator => {
  const at = index * RING_FLOATS;
  const part = ringProgress(rings, nowS);
  const { floats } = rings;
  const x0 = floats[at] ?? 0;
  const y0 = floats[at + 1] ?? 0;
  return {
    x: x0 + ((floats[at + 2] ?? 0) - x0) * part,
    y: y0 + ((floats[at + 3] ?? 0) - y0) * part,
  };
};

/** The cars of a ring, in the order of `RING_PARTS`. */
export const ringCounts = ({ clusters }: Rings, index: number): number[] => {
  const from = index * CLUSTER.size + CLUSTER.counts;
  return [...clusters.subarray(from, from + RING_PARTS.length)];
};

const sum = (counts: readonly number[]): number =>
  counts.reduce((total, count) => total + count, 0);

/** How many cars a ring stands for. */
export const ringCars = (rings: Rings, index: number): number => sum(ringCounts(rings, index));

const lookOf = (counts: readonly number[]): number[] => {
  const cars = sum(counts);
  let before = 0;
  const ends = counts.slice(0, -1).map((count) => (before += count) / cars);
  const glyphs = Array.from(ringNumber(cars), (letter) => GLYPHS.indexOf(letter));
  return [...ends, ...[...glyphs, -1, -1, -1].slice(0, 4), ringRadius(cars)];
};

/** Rings in the place of those before: one that was there glides, and a new one grows, unless `jump`. */
export const nextRings = (
  before: Rings,
  clusters: Float64Array,
  { nowS, jump }: { readonly nowS: number; readonly jump: boolean },
): Rings => {
  const count = clusters.length / CLUSTER.size;
  const rings = { clusters, count, floats: new Float32Array(count * RING_FLOATS), fromS: nowS };
  const indexOf = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const [key = 0, x = 0, y = 0] = clusters.subarray(index * CLUSTER.size);
    const known = jump ? undefined : before.indexOf.get(key);
    const from = known === undefined ? { x, y } : ringMiddle(before, known, nowS);
    const isNew = known === undefined && !jump ? 1 : 0;
    const look = lookOf(ringCounts({ ...rings, indexOf }, index));
    rings.floats.set([from.x, from.y, x, y, ...look, isNew], index * RING_FLOATS);
    indexOf.set(key, index);
  }
  return { ...rings, indexOf };
};
