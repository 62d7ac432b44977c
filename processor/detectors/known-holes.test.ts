import { expect, test } from "vitest";
import { isKnownHole, noHoles, rememberHole } from "./known-holes.ts";

test("a hole is known where it was met and a few hundred metres around, not a town further", () => {
  const holes = noHoles();
  rememberHole(holes, 57.7012, 11.9712);
  expect(isKnownHole(holes, 57.7012, 11.9712)).toBe(true);
  expect(isKnownHole(holes, 57.7049, 11.9749)).toBe(true);
  expect(isKnownHole(holes, 57.75, 11.9712)).toBe(false);
});

test("of many holes the oldest is forgotten, and one that is met again is kept once", () => {
  const holes = noHoles();
  for (let index = 0; index < 20; index++) rememberHole(holes, 50 + index, 10);
  rememberHole(holes, 69, 10);
  expect(holes.cells).toHaveLength(8);
  expect(isKnownHole(holes, 50, 10)).toBe(false);
  expect(isKnownHole(holes, 62, 10)).toBe(true);
});
