import { expect, test } from "vitest";
import { stepIn, successorOf } from "./list-steps.ts";

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

test("the next row takes the place of one that has left, at the end the one before", () => {
  const before = ["a", "b", "c", "d"];
  expect(successorOf("b", before, ["a", "c", "d"])).toBe("c");
  expect(successorOf("b", before, ["a", "d", "new"])).toBe("d");
  expect(successorOf("d", before, ["new", "a", "c"])).toBe("c");
  expect(successorOf("b", before, [])).toBeUndefined();
  expect(successorOf("never there", before, before)).toBeUndefined();
});
