import { expect, test } from "vitest";
import { parseDecimal } from "./decimal.ts";

test.each([
  ["12", 12],
  ["12,5", 12.5],
  ["12.5", 12.5],
  [" 1 234,5 ", 1_234.5],
  ["-3", -3],
  ["−3", -3],
  [",5", 0.5],
  ["", null],
  ["12,345.6", undefined],
  ["1e3", undefined],
  ["abc", undefined],
])("%j is %j", (typed, number) => {
  expect(parseDecimal(typed)).toBe(number);
});
