import { expect, test } from "vitest";
import { NO_RINGS, nextRings, RING_FLOATS, ringMiddle, ringProgress } from "./cluster-rings.ts";

/** A cluster of five parked cars as the worker answers it. */
const cluster = (key: number, x: number): number[] => [key, x, 0, 0, 0, 5, 0, 0, x, 0, x, 0];
const told = (...clusters: number[][]): Float64Array => Float64Array.from(clusters.flat());
const isNew = (floats: Float32Array, index: number): boolean =>
  floats[(index + 1) * RING_FLOATS - 1] === 1;

test("a cluster that stays glides to where its cars are now, and one that comes grows there", () => {
  const before = nextRings(NO_RINGS, told(cluster(7, 0)), { nowS: 10, jump: false });
  expect(isNew(before.floats, 0)).toBe(true);
  const rings = nextRings(before, told(cluster(3, 8), cluster(7, 4)), { nowS: 20, jump: false });
  expect([isNew(rings.floats, 0), isNew(rings.floats, 1)]).toEqual([true, false]);
  const xs = [20, 20.25, 20.5, 90].map((nowS) => ringMiddle(rings, 1, nowS).x);
  expect(xs).toEqual([0, 2, 4, 4]);
  expect(ringMiddle(rings, 0, 20).x).toBe(8);
  expect(ringProgress(rings, 20.5)).toBe(1);
});

test("who asked for less motion sees clusters jump", () => {
  const before = nextRings(NO_RINGS, told(cluster(7, 0)), { nowS: 10, jump: true });
  const rings = nextRings(before, told(cluster(7, 4)), { nowS: 20, jump: true });
  expect([isNew(rings.floats, 0), ringMiddle(rings, 0, 20).x]).toEqual([false, 4]);
});

test("a ring says its parts as shares and its number in glyphs", () => {
  const mixed = [1, 0, 0, 6, 0, 1_993, 1, 10_345, 0, 0, 0, 0];
  const { floats } = nextRings(NO_RINGS, told(mixed), { nowS: 0, jump: true });
  const look = [...floats.subarray(4, 12)];
  const shares = [6, 6, 1_999, 2_000].map((cars) => Math.fround(cars / 12_345));
  expect(look).toEqual([...shares, 1, 2, 10, -1]);
});
