import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Palette } from "./palette.ts";

/** CSS family the page loads for itself; MapLibre draws labels with it, so no glyph server. */
const FONT = ["Inter Variable"];

/** Road data, in files small enough to come only when a zoom level needs them. */
const SOURCES = {
  world: "world.geojson",
  town: "town.geojson",
  roads: "roads.geojson",
  streets: "streets.geojson",
  paths: "paths.geojson",
  places: "places.geojson",
} as const;

/** Drawn width in pixels by class, at zoom 18; narrower zooms shrink it exponentially. */
const WIDTHS_AT_18 = {
  motorway: 30,
  trunk: 28,
  primary: 26,
  secondary: 24,
  tertiary: 20,
  street: 16,
  service: 8,
} as const;

const byClass = (scale: number, extra: number): ExpressionSpecification => [
  "+",
  extra,
  [
    "*",
    ["case", ["get", "link"], 0.6 * scale, scale],
    ["match", ["get", "class"], ...Object.entries(WIDTHS_AT_18).flat(), 8] as never,
  ],
];

const width = (extra: number): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.5],
  ["zoom"],
  7,
  byClass(0.02, 0),
  11,
  byClass(0.07, extra / 3),
  14,
  byClass(0.22, extra * 0.75),
  18,
  byClass(1, extra),
];

const colorByClass = (wide: string, main: string, service: string, rest: string) =>
  [
    "match",
    ["get", "class"],
    ["motorway", "trunk"],
    wide,
    ["primary", "secondary"],
    main,
    "service",
    service,
    rest,
  ] satisfies ExpressionSpecification;

type RoadSource = { readonly source: "roads" | "streets"; readonly minzoom: number };
const ROADS: readonly RoadSource[] = [
  { source: "streets", minzoom: 11.5 },
  { source: "roads", minzoom: 6 },
];

const roadLayers = (palette: Palette, structure: "ground" | "bridge" | "tunnel") => {
  const tunnel = structure === "tunnel";
  const casings = ROADS.map(({ source, minzoom }): LayerSpecification => ({
    id: `${structure}-${source}-casing`,
    type: "line",
    source,
    minzoom: Math.max(minzoom, 11),
    filter: ["==", ["get", "structure"], structure],
    layout: {
      "line-cap": structure === "ground" ? "round" : "butt",
      "line-join": "round",
      "line-sort-key": ["get", "rank"],
    },
    paint: {
      "line-color": colorByClass(
        palette.motorwayCasing,
        palette.mainCasing,
        palette.roadCasing,
        palette.roadCasing,
      ),
      "line-width": width(structure === "bridge" ? 2.6 : 2),
      "line-opacity": tunnel ? 0.5 : 1,
      ...(tunnel ? { "line-dasharray": [2, 1.5] } : {}),
    },
  }));
  const fills = ROADS.map(({ source, minzoom }): LayerSpecification => ({
    id: `${structure}-${source}`,
    type: "line",
    source,
    minzoom,
    filter: ["==", ["get", "structure"], structure],
    layout: { "line-cap": "round", "line-join": "round", "line-sort-key": ["get", "rank"] },
    paint: {
      "line-color": colorByClass(palette.motorway, palette.main, palette.service, palette.road),
      "line-width": width(0),
      "line-opacity": tunnel ? 0.45 : 1,
    },
  }));
  return [...casings, ...fills];
};

const groundLayers = (palette: Palette): LayerSpecification[] => [
  {
    id: "background",
    type: "background",
    // The coastline is a 1:50 million one: it gives way before it would contradict the streets.
    paint: {
      "background-color": [
        "interpolate",
        ["linear"],
        ["zoom"],
        6.5,
        palette.sea,
        8,
        palette.country,
      ],
    },
  },
  {
    id: "land",
    type: "fill",
    source: "world",
    maxzoom: 10,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": palette.country, "fill-antialias": false },
  },
  {
    id: "borders",
    type: "line",
    source: "world",
    maxzoom: 9,
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": palette.border, "line-width": 0.8, "line-dasharray": [3, 2] },
  },
  {
    id: "town",
    type: "fill",
    source: "town",
    filter: ["!", ["has", "plaza"]],
    paint: {
      "fill-color": palette.town,
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], 7, 0.4, 10, 1],
    },
  },
  {
    id: "plazas",
    type: "fill",
    source: "town",
    minzoom: 13,
    filter: ["has", "plaza"],
    paint: { "fill-color": palette.plaza },
  },
  {
    id: "paths",
    type: "line",
    source: "paths",
    minzoom: 14.5,
    layout: { "line-join": "round" },
    paint: {
      "line-color": palette.path,
      "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 14.5, 0.6, 18, 2.4],
      "line-dasharray": [3, 1.5],
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 14.5, 0, 15.2, 1],
    },
  },
];

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

const labelLayers = (palette: Palette): LayerSpecification[] => [
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
      "text-letter-spacing": 0.02,
    },
    paint: {
      "text-color": palette.placeLabel,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.8,
    },
  },
];

/**
 * The base map's style for one theme. Its data lies beside it and every label is drawn in the
 * browser, so nothing is asked of another host.
 */
export const buildStyle = (name: string, palette: Palette): StyleSpecification => ({
  version: 8,
  name: `Roadledger ${name}`,
  center: [11.967, 57.705],
  zoom: 12.2,
  sources: Object.fromEntries(
    Object.entries(SOURCES).map(([source, file]) => [
      source,
      {
        type: "geojson" as const,
        data: `/basemap/${file}`,
        ...(source === "world" ? {} : { attribution: "© OpenStreetMap contributors" }),
      },
    ]),
  ),
  layers: [
    ...groundLayers(palette),
    ...roadLayers(palette, "tunnel"),
    ...roadLayers(palette, "ground"),
    ...roadLayers(palette, "bridge"),
    ...labelLayers(palette),
  ],
});
