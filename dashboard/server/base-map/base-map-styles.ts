import { layers, namedFlavor } from "@protomaps/basemaps";
import type { TileArchive } from "./tile-archive.ts";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A MapLibre style, as far as it is built here. */
export type BaseMapStyle = {
  readonly version: 8;
  readonly name: string;
  readonly sources: Readonly<Record<string, object>>;
  readonly layers: readonly object[];
};

/** CSS family the page loads for itself; MapLibre draws labels with it, so no glyph server. */
const FONT = ["Inter Variable"];
/** Layers of pictures, which would come from a host of their own. */
const DRAWN_BY_PICTURES = new Set(["roads_oneway", "roads_shields", "pois"]);

/** What dims a map that its server draws for daylight. */
const NIGHT = {
  "raster-brightness-max": 0.45,
  "raster-saturation": -0.6,
  "raster-contrast": 0.1,
};

/** Labels in the page's own letters, wherever in an expression a font is named, and no pictures. */
const withOwnLetters = (layer: object): object =>
  JSON.parse(JSON.stringify(layer), (key, value: unknown) => {
    if (key === "text-font") return ["literal", FONT];
    return key === "icon-image" ? undefined : value;
  });

/** Vector tiles of an archive, in the scheme of Protomaps (v4). */
export const vectorStyle = (theme: Theme, archive: TileArchive): BaseMapStyle => ({
  version: 8,
  name: `Roadledger ${theme}`,
  sources: {
    protomaps: {
      type: "vector",
      tiles: [archive.address],
      minzoom: archive.minZoom,
      maxzoom: archive.maxZoom,
      bounds: archive.bounds,
      attribution: archive.attribution,
    },
  },
  layers: layers("protomaps", namedFlavor(theme), { lang: "en" })
    .filter(({ id }) => !DRAWN_BY_PICTURES.has(id))
    .map(withOwnLetters),
});

/** Pictures of a tile server, dimmed in the dark. */
export const rasterStyle = (theme: Theme, template: string, attribution: string): BaseMapStyle => ({
  version: 8,
  name: `Roadledger ${theme}`,
  sources: {
    pictures: { type: "raster", tiles: [template], tileSize: 256, maxzoom: 19, attribution },
  },
  layers: [
    {
      id: "background",
      type: "background",
      paint: { "background-color": theme === "dark" ? "#1b232c" : "#e0e6e1" },
    },
    {
      id: "pictures",
      type: "raster",
      source: "pictures",
      ...(theme === "dark" && { paint: NIGHT }),
    },
  ],
});
