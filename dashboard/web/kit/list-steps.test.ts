import { expect, test } from "vitest";
import { stepIn } from "./list-steps.ts";

const ids = ["a", "b", "c"];

test.each([
  [undefined, "ArrowDown", "a"],
  [undefined, "ArrowUp", "c"],
  ["a", "ArrowDown", "b"],
  ["c", "ArrowDown", "c"],
  ["a", "ArrowUp", "a"],
  ["a", "End", "c"],
  ["c", "PageUp", "a"],
  ["gone", "ArrowDown", "a"],
  ["a", "x", undefined],
])("from %s the key %s leads to %s", (current, key, next) => {
  expect(stepIn(ids, current, key)).toBe(next);
});

test("an empty list has nowhere to go", () => {
  expect(stepIn([], undefined, "ArrowDown")).toBeUndefined();
});
