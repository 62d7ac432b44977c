import type { Map as MapLibre } from "maplibre-gl";
import type { Bounds } from "../fleet/bounds.ts";
import type { Insets } from "./base-map.ts";

/** Closest zoom the camera goes to by itself when it fits something in. */
const MAX_FIT_ZOOM = 15.5;
/** Zoom a single car is shown at when the map is further out. */
const CAR_ZOOM = 14.5;
const MOVE_MS = 700;

/** Where a car or a route is out of the way of the panels around it. */
export const setInsets = (map: MapLibre, insets: Insets): void => {
  map.setPadding({ ...insets });
};

/** Fits an area between the panels. */
export const showBounds = (
  map: MapLibre,
  [west, south, east, north]: Bounds,
  { animate }: { readonly animate: boolean },
): void => {
  map.fitBounds([west, south, east, north], {
    padding: 56,
    maxZoom: MAX_FIT_ZOOM,
    duration: animate ? MOVE_MS : 0,
  });
};

/** Brings a car to the middle, close enough to see its street. */
export const showPlace = (map: MapLibre, lonLat: [number, number]): void => {
  map.easeTo({ center: lonLat, zoom: Math.max(map.getZoom(), CAR_ZOOM), duration: MOVE_MS });
};

/** What the map shows now, without the parts under panels. */
export const visibleBounds = (map: MapLibre): Bounds => {
  const { clientWidth, clientHeight } = map.getCanvas();
  const { top, right, bottom, left } = map.getPadding();
  const northWest = map.unproject([left ?? 0, top ?? 0]);
  const southEast = map.unproject([clientWidth - (right ?? 0), clientHeight - (bottom ?? 0)]);
  return [northWest.lng, southEast.lat, southEast.lng, northWest.lat];
};
