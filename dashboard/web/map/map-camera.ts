import type { Map as MapLibre } from "maplibre-gl";
import type { Bounds } from "../fleet/bounds.ts";
import type { Insets } from "./base-map.ts";
import type { Camera } from "./camera.ts";

/** Closest zoom the camera goes to by itself when it fits something in. */
const MAX_FIT_ZOOM = 15.5;
/** Zoom a single car is shown at when the map is further out. */
const CAR_ZOOM = 14.5;
/** What is fitted in keeps this distance from the edges, CSS pixels. */
const MARGIN = 56;
const MOVE_MS = 700;

/** From the middle of the map to the middle of its free part, CSS pixels. */
const offsetOf = ({ top, right, bottom, left }: Insets): [number, number] => [
  (left - right) / 2,
  (top - bottom) / 2,
];

/** Fits an area between the panels. */
export const showBounds = (
  map: MapLibre,
  [west, south, east, north]: Bounds,
  { top, right, bottom, left }: Insets,
  animate: boolean,
): void => {
  // a short map under a phone's sheet has no room for the whole margin
  const margin = Math.min(MARGIN, (map.getCanvas().clientHeight - top - bottom) / 5);
  map.fitBounds([west, south, east, north], {
    padding: {
      top: top + margin,
      right: right + margin,
      bottom: bottom + margin,
      left: left + margin,
    },
    maxZoom: MAX_FIT_ZOOM,
    duration: animate ? MOVE_MS : 0,
  });
};

/** Brings a car to the middle of the free part, close enough to see its street. */
export const showPlace = (map: MapLibre, place: [number, number], insets: Insets): void => {
  map.easeTo({
    center: place,
    zoom: Math.max(map.getZoom(), CAR_ZOOM),
    offset: offsetOf(insets),
    duration: MOVE_MS,
  });
};

/** Moves a car out from under a panel; one that can be seen stays where it is. */
export const revealPlace = (map: MapLibre, place: [number, number], insets: Insets): void => {
  const { x, y } = map.project(place);
  const { clientWidth, clientHeight } = map.getCanvas();
  const isFree =
    x > insets.left + MARGIN &&
    x < clientWidth - insets.right - MARGIN &&
    y > insets.top + MARGIN &&
    y < clientHeight - insets.bottom - MARGIN;
  if (!isFree) map.easeTo({ center: place, offset: offsetOf(insets), duration: MOVE_MS });
};

/** From where a map is looked at now. */
export const cameraOf = (map: MapLibre): Camera => {
  const { lat, lng } = map.getCenter().wrap();
  return { lat, lon: lng, zoom: map.getZoom() };
};

/** Looks at the map from there, at once. */
export const lookFrom = (map: MapLibre, { lat, lon, zoom }: Camera): void => {
  map.jumpTo({ center: [lon, lat], zoom });
};

/** Keeps a car in the middle of the free part, without a glide of the camera's own. */
export const holdPlace = (map: MapLibre, place: [number, number], insets: Insets): void => {
  const [dx, dy] = offsetOf(insets);
  const { x, y } = map.project(place);
  map.setCenter(map.unproject([x - dx, y - dy]));
};

/** What the map shows now, without the parts under panels. */
export const visibleBounds = (map: MapLibre, { top, right, bottom, left }: Insets): Bounds => {
  const { clientWidth, clientHeight } = map.getCanvas();
  const northWest = map.unproject([left, top]);
  const southEast = map.unproject([clientWidth - right, clientHeight - bottom]);
  return [northWest.lng, southEast.lat, southEast.lng, northWest.lat];
};
