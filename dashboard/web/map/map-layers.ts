import type { FeatureCollection } from "geojson";
import type { Map as MapLibre } from "maplibre-gl";
import type { FenceFeatures } from "../geofences/area-features.ts";
import { addAlertLayers, BESIDE_CAR, showAlertFeatures } from "./alert-layers.ts";
import { addFenceLayers, updateFenceLayers } from "./fence-layers.ts";

/** What lies over the live map besides cars and the chosen one's day. */
export type MapLayers = {
  readonly fences: FenceFeatures;
  readonly alerts: FeatureCollection;
  /** Plates beside the cars where there is room. */
  readonly hasLabels: boolean;
};

const NONE: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Nothing. */
export const NO_LAYERS: MapLayers = {
  fences: { areas: NONE, names: NONE },
  alerts: NONE,
  hasLabels: false,
};

const fenceData = ({ areas, names }: FenceFeatures) => ({
  ...{ areas, names, shape: NONE, handles: NONE },
});

/** Draws layers on a map; what was never shown costs the map nothing. */
export const createLayerPainter = (host: HTMLElement) => {
  let fences: FenceFeatures | undefined;
  let alerts: FeatureCollection | undefined;
  const showFences = (map: MapLibre, next: FenceFeatures): void => {
    if (!fences && next.areas.features.length + next.names.features.length === 0) return;
    if (!fences) addFenceLayers(map, host);
    updateFenceLayers(map, fenceData(next), fences && fenceData(fences));
    fences = next;
  };
  const showAlerts = (map: MapLibre, next: FeatureCollection): void => {
    if (next === alerts || (!alerts && next.features.length === 0)) return;
    if (alerts) showAlertFeatures(map, next);
    else addAlertLayers(map, host, next, BESIDE_CAR);
    alerts = next;
  };
  return {
    /** Another style has loaded, with nothing of this on it. */
    forget: (): void => {
      fences = undefined;
      alerts = undefined;
    },
    show: (map: MapLibre, layers: MapLayers): void => {
      if (layers.fences !== fences) showFences(map, layers.fences);
      showAlerts(map, layers.alerts);
    },
  };
};
