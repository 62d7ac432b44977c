import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { tokenColor } from "../page/token-color.ts";

/** What lies on the map under the cars: the chosen car's day, and how sure its place is. */
export type Overlay = {
  readonly lines: FeatureCollection;
  readonly stops: FeatureCollection;
  /** The place of an event that is looked at. */
  readonly picked: FeatureCollection;
  readonly accuracy: FeatureCollection;
  /** Route drawn strongly; without one all are. */
  readonly highlightedId: string | undefined;
};

const NONE: FeatureCollection = { type: "FeatureCollection", features: [] };

/** An overlay that shows nothing. */
export const EMPTY_OVERLAY: Overlay = {
  lines: NONE,
  stops: NONE,
  picked: NONE,
  accuracy: NONE,
  highlightedId: undefined,
};

const SOURCES = ["lines", "stops", "picked", "accuracy"] as const;

const addAccuracy = (map: MapLibre, color: string, below: string | undefined): void => {
  map.addLayer(
    {
      id: "accuracy-fill",
      type: "fill",
      source: "accuracy",
      paint: { "fill-color": color, "fill-opacity": 0.1 },
    },
    below,
  );
  map.addLayer(
    {
      id: "accuracy-edge",
      type: "line",
      source: "accuracy",
      paint: { "line-color": color, "line-opacity": 0.55, "line-width": 1.2 },
    },
    below,
  );
};

const LINE_WIDTH = ["interpolate", ["linear"], ["zoom"], 9, 2.5, 13, 4, 17, 6.5];
const CASING_WIDTH = ["interpolate", ["linear"], ["zoom"], 9, 5, 13, 7.5, 17, 10.5];

const addLines = (map: MapLibre, casing: string, below: string | undefined): void => {
  const layout = { "line-cap": "round", "line-join": "round" } as const;
  map.addLayer(
    {
      id: "track-casing",
      type: "line",
      source: "lines",
      layout,
      paint: {
        "line-color": casing,
        "line-opacity": 0.9,
        "line-width": CASING_WIDTH as ExpressionSpecification,
      },
    },
    below,
  );
  // the route that is pointed at lies on top of the others
  for (const id of ["track", "track-strong"]) {
    map.addLayer(
      {
        id,
        type: "line",
        source: "lines",
        layout,
        paint: { "line-width": LINE_WIDTH as ExpressionSpecification },
      },
      below,
    );
  }
};

const addStops = (map: MapLibre, container: HTMLElement): void => {
  map.addLayer({
    id: "track-stops",
    type: "circle",
    source: "stops",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 3, 14, 5],
      "circle-color": tokenColor(container, "--map-hollow"),
      "circle-stroke-width": 2.5,
      "circle-stroke-color": [
        "match",
        ["get", "kind"],
        "idling",
        tokenColor(container, "--idling"),
        tokenColor(container, "--parked"),
      ],
    },
  });
};

const addPicked = (map: MapLibre, container: HTMLElement): void => {
  map.addLayer({
    id: "picked-place",
    type: "circle",
    source: "picked",
    paint: {
      "circle-radius": 9,
      "circle-color": tokenColor(container, "--accent"),
      "circle-opacity": 0.25,
      "circle-stroke-width": 3,
      "circle-stroke-color": tokenColor(container, "--accent"),
    },
  });
};

/** Adds the overlay's layers to a style that has just loaded, roads below and labels above. */
export const addOverlay = (map: MapLibre, container: HTMLElement): void => {
  for (const source of SOURCES) map.addSource(source, { type: "geojson", data: NONE });
  const firstLabel = map.getStyle().layers.find(({ type }) => type === "symbol")?.id;
  addAccuracy(map, tokenColor(container, "--accent"), firstLabel);
  addLines(map, tokenColor(container, "--track-casing"), firstLabel);
  addStops(map, container);
  addPicked(map, container);
};

/** Brings the map up to date with an overlay; only what differs from the one before is sent. */
export const updateOverlay = (
  map: MapLibre,
  container: HTMLElement,
  overlay: Overlay,
  before: Overlay,
): void => {
  for (const source of SOURCES) {
    if (overlay[source] === before[source]) continue;
    void map.getSource<GeoJSONSource>(source)?.setData(overlay[source]);
  }
  const strong = tokenColor(container, "--track");
  const weak = tokenColor(container, "--track-rest");
  const { highlightedId } = overlay;
  map.setPaintProperty("track", "line-color", highlightedId === undefined ? strong : weak);
  map.setPaintProperty("track-strong", "line-color", strong);
  map.setFilter("track-strong", ["==", ["get", "routeId"], highlightedId ?? ""]);
};
