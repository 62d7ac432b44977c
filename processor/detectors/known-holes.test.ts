import { expect, test } from "vitest";
import { isKnownHole, noHoles, rememberHole } from "./known-holes.ts";

const DAY_MS = 24 * 3_600_000;
const MONDAY = Date.UTC(2026, 2, 2);
const TUESDAY = MONDAY + DAY_MS;

/** Holes that were met on Monday and on Tuesday. */
const metTwice = (...places: readonly (readonly [lat: number, lon: number])[]) => {
  const holes = noHoles();
  for (const day of [MONDAY, TUESDAY])
    for (const [lat, lon] of places) rememberHole(holes, lat, lon, day);
  return holes;
};

test("a hole is known where it was met and a few hundred metres around, not a town further", () => {
  const holes = metTwice([57.7012, 11.9712]);
  expect(isKnownHole(holes, 57.7012, 11.9712, TUESDAY)).toBe(true);
  expect(isKnownHole(holes, 57.7049, 11.9749, TUESDAY)).toBe(true);
  expect(isKnownHole(holes, 57.75, 11.9712, TUESDAY)).toBe(false);
});

test("one attack at the yard is no hole, however often it comes and goes within hours", () => {
  const holes = noHoles();
  for (let hour = 0; hour < 10; hour++)
    rememberHole(holes, 57.7012, 11.9712, MONDAY + hour * 3_600_000);
  expect(isKnownHole(holes, 57.7012, 11.9712, TUESDAY)).toBe(false);
});

test("a hole that nobody has met for a season is forgotten, and is not known at the next meeting", () => {
  const holes = metTwice([57.7012, 11.9712]);
  expect(isKnownHole(holes, 57.7012, 11.9712, TUESDAY + 90 * DAY_MS)).toBe(true);
  expect(isKnownHole(holes, 57.7012, 11.9712, TUESDAY + 91 * DAY_MS)).toBe(false);
  rememberHole(holes, 57.7012, 11.9712, TUESDAY + 91 * DAY_MS);
  expect(isKnownHole(holes, 57.7012, 11.9712, TUESDAY + 91 * DAY_MS)).toBe(false);
});

test("of many holes the one met longest ago is forgotten, and each is kept once", () => {
  const holes = metTwice(...Array.from({ length: 8 }, (_, index) => [50 + index, 10] as const));
  rememberHole(holes, 50, 10, TUESDAY + DAY_MS);
  rememberHole(holes, 70, 10, TUESDAY + DAY_MS);
  expect(holes.met).toHaveLength(8);
  expect(isKnownHole(holes, 50, 10, TUESDAY)).toBe(true);
  expect(isKnownHole(holes, 51, 10, TUESDAY)).toBe(false);
});
