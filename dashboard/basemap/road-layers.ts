import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette.ts";

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

/** Casings, then fills, of the roads on the ground, on bridges or in tunnels. */
export const roadLayers = (palette: Palette, structure: "ground" | "bridge" | "tunnel") => {
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
