import {
  type LngLat,
  type LngLatLike,
  MercatorCoordinate,
  type Map as MapLibre,
} from "maplibre-gl";
import type { VehicleScene } from "./vehicle-painter.ts";
import { displayedLonLat, pickVehicles } from "./vehicle-places.ts";

/** How near to a car's middle the pointer counts, CSS pixels. */
const MOUSE_REACH = 15;
const TOUCH_REACH = 24;
/** Cars drawn this near to the nearest one cannot be told apart by pointing, CSS pixels. */
const STACK_REACH = 12;
/** MapLibre's world is 512 pixels wide at zoom 0. */
const WORLD_PX = 512;

/** Several cars under one click, the nearest first, and where, in pixels of the map. */
export type VehicleStack = {
  readonly ids: readonly string[];
  readonly x: number;
  readonly y: number;
};

export type MapPointer = {
  readonly onHover: (id: string | undefined) => void;
  readonly onPick: (id: string) => void;
  readonly onStack: (stack: VehicleStack) => void;
  readonly onMiss: () => void;
};

/** Vehicles within some pixels of a place on the map, the nearest first. */
const vehiclesAt = (
  map: MapLibre,
  { instances, nowS }: VehicleScene,
  place: LngLatLike,
  reachPx: number,
): string[] => {
  const radius = reachPx / (WORLD_PX * 2 ** map.getZoom());
  return pickVehicles(instances, MercatorCoordinate.fromLngLat(place), radius, nowS());
};

/** The car under a click with those drawn on top of it or beneath; empty beside any car. */
const stackAt = (map: MapLibre, scene: VehicleScene, place: LngLat, reachPx: number): string[] => {
  const [nearest] = vehiclesAt(map, scene, place, reachPx);
  if (nearest === undefined) return [];
  const middle = displayedLonLat(scene.instances, nearest, scene.nowS());
  return middle ? vehiclesAt(map, scene, middle, STACK_REACH) : [nearest];
};

/** Turns pointing and clicking on the map into vehicles, until the returned function is called. */
export const followPointer = (
  map: MapLibre,
  scene: VehicleScene,
  { onHover, onPick, onStack, onMiss }: MapPointer,
): (() => void) => {
  const reach = matchMedia("(pointer: coarse)").matches ? TOUCH_REACH : MOUSE_REACH;
  let hovered: string | undefined;
  let frame = 0;
  const hover = (id: string | undefined): void => {
    map.getCanvas().style.cursor = id === undefined ? "" : "pointer";
    if (id === hovered) return;
    hovered = id;
    onHover(id);
  };
  map.on("mousemove", (event) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => hover(vehiclesAt(map, scene, event.lngLat, reach)[0]));
  });
  map.on("mouseout", () => {
    cancelAnimationFrame(frame);
    hover(undefined);
  });
  map.on("click", (event) => {
    const ids = stackAt(map, scene, event.lngLat, reach);
    const [nearest, ...others] = ids;
    if (nearest === undefined) onMiss();
    else if (others.length === 0) onPick(nearest);
    else onStack({ ids, x: event.point.x, y: event.point.y });
  });
  return () => cancelAnimationFrame(frame);
};
