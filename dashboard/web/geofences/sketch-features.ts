import type { Feature, FeatureCollection } from "geojson";
import { eastOf } from "../map/circle-ring.ts";
import { between, type Place } from "../replay/geometry.ts";
import { drawnArea } from "./area-features.ts";
import { areaOf } from "./sketch-area.ts";
import { sidesOf, type Sketch, withEdgeAt, withVertex } from "./sketch.ts";

/** What of a sketch can be taken hold of: a vertex, the middle of a side, or a circle's edge. */
export type Handle =
  | { readonly kind: "vertex"; readonly index: number }
  | { readonly kind: "middle"; readonly index: number }
  | { readonly kind: "edge"; readonly index: 0 };

/** A handle and where it is drawn. */
export type PlacedHandle = { readonly handle: Handle; readonly place: Place };

/** What the map shows of a sketch. */
export type SketchFeatures = {
  /** The surface, or line with `widthPx`, and what is drawn only as a line so far (`isDraft`). */
  readonly shape: FeatureCollection;
  /** Points with `kind`, `index` and `isChosen`. */
  readonly handles: FeatureCollection;
};

/** The sketch as it would be with a click at the pointer; itself where a click adds nothing. */
export const withPointer = (sketch: Sketch, pointer: Place | undefined): Sketch => {
  if (!pointer || sketch.isClosed) return sketch;
  if (sketch.kind !== "circle") return withVertex(sketch, pointer);
  return sketch.vertices.length === 0 ? sketch : withEdgeAt(sketch, pointer);
};

/** Every handle of a sketch; middles and the edge only once it is closed. */
export const handlesOf = (sketch: Sketch): readonly PlacedHandle[] => {
  const { kind, vertices, sizeM, isClosed } = sketch;
  const corners = vertices.map((place, index) => ({
    handle: { kind: "vertex", index } as const,
    place,
  }));
  if (!isClosed) return corners;
  const [centre] = vertices;
  if (kind === "circle") {
    if (!centre || sizeM === null) return corners;
    return [...corners, { handle: { kind: "edge", index: 0 }, place: eastOf(centre, sizeM) }];
  }
  const middles = sidesOf(sketch).map(([from, to], index) => ({
    handle: { kind: "middle", index } as const,
    place: between(from, to, 0.5),
  }));
  return [...middles, ...corners];
};

const lineOf = (places: readonly Place[]): Feature => ({
  type: "Feature",
  properties: { isDraft: true, widthPx: 0 },
  geometry: { type: "LineString", coordinates: places.map((place) => [...place]) },
});

const shapeOf = (sketch: Sketch): Feature[] => {
  const area = areaOf(sketch);
  const drafts =
    sketch.kind === "circle" || sketch.vertices.length < 2 ? [] : [lineOf(sketch.vertices)];
  if (!area) return drafts;
  const { geometry, widthPx } = drawnArea(area);
  const isLined = sketch.kind === "corridor" || !sketch.isClosed;
  return [
    { type: "Feature", properties: { isDraft: false, widthPx }, geometry },
    ...(isLined ? drafts : []),
  ];
};

/** A sketch as the map draws it, with what the next click at the pointer would make of it. */
export const sketchFeatures = (
  sketch: Sketch,
  pointer: Place | undefined,
  chosenIndex: number | undefined,
): SketchFeatures => ({
  shape: { type: "FeatureCollection", features: shapeOf(withPointer(sketch, pointer)) },
  handles: {
    type: "FeatureCollection",
    features: handlesOf(sketch).map(({ handle: { kind, index }, place }) => ({
      type: "Feature",
      properties: { kind, index, isChosen: kind === "vertex" && index === chosenIndex },
      geometry: { type: "Point", coordinates: [...place] },
    })),
  },
});

type Spot = { readonly x: number; readonly y: number };

/**
 * The handle at a point of the map, within `reachPx`; `spotOf` tells where a place is drawn. A vertex
 * or edge goes before the middle of a side, which may lie beneath it; of two of a kind the nearer.
 */
export const handleAt = (
  handles: readonly PlacedHandle[],
  spotOf: (place: Place) => Spot,
  point: Spot,
  reachPx: number,
): Handle | undefined => {
  const near = handles
    .map(({ handle, place }) => {
      const { x, y } = spotOf(place);
      const rank = handle.kind === "middle" ? 1 : 0;
      return { handle, rank, distancePx: Math.hypot(x - point.x, y - point.y) };
    })
    .filter(({ distancePx }) => distancePx <= reachPx);
  near.sort((one, other) => one.rank - other.rank || one.distancePx - other.distancePx);
  return near[0]?.handle;
};
