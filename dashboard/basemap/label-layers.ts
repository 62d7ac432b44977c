import type { LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette.ts";

/** CSS family the page loads for itself; MapLibre draws labels with it, so no glyph server. */
const FONT = ["Inter Variable"];

const streetNames = (
  palette: Palette,
  source: "roads" | "streets",
  minzoom: number,
): LayerSpecification => ({
  id: `${source}-names`,
  type: "symbol",
  source,
  minzoom,
  filter: ["has", "name"],
  layout: {
    "symbol-placement": "line",
    "symbol-spacing": 320,
    "symbol-sort-key": ["-", ["get", "rank"]],
    "text-field": ["get", "name"],
    "text-font": FONT,
    "text-size": ["interpolate", ["linear"], ["zoom"], 12, 10, 15, 11.5, 18, 14],
    "text-max-angle": 30,
    "text-padding": 6,
  },
  paint: {
    "text-color": palette.streetLabel,
    "text-halo-color": palette.halo,
    "text-halo-width": 1.4,
  },
});

/** Names of streets, road numbers, districts and towns, and the arrows of one-way streets. */
export const labelLayers = (palette: Palette): LayerSpecification[] => [
  {
    id: "oneway-arrows",
    type: "symbol",
    source: "streets",
    minzoom: 16,
    filter: ["all", ["get", "oneway"], ["!=", ["get", "class"], "service"]],
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 110,
      "text-field": "→",
      "text-font": FONT,
      "text-size": 13,
      "text-keep-upright": false,
      "text-rotation-alignment": "map",
      "text-padding": 0,
    },
    paint: { "text-color": palette.streetLabel, "text-opacity": 0.7 },
  },
  streetNames(palette, "streets", 14.2),
  streetNames(palette, "roads", 12.2),
  {
    id: "road-numbers",
    type: "symbol",
    source: "roads",
    minzoom: 9.5,
    filter: ["all", ["has", "ref"], ["!", ["get", "link"]]],
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 420,
      "text-field": ["get", "ref"],
      "text-font": FONT,
      "text-size": 10.5,
      "text-rotation-alignment": "viewport",
      "text-letter-spacing": 0.04,
      "text-padding": 40,
    },
    paint: {
      "text-color": palette.shield,
      "text-halo-color": palette.halo,
      "text-halo-width": 2.5,
    },
  },
  {
    id: "districts",
    type: "symbol",
    source: "places",
    minzoom: 11.6,
    maxzoom: 15,
    filter: ["==", ["get", "kind"], "district"],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 11.6, 10.5, 14, 13],
      "text-letter-spacing": 0.06,
      "text-padding": 14,
    },
    paint: {
      "text-color": palette.placeLabel,
      "text-opacity": 0.85,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.6,
    },
  },
  {
    id: "cities",
    type: "symbol",
    source: "places",
    minzoom: 4.5,
    maxzoom: 12.4,
    filter: ["==", ["get", "kind"], "city"],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 5, 12, 11, 18],
      // beside the middle of the town, where the cars are
      "text-anchor": "bottom",
      "text-offset": [0, -0.6],
      "text-letter-spacing": 0.02,
    },
    paint: {
      "text-color": palette.placeLabel,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.8,
    },
  },
];
