import { expect, test } from "vitest";
import { metresBetween, type Place } from "../replay/geometry.ts";
import {
  handleAt,
  handlesOf,
  type PlacedHandle,
  sketchFeatures,
  withPointer,
} from "./sketch-features.ts";
import { aDrawing, aSketch, BLOCK } from "./testing.ts";

const kindsOf = (sketch: Parameters<typeof handlesOf>[0]): string[] =>
  handlesOf(sketch).map(({ handle }) => handle.kind);

test("a finished outline can be taken hold of at its vertices and between them", () => {
  expect(kindsOf(aDrawing("polygon"))).toEqual(Array(4).fill("vertex"));
  expect(kindsOf(aSketch("polygon"))).toEqual([
    ...Array<string>(4).fill("middle"),
    ...Array<string>(4).fill("vertex"),
  ]);
});

test("a circle's edge is where its radius ends", () => {
  const [centre, edge] = handlesOf(aSketch("circle"));
  if (!centre || !edge) throw new Error("a circle has two handles");
  expect(edge.handle.kind).toBe("edge");
  expect(metresBetween(centre.place, edge.place)).toBeCloseTo(100, 0);
});

test("the pointer shows what a click would make, until the drawing has ended", () => {
  const line = aDrawing("corridor", BLOCK.slice(0, 2));
  expect(withPointer(line, [11.98, 57.7]).vertices).toHaveLength(3);
  expect(withPointer(aSketch("corridor"), [11.98, 57.7])).toEqual(aSketch("corridor"));
  expect(withPointer(aDrawing("circle", [[11.96, 57.7]]), [11.96, 57.701]).sizeM).toBe(111);
});

test("two vertices are a line, three an area, and a corridor is both", () => {
  const geometries = (sketch: Parameters<typeof sketchFeatures>[0]) =>
    sketchFeatures(sketch, undefined, undefined).shape.features.map(({ geometry, properties }) => [
      geometry.type,
      properties?.["isDraft"],
    ]);
  expect(geometries(aDrawing("polygon", BLOCK.slice(0, 2)))).toEqual([["LineString", true]]);
  expect(geometries(aSketch("polygon"))).toEqual([["Polygon", false]]);
  expect(geometries(aSketch("corridor"))).toEqual([
    ["LineString", false],
    ["LineString", true],
  ]);
});

test("what is taken hold of is the nearest handle in reach, a vertex before a middle", () => {
  const spotOf = ([lon, lat]: Place) => ({ x: lon, y: lat });
  const at = (x: number, y: number) => handleAt(handles, spotOf, { x, y }, 10);
  const handles: PlacedHandle[] = [
    { handle: { kind: "middle", index: 0 }, place: [8, 0] },
    { handle: { kind: "vertex", index: 0 }, place: [0, 0] },
    { handle: { kind: "vertex", index: 1 }, place: [16, 0] },
  ];
  expect(at(3, 0)).toEqual({ kind: "vertex", index: 0 });
  expect(at(9, 0)).toEqual({ kind: "vertex", index: 1 });
  expect(at(8, 7)).toEqual({ kind: "middle", index: 0 });
  expect(at(8, 11)).toBeUndefined();
});
