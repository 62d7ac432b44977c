import { expect, test } from "vitest";
import { stepInGrid } from "./grid-steps.ts";

const size = { rows: 20, columns: 3 };
const from = { row: 5, column: 1 };

test.each([
  ["ArrowDown", { row: 6, column: 1 }],
  ["ArrowUp", { row: 4, column: 1 }],
  ["ArrowRight", { row: 5, column: 2 }],
  ["ArrowLeft", { row: 5, column: 0 }],
  ["PageDown", { row: 13, column: 1 }],
  ["PageUp", { row: -1, column: 1 }],
  ["Home", { row: 5, column: 0 }],
  ["End", { row: 5, column: 2 }],
])("%s leads to %j", (key, to) => {
  expect(stepInGrid(from, key, size)).toEqual(to);
});

test("no key leads past the edges", () => {
  expect(stepInGrid({ row: 19, column: 2 }, "ArrowDown", size)).toEqual({ row: 19, column: 2 });
  expect(stepInGrid({ row: -1, column: 0 }, "ArrowUp", size)).toEqual({ row: -1, column: 0 });
});

test("other keys lead nowhere", () => {
  expect(stepInGrid(from, "a", size)).toBeUndefined();
});
