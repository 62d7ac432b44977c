import type { LngLat, Map as MapLibre, MapMouseEvent, MapTouchEvent, Point } from "maplibre-gl";
import { FENCE_LAYERS } from "../map/fence-layers.ts";
import type { Place } from "../replay/geometry.ts";
import { type Handle, handleAt, type PlacedHandle } from "./sketch-features.ts";

/** What pointing at the map of fences means to who shows it. */
export type SketchPointer = {
  /** Whether a click draws; otherwise it chooses a fence. */
  readonly isDrawing: () => boolean;
  /** Whether handles may be taken hold of. */
  readonly mayDrag: () => boolean;
  /** The handles of what is drawn, as they are now. */
  readonly handles: () => readonly PlacedHandle[];
  readonly onClick: (place: Place) => void;
  /** A click on a vertex that is there already. */
  readonly onVertex: (index: number) => void;
  /** A double click. */
  readonly onFinish: () => void;
  readonly onPick: (fenceId: string) => void;
  /** A click beside everything, while nothing is drawn. */
  readonly onMiss: () => void;
  readonly onGrab: (handle: Handle) => void;
  readonly onDrag: (place: Place) => void;
  readonly onDrop: () => void;
  /** Where the pointer is; undefined once it has left the map. */
  readonly onMove: (place: Place | undefined) => void;
};

/** How near to a handle counts, CSS pixels: a finger needs more than a mouse. */
const REACH_PX = matchMedia("(pointer: coarse)").matches ? 24 : 14;
/** Two clicks nearer than this are one double click, CSS pixels. */
const SAME_SPOT_PX = 5;

const placeOf = ({ lng, lat }: LngLat): Place => [lng, lat];

/** Asked of the sketch, not of the map, which draws what has just been changed a moment later. */
const handleUnder = (map: MapLibre, point: Point, on: SketchPointer): Handle | undefined =>
  handleAt(on.handles(), ([lon, lat]) => map.project([lon, lat]), point, REACH_PX);

const fenceAt = (map: MapLibre, point: Point): string | undefined => {
  const layers = FENCE_LAYERS.filter((layer) => map.getLayer(layer));
  const [found] = layers.length > 0 ? map.queryRenderedFeatures(point, { layers }) : [];
  const id: unknown = found?.properties["id"];
  return typeof id === "string" ? id : undefined;
};

/** Handles are dragged, by mouse or finger, instead of the map. */
const followDrags = (map: MapLibre, on: SketchPointer): void => {
  let isHeld = false;
  const begin = (event: MapMouseEvent | MapTouchEvent): void => {
    const handle = on.mayDrag() ? handleUnder(map, event.point, on) : undefined;
    isHeld = handle !== undefined;
    if (!handle) return;
    event.preventDefault(); // else the map would be dragged along
    on.onGrab(handle);
  };
  const move = (event: MapMouseEvent | MapTouchEvent): void => {
    if (isHeld) on.onDrag(placeOf(event.lngLat));
  };
  const end = (): void => {
    if (isHeld) on.onDrop();
    isHeld = false;
  };
  map.on("mousedown", begin);
  map.on("touchstart", begin);
  map.on("mousemove", move);
  map.on("touchmove", move);
  map.on("mouseup", end);
  map.on("touchend", end);
  map.on("touchcancel", end);
  map.on("mouseout", end);
};

/** Clicks draw vertices, or choose a fence. */
const followClicks = (map: MapLibre, on: SketchPointer): void => {
  let last: Point | undefined;
  map.on("click", (event) => {
    const handle = handleUnder(map, event.point, on);
    if (!on.isDrawing()) {
      last = undefined;
      if (handle) return; // chosen as it was taken hold of
      const id = fenceAt(map, event.point);
      if (id === undefined) on.onMiss();
      else on.onPick(id);
      return;
    }
    const isSecond = last !== undefined && last.dist(event.point) < SAME_SPOT_PX;
    last = event.point;
    if (isSecond) return; // of the double click that ends the drawing
    if (handle) on.onVertex(handle.index);
    else on.onClick(placeOf(event.lngLat));
  });
  map.on("dblclick", (event) => {
    if (!on.isDrawing()) return;
    event.preventDefault(); // no zoom
    on.onFinish();
  });
};

const cursorAt = (map: MapLibre, point: Point, on: SketchPointer): string => {
  if (on.isDrawing()) return "crosshair";
  if (on.mayDrag() && handleUnder(map, point, on)) return "move";
  return fenceAt(map, point) === undefined ? "" : "pointer";
};

/** Turns pointing, clicking and dragging on the map into drawing. */
export const followSketchPointer = (map: MapLibre, on: SketchPointer): void => {
  followDrags(map, on);
  followClicks(map, on);
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = cursorAt(map, event.point, on);
    on.onMove(placeOf(event.lngLat));
  });
  map.on("mouseout", () => on.onMove(undefined));
};
