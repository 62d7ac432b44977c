import {
  type LngLat,
  type LngLatLike,
  MercatorCoordinate,
  type Map as MapLibre,
  type Point,
} from "maplibre-gl";
import { clusterAt } from "./cluster-view.ts";
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
  /** Neither a car nor a cluster is at this point, pixels of the map. */
  readonly onMiss: (point: Point) => void;
  /** A cluster is pointed at, by its key, or none any more. */
  readonly onHoverCluster: (key: number | undefined) => void;
  readonly onPickCluster: (key: number) => void;
};

const pixelOf = (map: MapLibre): number => 1 / (WORLD_PX * 2 ** map.getZoom());

const ringAt = (map: MapLibre, scene: VehicleScene, place: LngLat): number | undefined =>
  clusterAt(scene, MercatorCoordinate.fromLngLat(place), pixelOf(map));

/** Vehicles within some pixels of a place on the map, the nearest first. */
const vehiclesAt = (
  map: MapLibre,
  { instances, nowS }: VehicleScene,
  place: LngLatLike,
  reachPx: number,
): string[] => {
  const point = MercatorCoordinate.fromLngLat(place);
  return pickVehicles(instances, point, reachPx * pixelOf(map), nowS());
};

/** The car under a click with those drawn on top of it or beneath; empty beside any car. */
const stackAt = (map: MapLibre, scene: VehicleScene, place: LngLat, reachPx: number): string[] => {
  const [nearest] = vehiclesAt(map, scene, place, reachPx);
  if (nearest === undefined) return [];
  const middle = displayedLonLat(scene.instances, nearest, scene.nowS());
  return middle ? vehiclesAt(map, scene, middle, STACK_REACH) : [nearest];
};

/** What lies under the pointer: a cluster, or else the nearest car. */
type Pointed = { readonly cluster: number | undefined; readonly car: string | undefined };
const NOTHING: Pointed = { cluster: undefined, car: undefined };

const pointedAt = (map: MapLibre, scene: VehicleScene, place: LngLat, reach: number): Pointed => {
  const cluster = ringAt(map, scene, place);
  const car = cluster === undefined ? vehiclesAt(map, scene, place, reach)[0] : undefined;
  return { cluster, car };
};

/** Turns clicks on the map into clusters and vehicles. */
const followClicks = (
  map: MapLibre,
  scene: VehicleScene,
  reach: number,
  { onPick, onStack, onMiss, onPickCluster }: MapPointer,
): void => {
  map.on("click", (event) => {
    const cluster = ringAt(map, scene, event.lngLat);
    if (cluster !== undefined) return onPickCluster(cluster);
    const ids = stackAt(map, scene, event.lngLat, reach);
    const [nearest, ...others] = ids;
    if (nearest === undefined) onMiss(event.point);
    else if (others.length === 0) onPick(nearest);
    else onStack({ ids, x: event.point.x, y: event.point.y });
  });
};

/** Turns pointing and clicking on the map into vehicles, until the returned function is called. */
export const followPointer = (
  map: MapLibre,
  scene: VehicleScene,
  pointer: MapPointer,
): (() => void) => {
  const reach = matchMedia("(pointer: coarse)").matches ? TOUCH_REACH : MOUSE_REACH;
  let before = NOTHING;
  let frame = 0;
  const hover = (pointed: Pointed): void => {
    const isNothing = pointed.car === undefined && pointed.cluster === undefined;
    map.getCanvas().style.cursor = isNothing ? "" : "pointer";
    if (pointed.car !== before.car) pointer.onHover(pointed.car);
    if (pointed.cluster !== before.cluster) pointer.onHoverCluster(pointed.cluster);
    before = pointed;
  };
  map.on("mousemove", ({ lngLat }) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => hover(pointedAt(map, scene, lngLat, reach)));
  });
  map.on("mouseout", () => {
    cancelAnimationFrame(frame);
    hover(NOTHING);
  });
  followClicks(map, scene, reach, pointer);
  return () => cancelAnimationFrame(frame);
};
