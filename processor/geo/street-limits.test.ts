import fc from "fast-check";
import { expect, test } from "vitest";
import { M_PER_DEGREE } from "./shape.ts";
import { indexStreets, noStreets, type Street } from "./street-limits.ts";

const HOME = { lat: 57.7, lon: 11.97 };
const at = (northM: number, eastM: number) => ({
  lat: HOME.lat + northM / M_PER_DEGREE,
  lon: HOME.lon + eastM / (M_PER_DEGREE * Math.cos((HOME.lat * Math.PI) / 180)),
});
/** A kilometre due north, so many metres east of home. */
const northwards = (eastM: number, limitKmh: number | null): Street => ({
  limitKmh,
  points: [at(0, eastM), at(1_000, eastM)],
});
const eastwards: Street = { limitKmh: 30, points: [at(500, -500), at(500, 500)] };

test.each([
  ["on the street, either way", 0, 181, 50],
  ["nineteen metres beside it", 19, 0, 50],
  ["twenty-one metres beside it", 21, 0, null],
  ["across it", 0, 90, null],
  ["a little askew", 0, 29, 50],
  ["more than a little askew", 0, 31, null],
])("%s", (_case, eastM, headingDeg, limit) => {
  expect(indexStreets([northwards(0, 50)]).limitKmh(at(300, eastM), headingDeg)).toBe(limit);
});

test("at a crossing the car's heading tells which street it is on", () => {
  const { limitKmh } = indexStreets([northwards(0, 50), eastwards]);
  expect([limitKmh(at(500, 0), 0), limitKmh(at(500, 0), 90)]).toEqual([50, 30]);
});

test("the lowest limit about a place is that of its streets, whichever way they run", () => {
  const { lowestKmh } = indexStreets([northwards(0, 50), northwards(5, null), eastwards]);
  expect(lowestKmh(at(500, 0))).toBe(30);
  expect(lowestKmh(at(100, 0))).toBe(50);
  expect(lowestKmh(at(500, 5_000))).toBe(Infinity);
  expect(noStreets.lowestKmh(HOME)).toBe(Infinity);
});

test("no limit is lower than the lowest about the place", () => {
  const aStreet = fc.record({
    limitKmh: fc.option(fc.integer({ min: 5, max: 130 })),
    points: fc.array(
      fc
        .tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }))
        .map(([northM, eastM]) => at(northM, eastM)),
      { minLength: 2, maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(fc.array(aStreet, { maxLength: 12 }), (streets) => {
      const { limitKmh, lowestKmh } = indexStreets(streets);
      for (let northM = -420; northM <= 420; northM += 60)
        for (const headingDeg of [0, 50, 100, 150]) {
          const place = at(northM, northM / 2);
          expect(limitKmh(place, headingDeg) ?? Infinity).toBeGreaterThanOrEqual(lowestKmh(place));
        }
    }),
  );
});

test("of two streets side by side the nearest decides, also when its limit is not known", () => {
  const { limitKmh } = indexStreets([northwards(0, 50), northwards(15, 80), northwards(-15, null)]);
  expect(limitKmh(at(300, 1), 0)).toBe(50);
  expect(limitKmh(at(300, 14), 0)).toBe(80);
  expect(limitKmh(at(300, -14), 0)).toBeNull();
});

test("where two are as likely the driver has the benefit of the doubt", () => {
  const between = (one: number | null, other: number | null) =>
    indexStreets([northwards(0, one), northwards(15, other)]).limitKmh(at(300, 7), 0);
  expect([between(50, 80), between(80, 50), between(50, null)]).toEqual([80, 80, null]);
});

test("outside the area, and without streets, nothing is known", () => {
  const { limitKmh } = indexStreets([northwards(0, 50)]);
  for (const place of [at(-2_000, 0), at(3_000, 0), at(300, 9_000), { lat: -33, lon: 151 }])
    expect(limitKmh(place, 0)).toBeNull();
  expect(noStreets.limitKmh(HOME, 0)).toBeNull();
});
