import { MAX_VERTICES, RADIUS_LIMITS_M, WIDTH_LIMITS_M } from "../../../contracts/geofence.ts";
import { metresBetween, type Place } from "../replay/geometry.ts";

export const SHAPES = ["circle", "polygon", "corridor"] as const;
export type ShapeKind = (typeof SHAPES)[number];

/** A fence's shape while somebody draws it. Every edit answers another sketch. */
export type Sketch = {
  readonly kind: ShapeKind;
  /** A circle's centre, a polygon's outline without the vertex that closes it, a corridor's line. */
  readonly vertices: readonly Place[];
  /** Radius of a circle or width of a corridor, m; null while what was typed is none. */
  readonly sizeM: number | null;
  /** Holes of a polygon, which are kept but not drawn here. */
  readonly holes: readonly (readonly Place[])[];
  /** False while the next click adds to it. */
  readonly isClosed: boolean;
};

/** Fewest vertices that make the shape. */
export const LEAST_VERTICES: Readonly<Record<ShapeKind, number>> = {
  circle: 1,
  polygon: 3,
  corridor: 2,
};

/** What a shape's size may be, m; a polygon has none. */
export const SIZE_LIMITS_M = {
  circle: RADIUS_LIMITS_M,
  polygon: undefined,
  corridor: WIDTH_LIMITS_M,
} as const;

/** A yard's radius and a road's width to begin with, m. */
const FIRST_SIZES_M: Readonly<Record<ShapeKind, number | null>> = {
  circle: 100,
  polygon: null,
  corridor: 50,
};

/** Digits that tell a tenth of a metre. */
const DEGREE_FACTOR = 1e6;

/** A place as fences keep it: what the fields show is what is saved. */
export const roundedPlace = ([lon, lat]: Place): Place => [
  Math.round(lon * DEGREE_FACTOR) / DEGREE_FACTOR,
  Math.round(lat * DEGREE_FACTOR) / DEGREE_FACTOR,
];

/** Nothing drawn yet. */
export const emptySketch = (kind: ShapeKind): Sketch => ({
  kind,
  vertices: [],
  sizeM: FIRST_SIZES_M[kind],
  holes: [],
  isClosed: false,
});

/** Sets a circle's centre, or adds a vertex after the last one; a full shape takes no more. */
export const withVertex = (sketch: Sketch, place: Place): Sketch => {
  if (sketch.kind === "circle") return { ...sketch, vertices: [roundedPlace(place)] };
  if (sketch.vertices.length >= MAX_VERTICES - 1) return sketch;
  return { ...sketch, vertices: [...sketch.vertices, roundedPlace(place)] };
};

export const withVertexMoved = (sketch: Sketch, index: number, place: Place): Sketch => ({
  ...sketch,
  vertices: sketch.vertices.with(index, roundedPlace(place)),
});

/** Puts a vertex between the one at `index` and the next. */
export const withVertexAfter = (sketch: Sketch, index: number, place: Place): Sketch => ({
  ...sketch,
  vertices: sketch.vertices.toSpliced(index + 1, 0, roundedPlace(place)),
});

/** Takes a vertex out; a shape that has too few afterwards is drawn on. */
export const withoutVertex = (sketch: Sketch, index: number): Sketch => {
  const vertices = sketch.vertices.toSpliced(index, 1);
  return {
    ...sketch,
    vertices,
    isClosed: sketch.isClosed && vertices.length >= LEAST_VERTICES[sketch.kind],
  };
};

export const withSize = (sketch: Sketch, sizeM: number | null): Sketch => ({ ...sketch, sizeM });

/** Makes a circle reach to a place, by whole metres and within its limits. */
export const withEdgeAt = (sketch: Sketch, place: Place): Sketch => {
  const [centre] = sketch.vertices;
  if (!centre || sketch.kind !== "circle") return sketch;
  const { min, max } = RADIUS_LIMITS_M;
  const radiusM = Math.round(metresBetween(centre, place));
  return withSize(sketch, Math.min(max, Math.max(min, radiusM)));
};

export const hasEnoughVertices = ({ kind, vertices }: Sketch): boolean =>
  vertices.length >= LEAST_VERTICES[kind];

/** Ends the drawing, where there is enough of it. */
export const closedSketch = (sketch: Sketch): Sketch =>
  hasEnoughVertices(sketch) ? { ...sketch, isClosed: true } : sketch;

/** The sides of a shape as pairs of places, each from the vertex of its index; a circle has none. */
export const sidesOf = ({
  kind,
  vertices,
  isClosed,
}: Sketch): readonly (readonly [Place, Place])[] =>
  vertices.flatMap((from, index) => {
    const isLast = index === vertices.length - 1;
    const wraps = kind === "polygon" && isClosed && vertices.length > 2;
    const to = isLast && wraps ? vertices[0] : vertices[index + 1];
    return to ? [[from, to] as const] : [];
  });

/** On which side of a line a place lies: the sign tells. */
const side = (from: Place, to: Place, place: Place): number =>
  Math.sign((to[0] - from[0]) * (place[1] - from[1]) - (to[1] - from[1]) * (place[0] - from[0]));

const doCross = ([a, b]: readonly [Place, Place], [c, d]: readonly [Place, Place]): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** Whether a polygon's outline runs through itself, so that nobody can say what is inside. */
export const crossesItself = (sketch: Sketch): boolean => {
  if (sketch.kind !== "polygon") return false;
  const sides = sidesOf({ ...sketch, isClosed: true });
  return sides.some((one, index) => sides.slice(index + 1).some((other) => doCross(one, other)));
};
