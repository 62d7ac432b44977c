import { z } from "zod";

/** What lies beneath the fleet, other than the town that comes with the product. */
export type BaseMapSetting =
  | { readonly kind: "town" }
  /** A file of vector tiles in the Protomaps scheme. */
  | { readonly kind: "pmtiles"; readonly path: string }
  /** Pictures from a tile server; `template` holds `{z}`, `{x}` and `{y}`. */
  | { readonly kind: "tiles"; readonly template: string; readonly origin: string };

const FORMS = "is `town`, `pmtiles:` and a file, or `tiles:` and an address with {z}, {x} and {y}";
const PLACES = ["{z}", "{x}", "{y}"];

const tilesAt = (template: string): BaseMapSetting | undefined => {
  const isWhole = PLACES.every((place) => template.includes(place));
  if (!isWhole || !URL.canParse(template)) return undefined;
  const { protocol, origin } = new URL(template);
  return /^https?:$/.test(protocol) ? { kind: "tiles", template, origin } : undefined;
};

const parse = (setting: string): BaseMapSetting | undefined => {
  if (setting === "town") return { kind: "town" };
  const [, form, rest = ""] = /^(pmtiles|tiles):(.+)$/.exec(setting) ?? [];
  if (form === "pmtiles") return { kind: "pmtiles", path: rest };
  return form === "tiles" ? tilesAt(rest) : undefined;
};

/** The setting `BASEMAP`. */
export const BaseMapSetting = z.string().transform((setting, context): BaseMapSetting => {
  const parsed = parse(setting);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: FORMS });
  return z.NEVER;
});
