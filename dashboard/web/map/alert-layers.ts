import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  GeoJSONSource,
  Map as MapLibre,
  PointLike,
} from "maplibre-gl";
import { Severity } from "../../../contracts/detection/detection.ts";
import { tokenColor } from "../page/token-color.ts";
import { alertShape, SHAPE_RATIO } from "./alert-shapes.ts";

const SOURCE = "alerts";
/** The layer whose features can be pointed at. */
export const ALERT_LAYER = "alerts-marks";

const IS_ACTIVE: ExpressionSpecification = ["get", "isActive"];
/** The worst lie on top. */
const RANK: ExpressionSpecification = [
  "match",
  ["get", "severity"],
  "critical",
  2,
  "warning",
  1,
  0,
];

/** Colours of the severities under the theme that is on screen. */
const COLORS: Readonly<Record<Severity, string>> = {
  critical: "--danger",
  warning: "--warn",
  info: "--accent",
};

const imageOf = (severity: string): string => `alert-${severity}`;

const addShapes = (map: MapLibre, host: HTMLElement): void => {
  const outline = tokenColor(host, "--map-outline");
  for (const severity of Severity.options) {
    const image = imageOf(severity);
    if (map.hasImage(image)) map.removeImage(image); // that of another theme
    map.addImage(image, alertShape(severity, tokenColor(host, COLORS[severity]), outline), {
      pixelRatio: SHAPE_RATIO,
    });
  }
};

/** Right and down from its place that an alert is drawn, CSS pixels. */
type Offset = [number, number];
const NO_OFFSET: Offset = [0, 0];
/** Where cars are drawn too: an alert is most often where its car is, which would cover it. */
export const BESIDE_CAR: Offset = [13, -13];

/** Adds the layers of the alerts to a style that has just loaded. */
export const addAlertLayers = (
  map: MapLibre,
  host: HTMLElement,
  data: FeatureCollection,
  offset = NO_OFFSET,
): void => {
  const color: ExpressionSpecification = [
    "match",
    ["get", "severity"],
    "critical",
    tokenColor(host, COLORS.critical),
    "warning",
    tokenColor(host, COLORS.warning),
    tokenColor(host, COLORS.info),
  ];
  addShapes(map, host);
  map.addSource(SOURCE, { type: "geojson", data });
  map.addLayer({
    id: "alerts-halo",
    type: "circle",
    source: SOURCE,
    filter: IS_ACTIVE,
    paint: {
      "circle-radius": 21,
      "circle-color": color,
      "circle-opacity": 0.28,
      "circle-translate": offset,
    },
  });
  // what is pointed at is there at once, other than a shape, for which the map first seeks a place
  map.addLayer({
    id: ALERT_LAYER,
    type: "circle",
    source: SOURCE,
    layout: { "circle-sort-key": RANK },
    paint: { "circle-radius": 11, "circle-opacity": 0, "circle-translate": offset },
  });
  map.addLayer({
    id: "alerts-shapes",
    type: "symbol",
    source: SOURCE,
    layout: {
      "icon-image": ["concat", imageOf(""), ["get", "severity"]],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
      "icon-offset": offset,
      "symbol-sort-key": RANK,
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
