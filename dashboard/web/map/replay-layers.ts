import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  GeoJSONSource,
  Map as MapLibre,
  SymbolLayerSpecification,
} from "maplibre-gl";
import { tokenColor } from "../page/token-color.ts";

/** What lies on the map of a recording: the trail by speed, stops with numbers, events. */
export type ReplayFeatures = {
  /** Lines with a `band`. */
  readonly trail: FeatureCollection;
  /** Points with `id`, `number`, `lasting` and `kind`. */
  readonly stops: FeatureCollection;
  /** Points with `id`, and `told` where an alert tells of the event. */
  readonly events: FeatureCollection;
};

const NONE: FeatureCollection = { type: "FeatureCollection", features: [] };
const SOURCES = ["trail", "stops", "events"] as const;
const FONT = ["Inter Variable"];

/** Layers whose features can be clicked, the topmost first. */
export const MARK_LAYERS = ["replay-events", "replay-stops"];

const LINE_WIDTH: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["zoom"],
  9,
  3,
  13,
  4.5,
  17,
  7,
];
const CASING_WIDTH: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["zoom"],
  9,
  6,
  13,
  8.5,
  17,
  11.5,
];

const addTrail = (map: MapLibre, host: HTMLElement, below: string | undefined): void => {
  const layout = { "line-cap": "round", "line-join": "round" } as const;
  const color = (band: string): string => tokenColor(host, `--speed-${band}`);
  map.addLayer(
    {
      id: "replay-casing",
      type: "line",
      source: "trail",
      layout,
      paint: { "line-color": tokenColor(host, "--track-casing"), "line-width": CASING_WIDTH },
    },
    below,
  );
  map.addLayer(
    {
      id: "replay-trail",
      type: "line",
      source: "trail",
      layout,
      paint: {
        "line-width": LINE_WIDTH,
        "line-color": [
          "match",
          ["get", "band"],
          0,
          color("0"),
          1,
          color("1"),
          2,
          color("2"),
          3,
          color("3"),
          4,
          color("4"),
          color("unknown"),
        ],
      },
    },
    below,
  );
};

const labelLayer = (
  id: string,
  source: string,
  layout: SymbolLayerSpecification["layout"],
  paint: SymbolLayerSpecification["paint"],
): SymbolLayerSpecification => ({
  id,
  type: "symbol",
  source,
  layout: { "text-font": FONT, ...layout },
  paint: { ...paint },
});

const addStops = (map: MapLibre, host: HTMLElement): void => {
  const outline = tokenColor(host, "--map-outline");
  const parked = tokenColor(host, "--parked");
  map.addLayer({
    id: "replay-stops",
    type: "circle",
    source: "stops",
    paint: {
      "circle-radius": 11,
      "circle-color": ["match", ["get", "kind"], "idling", tokenColor(host, "--idling"), parked],
      "circle-stroke-width": 2,
      "circle-stroke-color": outline,
    },
  });
  map.addLayer(
    labelLayer(
      "replay-stop-durations",
      "stops",
      {
        "text-field": ["get", "lasting"],
        "text-size": 11.5,
        "text-anchor": "top",
        "text-offset": [0, 1.25],
      },
      {
        "text-color": tokenColor(host, "--text"),
        "text-halo-color": outline,
        "text-halo-width": 1.6,
      },
    ),
  );
  // of two stops in one place the number of one is read, instead of both and neither; above the
  // durations, so that these give way to it
  map.addLayer(
    labelLayer(
      "replay-stop-numbers",
      "stops",
      { "text-field": ["to-string", ["get", "number"]], "text-size": 11.5, "text-padding": 0 },
      { "text-color": outline },
    ),
  );
};

const addEvents = (map: MapLibre, host: HTMLElement): void => {
  const outline = tokenColor(host, "--map-outline");
  map.addLayer({
    id: "replay-events",
    type: "circle",
    source: "events",
    paint: {
      "circle-radius": 9,
      "circle-color": [
        "case",
        ["get", "told"],
        tokenColor(host, "--danger"),
        tokenColor(host, "--warn"),
      ],
      "circle-stroke-width": 2,
      "circle-stroke-color": outline,
    },
  });
  const above = { "text-allow-overlap": true, "text-ignore-placement": true };
  map.addLayer(
    labelLayer(
      "replay-event-signs",
      "events",
      { ...above, "text-field": "!", "text-size": 13 },
      { "text-color": outline, "text-halo-color": outline, "text-halo-width": 0.5 },
    ),
  );
};

/** Adds the layers to a style that has just loaded, the trail below the labels, marks above them. */
export const addReplayLayers = (map: MapLibre, host: HTMLElement): void => {
  for (const source of SOURCES) map.addSource(source, { type: "geojson", data: NONE });
  const firstLabel = map.getStyle().layers.find(({ type }) => type === "symbol")?.id;
  addTrail(map, host, firstLabel);
  addStops(map, host);
  addEvents(map, host);
};

/** Puts features on the layers. */
export const showReplayFeatures = (map: MapLibre, features: ReplayFeatures): void => {
  for (const source of SOURCES) {
    void map.getSource<GeoJSONSource>(source)?.setData(features[source]);
  }
};
