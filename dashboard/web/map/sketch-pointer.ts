import type {
  LngLat,
  Map as MapLibre,
  MapMouseEvent,
  MapTouchEvent,
  Point,
  PointLike,
} from "maplibre-gl";
import { FENCE_LAYERS, HANDLE_LAYER } from "./fence-layers.ts";

type Place = readonly [number, number];
type Properties = Readonly<Record<string, unknown>>;

/** What pointing at the map of fences means to who shows it. */
export type SketchPointer = {
  /** Whether a click draws; otherwise it chooses a fence. */
  readonly isDrawing: () => boolean;
  /** Whether handles may be taken hold of. */
  readonly mayDrag: () => boolean;
  readonly onClick: (place: Place) => void;
  /** A click on a vertex that is there already. */
  readonly onVertex: (index: number) => void;
  /** A double click. */
  readonly onFinish: () => void;
  readonly onPick: (fenceId: string) => void;
  /** A click beside everything, while nothing is drawn. */
  readonly onMiss: () => void;
  /** Answers whether there was a handle to take hold of. */
  readonly onGrab: (properties: Properties) => boolean;
  readonly onDrag: (place: Place) => void;
  readonly onDrop: () => void;
  /** Where the pointer is; undefined once it has left the map. */
  readonly onMove: (place: Place | undefined) => void;
};

/** How near to a handle counts, CSS pixels: a finger needs more than a mouse. */
const REACH_PX = matchMedia("(pointer: coarse)").matches ? 22 : 10;
/** Two clicks nearer than this are one double click, CSS pixels. */
const SAME_SPOT_PX = 5;

const placeOf = ({ lng, lat }: LngLat): Place => [lng, lat];

const boxAround = ({ x, y }: Point): [PointLike, PointLike] => [
  [x - REACH_PX, y - REACH_PX],
  [x + REACH_PX, y + REACH_PX],
];

/** The handle under the pointer: a vertex before a middle, which may lie beneath it. */
const handleAt = (map: MapLibre, point: Point): Properties | undefined => {
  const layers = map.getLayer(HANDLE_LAYER) ? [HANDLE_LAYER] : [];
  const found = layers.length > 0 ? map.queryRenderedFeatures(boxAround(point), { layers }) : [];
  const all = found.map(({ properties }): Properties => properties);
  return all.find(({ kind }) => kind !== "middle") ?? all[0];
};

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
    const handle = on.mayDrag() ? handleAt(map, event.point) : undefined;
    isHeld = handle !== undefined && on.onGrab(handle);
    if (isHeld) event.preventDefault(); // else the map would be dragged along
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
    const handle = handleAt(map, event.point);
    if (!on.isDrawing()) {
      last = undefined;
      const id = handle ? undefined : fenceAt(map, event.point);
      if (id === undefined) on.onMiss();
      else on.onPick(id);
      return;
    }
    const isSecond = last !== undefined && last.dist(event.point) < SAME_SPOT_PX;
    last = event.point;
    if (isSecond) return; // of the double click that ends the drawing
    const index: unknown = handle?.["index"];
    if (typeof index === "number") on.onVertex(index);
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
  if (on.mayDrag() && handleAt(map, point)) return "move";
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
