import * as fc from "fast-check";
import { expect, test } from "vitest";
import { loadRoadGraph } from "./graph-file.ts";
import { routeFinder } from "./route-finder.ts";
import type { Place } from "./road-graph.ts";

const graph = await loadRoadGraph();
const routesFrom = routeFinder(graph);

const place = fc
  .tuple(fc.nat(graph.streets.length - 1), fc.double({ min: 0.05, max: 0.95, noNaN: true }))
  .map(([index, share]): Place => {
    const street = graph.streets[index]!;
    return { street, atM: street.lengthM * share };
  });
const differentPlaces = fc
  .tuple(place, place)
  .filter(([one, other]) => one.street !== other.street);

test("Göteborg's network is whole: over a thousand kilometres in one piece", () => {
  const lengthKm = graph.streets.reduce((sum, { lengthM }) => sum + lengthM, 0) / 1_000;
  expect(lengthKm).toBeGreaterThan(1_000);
  expect(graph.junctions.every(({ leaving }) => leaving.length > 0)).toBe(true);
});

test("finds a way between any two places that hangs together and obeys every oneway", () => {
  fc.assert(
    fc.property(differentPlaces, ([start, goal]) => {
      const { legs, lengthM } = routesFrom(start).routeTo(goal);
      expect(legs[0]).toMatchObject({ street: start.street, fromM: start.atM });
      expect(legs.at(-1)).toMatchObject({ street: goal.street, toM: goal.atM });
      expect(legs.filter(({ street, fromM, toM }) => street.oneway && toM < fromM)).toEqual([]);
      for (const [index, { street, toM }] of legs.slice(0, -1).entries()) {
        const next = legs[index + 1]!;
        const left = toM === 0 ? street.from : street.to;
        expect(left).toBe(next.fromM === 0 ? next.street.from : next.street.to);
      }
      expect(Number.isFinite(lengthM)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("a detour over a third place is never quicker", () => {
  fc.assert(
    fc.property(fc.tuple(place, place, place), ([start, middle, goal]) => {
      fc.pre(
        start.street !== middle.street &&
          middle.street !== goal.street &&
          start.street !== goal.street,
      );
      const direct = routesFrom(start).expectedS(goal);
      const detour = routesFrom(start).expectedS(middle) + routesFrom(middle).expectedS(goal);
      // At the middle place the detour may turn on the spot, which skips no crossing.
      expect(direct).toBeLessThanOrEqual(detour + 1e-6);
    }),
    { numRuns: 40 },
  );
});
