import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  FilterSpecification,
  GeoJSONSource,
  Map as MapLibre,
} from "maplibre-gl";
import { tokenColor } from "../page/token-color.ts";

const SOURCES = ["areas", "names", "shape", "handles"] as const;

/** What lies on the map of fences: those that hold, and the one that is being drawn. */
export type FenceLayerData = Readonly<Record<(typeof SOURCES)[number], FeatureCollection>>;

const NONE: FeatureCollection = { type: "FeatureCollection", features: [] };
const IS_SURFACE: FilterSpecification = ["==", ["geometry-type"], "Polygon"];
const IS_BAND: FilterSpecification = [">", ["get", "widthPx"], 0];
const FONT = ["Inter Variable"];

/** Layers of a fence that can be pointed at. */
export const FENCE_LAYERS = ["areas-fill", "areas-band"];

/** A width on the ground doubles with every zoom. */
const DEEPEST_ZOOM = 24;
const BAND_WIDTH: ExpressionSpecification = [
  "interpolate",
  ["exponential", 2],
  ["zoom"],
  0,
  ["get", "widthPx"],
  DEEPEST_ZOOM,
  ["*", ["get", "widthPx"], 2 ** DEEPEST_ZOOM],
];

type Look = {
  readonly color: ExpressionSpecification | string;
  readonly opacity: ExpressionSpecification | number;
  readonly edgePx: ExpressionSpecification | number;
};

/** Surfaces, and lines as broad as the corridors they stand for, each with its edge. */
const addAreas = (map: MapLibre, source: string, look: Look, below: string | undefined): void => {
  const { color, opacity, edgePx } = look;
  const layout = { "line-cap": "round", "line-join": "round" } as const;
  map.addLayer(
    {
      ...{ id: `${source}-fill`, type: "fill", source, filter: IS_SURFACE },
      paint: { "fill-color": color, "fill-opacity": opacity },
    },
    below,
  );
  map.addLayer(
    {
      ...{ id: `${source}-band`, type: "line", source, filter: IS_BAND, layout },
      paint: { "line-color": color, "line-opacity": opacity, "line-width": BAND_WIDTH },
    },
    below,
  );
  map.addLayer(
    {
      ...{ id: `${source}-edge`, type: "line", source, filter: IS_SURFACE, layout },
      paint: { "line-color": color, "line-width": edgePx },
    },
    below,
  );
  map.addLayer(
    {
      ...{ id: `${source}-band-edge`, type: "line", source, filter: IS_BAND, layout },
      paint: { "line-color": color, "line-width": edgePx, "line-gap-width": BAND_WIDTH },
    },
    below,
  );
};

/** The colour of a fence by what it is for; `tokenColor` reads them in the theme of the moment. */
const purposeColor = (host: HTMLElement): ExpressionSpecification => [
  "match",
  ["get", "purpose"],
  "restricted",
  tokenColor(host, "--danger"),
  "border",
  tokenColor(host, "--warn"),
  ["depot", "yard", "workshop"],
  tokenColor(host, "--good"),
  "ferry",
  tokenColor(host, "--chart-2"),
  "other",
  tokenColor(host, "--chart-5"),
  tokenColor(host, "--accent"),
];

const addNames = (map: MapLibre, host: HTMLElement): void => {
  map.addLayer({
    id: "fence-names",
    type: "symbol",
    source: "names",
    layout: {
      "text-font": FONT,
      "text-field": ["get", "name"],
      "text-size": 12.5,
      "text-max-width": 9,
    },
    paint: {
      "text-color": tokenColor(host, "--text"),
      "text-halo-color": tokenColor(host, "--map-outline"),
      "text-halo-width": 1.8,
    },
  });
};

const addDraft = (map: MapLibre, host: HTMLElement): void => {
  map.addLayer({
    id: "sketch-draft",
    type: "line",
    source: "shape",
    filter: ["get", "isDraft"],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": tokenColor(host, "--track"),
      "line-width": 2,
      "line-dasharray": [1.5, 2],
    },
  });
};

const addHandles = (map: MapLibre, host: HTMLElement): void => {
  const accent = tokenColor(host, "--track");
  const hollow = tokenColor(host, "--map-hollow");
  const isMiddle: ExpressionSpecification = ["==", ["get", "kind"], "middle"];
  map.addLayer({
    id: "sketch-handles",
    type: "circle",
    source: "handles",
    paint: {
      "circle-radius": ["case", isMiddle, 4.5, ["get", "isChosen"], 8, 6.5],
      "circle-color": ["case", ["get", "isChosen"], accent, hollow],
      "circle-opacity": ["case", isMiddle, 0.75, 1],
      "circle-stroke-width": ["case", isMiddle, 1.5, 2.5],
      "circle-stroke-color": accent,
    },
  });
};

/** Adds the layers to a style that has just loaded: fences below the labels, the sketch above. */
export const addFenceLayers = (map: MapLibre, host: HTMLElement): void => {
  for (const source of SOURCES) map.addSource(source, { type: "geojson", data: NONE });
  const firstLabel = map.getStyle().layers.find(({ type }) => type === "symbol")?.id;
  const isChosen: ExpressionSpecification = ["get", "isChosen"];
  const fences = {
    color: purposeColor(host),
    opacity: ["case", isChosen, 0.3, 0.16],
    edgePx: ["case", isChosen, 3, 1.75],
  } satisfies Look;
  addAreas(map, "areas", fences, firstLabel);
  addNames(map, host);
  addAreas(
    map,
    "shape",
    { color: tokenColor(host, "--track"), opacity: 0.2, edgePx: 2.5 },
    undefined,
  );
  addDraft(map, host);
  addHandles(map, host);
};

/** Brings the layers up to date; only what differs from before is sent. */
export const updateFenceLayers = (
  map: MapLibre,
  data: FenceLayerData,
  before: FenceLayerData | undefined,
): void => {
  for (const source of SOURCES) {
    if (data[source] === before?.[source]) continue;
    void map.getSource<GeoJSONSource>(source)?.setData(data[source]);
  }
};
