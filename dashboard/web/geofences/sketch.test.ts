import { expect, test } from "vitest";
import {
  closedSketch,
  crossesItself,
  emptySketch,
  sidesOf,
  withEdgeAt,
  withoutVertex,
  withVertex,
  withVertexAfter,
  withVertexMoved,
} from "./sketch.ts";
import { aDrawing, aSketch, BLOCK } from "./testing.ts";

test("a place is kept to a tenth of a metre, as the fields show it", () => {
  const { vertices } = withVertex(emptySketch("polygon"), [11.96123456789, 57.70987654321]);
  expect(vertices).toEqual([[11.961235, 57.709877]]);
});

test("a circle has one centre, however often it is set", () => {
  const sketch = aDrawing("circle");
  expect(sketch.vertices).toEqual(BLOCK.slice(-1));
});

test.each([
  ["polygon", 2, false],
  ["polygon", 3, true],
  ["corridor", 1, false],
  ["corridor", 2, true],
  ["circle", 1, true],
] as const)("a %s of %i vertices closes: %s", (kind, count, closes) => {
  expect(closedSketch(aDrawing(kind, BLOCK.slice(0, count))).isClosed).toBe(closes);
});

test("a click sets how far a circle reaches, by whole metres and within bounds", () => {
  const circle = aDrawing("circle", [[11.96, 57.7]]);
  expect(withEdgeAt(circle, [11.96, 57.701]).sizeM).toBe(111);
  expect(withEdgeAt(circle, [11.96, 57.7]).sizeM).toBe(5);
  expect(withEdgeAt(circle, [-150, -40]).sizeM).toBe(1_000_000);
});

test("vertices are moved, put in and taken out by their place in the order", () => {
  const sketch = aSketch("polygon");
  expect(withVertexMoved(sketch, 1, [12, 58]).vertices[1]).toEqual([12, 58]);
  const longer = withVertexAfter(sketch, 1, [12, 58]);
  expect(longer.vertices).toHaveLength(5);
  expect(longer.vertices[2]).toEqual([12, 58]);
  expect(withoutVertex(longer, 2)).toEqual(sketch);
});

test("a shape that has lost too many vertices is drawn on", () => {
  const triangle = withoutVertex(aSketch("polygon"), 0);
  expect(triangle.isClosed).toBe(true);
  expect(withoutVertex(triangle, 0).isClosed).toBe(false);
});

test("an outline has a side more than a line of the same vertices", () => {
  expect(sidesOf(aSketch("polygon"))).toHaveLength(4);
  expect(sidesOf(aDrawing("polygon"))).toHaveLength(3);
  expect(sidesOf(aSketch("corridor"))).toHaveLength(3);
});

test("an outline that runs through itself is told from one that does not", () => {
  const [a, b, c, d] = BLOCK;
  if (!a || !b || !c || !d) throw new Error("a block has four corners");
  expect(crossesItself(aSketch("polygon"))).toBe(false);
  expect(crossesItself(aSketch("polygon", [a, c, b, d]))).toBe(true);
  expect(crossesItself(aSketch("corridor", [a, c, b, d]))).toBe(false);
});
