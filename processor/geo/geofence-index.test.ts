import fc from "fast-check";
import { expect, test } from "vitest";
import { boxMeets, eastwards } from "./shape.ts";
import { indexFences, type Fence } from "./geofence-index.ts";
import { aCircle, aCorridor, aFence } from "./testing.ts";

const NOW = Date.UTC(2026, 2, 1);
/** Around the antimeridian, where everything that can go wrong with longitudes does. */
const aPlace = fc.record({
  lat: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
  lon: fc.double({ min: 179.6, max: 180.4, noNaN: true }).map((lon) => eastwards(0, lon)),
});
const aRadiusM = fc.constantFrom(20, 300, 5_000, 200_000);
const fences = fc.array(
  fc
    .tuple(aPlace, aRadiusM, fc.constantFrom(null, 30, 60))
    .map(([{ lat, lon }, radiusM, limit]) =>
      aFence(aCircle(lon, lat, radiusM), { speedLimitKmh: limit }),
    ),
  { maxLength: 40 },
);

test("every fence that a way may touch is near it, however it is indexed", () => {
  fc.assert(
    fc.property(fences, aPlace, aPlace, (all, from, to) => {
      const near = new Set(indexFences(all).near(from, to));
      const missed = all
        .filter(({ shape }) => boxMeets(shape.box, from, to))
        .filter((fence) => !near.has(fence));
      expect(missed).toEqual([]);
    }),
  );
});

test("the limit at a place is the lowest of the fences that hold it", () => {
  fc.assert(
    fc.property(fences, aPlace, (all, at) => {
      const limits = all.flatMap(({ shape, speedLimitKmh }) =>
        speedLimitKmh !== null && shape.signedDistanceM(at) <= 0 ? [speedLimitKmh] : [],
      );
      const lowest = limits.length === 0 ? null : Math.min(...limits);
      expect(indexFences(all).speedLimitKmh(at, NOW)).toBe(lowest);
    }),
  );
});

test("far from five hundred fences none is looked at", () => {
  const all = Array.from({ length: 500 }, (_, index) => aFence(aCircle(10 + index / 100, 50, 500)));
  expect(indexFences(all).near({ lat: 57.7, lon: 11.97 }, { lat: 57.71, lon: 11.98 })).toEqual([]);
});

test("a fence holds while it is valid: from its beginning until before its end", () => {
  const inForce = (fence: Fence, atMs: number) =>
    indexFences([fence]).isWithin("ferry", { lat: 0, lon: 0 }, atMs);
  const fence = aFence(aCorridor(200, [-0.1, 0], [0.1, 0]), {
    purpose: "ferry",
    validFrom: new Date(NOW),
    validUntil: new Date(NOW + 1_000),
  });
  expect([-1, 0, 999, 1_000].map((ms) => inForce(fence, NOW + ms))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(indexFences([fence]).find(fence.id, NOW)).toBe(fence);
  expect(indexFences([fence]).find(fence.id, NOW + 1_000)).toBeUndefined();
});
