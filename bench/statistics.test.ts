import { expect, test } from "vitest";
import { spreadOf } from "./statistics.ts";

test.each([
  [[3, 1, 2], { median: 2, min: 1, max: 3 }],
  [[4, 1, 2, 3], { median: 2.5, min: 1, max: 4 }],
  [[10, 9], { median: 9.5, min: 9, max: 10 }],
])("the median of %j lies between its smallest and largest", (values, spread) => {
  expect(spreadOf(values)).toEqual(spread);
});

test("no values have no median", () => {
  expect(() => spreadOf([])).toThrow("no values");
});
