import { expect, test } from "vitest";
import { fixesOf } from "./recording.ts";
import { bandOf, speedTrail } from "./speed-trail.ts";
import { aDrive, aLocation, atS } from "./testing.ts";
import { pickOnTrail } from "./trail-pick.ts";

test.each([
  [0, 0],
  [30, 0],
  [31, 1],
  [80, 2],
  [111, 4],
  [null, -1],
])("%s km/h is of band %d", (kmh, band) => {
  expect(bandOf(kmh)).toBe(band);
});

const linesOf = (...[fixes]: Parameters<typeof speedTrail>) =>
  speedTrail(fixes).features.map(({ properties, geometry }) => [
    properties.band,
    geometry.coordinates.length,
  ]);

test("a stretch at one speed is one line, and lines meet where the speed changes", () => {
  const fixes = fixesOf(
    [20, 20, 20, 100, 100].map((speed, at) => aLocation(at * 10, at, { speed })),
  );
  expect(linesOf(fixes)).toEqual([
    [0, 3],
    [2, 2],
    [3, 2],
  ]);
});

test("nothing is drawn across a silence", () => {
  const fixes = fixesOf([...aDrive(0, 50), ...aDrive(600, 650)]);
  expect(linesOf(fixes)).toEqual([
    [2, 6],
    [2, 6],
  ]);
});

test("a single fix draws nothing", () => {
  expect(linesOf(fixesOf([aLocation(0, 0)]))).toEqual([]);
});

const placeAt = (eastM: number) => fixesOf([aLocation(0, eastM)])[0]?.place ?? ([0, 0] as const);

test("pointing at the trail tells when the car was there", () => {
  const fixes = fixesOf(aDrive(0, 100));
  const pick = pickOnTrail(fixes, placeAt(75), { reachM: 20, aroundMs: atS(0) });
  expect(Math.round(((pick?.atMs ?? 0) - atS(0)) / 1_000)).toBe(5);
  expect(pickOnTrail(fixes, placeAt(9_000), { reachM: 20, aroundMs: atS(0) })).toBeUndefined();
});

test("where it came by twice, the time nearer to what is watched counts", () => {
  const there = aDrive(0, 100);
  const back = Array.from({ length: 11 }, (_, at) => aLocation(110 + at * 10, 1_500 - at * 150));
  const fixes = fixesOf([...there, ...back]);
  const pickAround = (seconds: number) =>
    pickOnTrail(fixes, placeAt(750), { reachM: 20, aroundMs: atS(seconds) })?.atMs;
  expect(pickAround(0)).toBeLessThan(atS(60));
  expect(pickAround(200)).toBeGreaterThan(atS(150));
});

test("nobody can point at a silence", () => {
  const fixes = fixesOf([...aDrive(0, 100), ...aDrive(600, 700)]);
  expect(pickOnTrail(fixes, placeAt(5_000), { reachM: 50, aroundMs: atS(0) })).toBeUndefined();
});
