import { AttributionControl, Map as MapLibre, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Theme } from "../page/theme.ts";

setWorkerUrl(workerUrl);

/** Address of the base map's style for a theme. */
export const styleUrl = (theme: Theme): string => `/basemap/style-${theme}.json`;

/** Free space the map keeps clear around what it shows, CSS pixels: panels float over it. */
export type Insets = {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
};

export const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** Whether panels leave other space than before. */
export const differ = (now: Insets, before: Insets | undefined): boolean =>
  !before ||
  now.top !== before.top ||
  now.right !== before.right ||
  now.bottom !== before.bottom ||
  now.left !== before.left;

/**
 * Creates the map, north up and flat: an overview of a fleet is read, not flown over. Waits for the
 * label font, because letters drawn before it comes would stay in the fallback.
 */
export const createBaseMap = async (container: HTMLElement, theme: Theme): Promise<MapLibre> => {
  await document.fonts.load('16px "Inter Variable"', "Göteborg →").catch(() => []);
  const map = new MapLibre({
    container,
    style: styleUrl(theme),
    center: [11.967, 57.705],
    zoom: 12,
    minZoom: 2,
    maxZoom: 19,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    renderWorldCopies: false,
    fadeDuration: 150,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-right");
  map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  return map;
};
