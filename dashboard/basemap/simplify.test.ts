import { expect, test } from "vitest";
import { simplify } from "./simplify.ts";

test("a point on the straight line goes, a corner stays", () => {
  const line = [
    [11.97, 57.7],
    [11.98, 57.7],
    [11.99, 57.7],
    [11.99, 57.71],
  ];
  expect(simplify(line, 1)).toEqual([
    [11.97, 57.7],
    [11.99, 57.7],
    [11.99, 57.71],
  ]);
});

test("both ends stay, even when they are the same place", () => {
  expect(
    simplify(
      [
        [11.97, 57.7],
        [11.97, 57.7],
      ],
      1,
    ),
  ).toHaveLength(2);
});

test("coordinates are rounded to 10 cm", () => {
  expect(
    simplify(
      [
        [11.97000049, 57.70000051],
        [12, 58],
      ],
      1,
    )[0],
  ).toEqual([11.97, 57.700001]);
});
