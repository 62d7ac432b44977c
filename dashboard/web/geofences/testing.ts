import type { Place } from "../replay/geometry.ts";
import { closedSketch, emptySketch, type ShapeKind, type Sketch, withVertex } from "./sketch.ts";

/** Corners of a block in Göteborg, in their order around it. */
export const BLOCK: readonly Place[] = [
  [11.96, 57.7],
  [11.97, 57.7],
  [11.97, 57.71],
  [11.96, 57.71],
];

/** A sketch of a shape with vertices clicked one after another, not ended yet. */
export const aDrawing = (kind: ShapeKind, vertices: readonly Place[] = BLOCK): Sketch =>
  vertices.reduce(withVertex, emptySketch(kind));

/** The same, ended. */
export const aSketch = (kind: ShapeKind, vertices: readonly Place[] = BLOCK): Sketch =>
  closedSketch(aDrawing(kind, vertices));
