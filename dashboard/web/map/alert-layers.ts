import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  GeoJSONSource,
  Map as MapLibre,
  PointLike,
} from "maplibre-gl";
import { tokenColor } from "../page/token-color.ts";

const SOURCE = "alerts";
/** The layer whose features can be pointed at. */
export const ALERT_LAYER = "alerts-marks";

const IS_ACTIVE: ExpressionSpecification = ["get", "isActive"];

/** Adds the layers of the alerts to a style that has just loaded. */
export const addAlertLayers = (map: MapLibre, host: HTMLElement, data: FeatureCollection): void => {
  const color: ExpressionSpecification = [
    "match",
    ["get", "severity"],
    "critical",
    tokenColor(host, "--danger"),
    "warning",
    tokenColor(host, "--warn"),
    tokenColor(host, "--accent"),
  ];
  map.addSource(SOURCE, { type: "geojson", data });
  map.addLayer({
    id: "alerts-halo",
    type: "circle",
    source: SOURCE,
    filter: IS_ACTIVE,
    paint: { "circle-radius": 19, "circle-color": color, "circle-opacity": 0.28 },
  });
  map.addLayer({
    id: ALERT_LAYER,
    type: "circle",
    source: SOURCE,
    paint: {
      "circle-radius": ["match", ["get", "severity"], "critical", 9, "warning", 7.5, 6],
      "circle-color": color,
      "circle-stroke-width": 2.5,
      "circle-stroke-color": tokenColor(host, "--map-outline"),
    },
  });
};

/** Id of the alert whose mark is drawn at a point, CSS pixels; undefined for none. */
export const alertAt = (map: MapLibre, point: PointLike): string | undefined => {
  if (!map.getLayer(ALERT_LAYER)) return undefined;
  const [mark] = map.queryRenderedFeatures(point, { layers: [ALERT_LAYER] });
  return mark && String(mark.properties["id"]);
};

/** Draws other alerts in the place of those before. */
export const showAlertFeatures = (map: MapLibre, data: FeatureCollection): void => {
  void map.getSource<GeoJSONSource>(SOURCE)?.setData(data);
};
