import { expect, test } from "vitest";
import { nearestIndex } from "./chart-data.ts";

const AT = [100, 200, 400];

test.each([
  [0, 0],
  [149, 0],
  [151, 1],
  [299, 1],
  [301, 2],
  [9_999, 2],
])("the moment nearest to %d is number %d", (ms, index) => {
  expect(nearestIndex(AT, ms)).toBe(index);
});

test("a chart without moments has no nearest one", () => {
  expect(nearestIndex([], 5)).toBe(-1);
});
