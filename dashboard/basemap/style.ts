import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { labelLayers } from "./label-layers.ts";
import type { Palette } from "./palette.ts";
import { roadLayers } from "./road-layers.ts";

/** Road data, in files small enough to come only when a zoom level needs them. */
const SOURCES = {
  world: "world.geojson",
  town: "town.geojson",
  roads: "roads.geojson",
  streets: "streets.geojson",
  paths: "paths.geojson",
  places: "places.geojson",
} as const;

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
        8,
        palette.sea,
        9.8,
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
