import type { Alert } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";
import type { Tone } from "../kit/tone-tag.ts";
import { alertText } from "./text.ts";

export const TONES: Readonly<Record<Severity, Tone>> = {
  critical: "danger",
  warning: "warn",
  info: "accent",
};

/** An alert in a line: what, and which car. */
export const alertTitle = ({ type, licensePlate }: Alert): string =>
  alertText().raised(alertText().types[type], licensePlate);

const spaced = (name: string): string =>
  name.replaceAll("_", " ").replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });

/** A step of an alert's life. */
export const stepText = (action: string): string =>
  Object.entries(alertText().steps).find(([known]) => known === action)?.[1] ?? spaced(action);

/** Units by the end of a name, longest first: `speedKmh` is a speed in km/h. */
const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ["Litres", "l"],
  ["Minutes", "min"],
  ["Hours", "h"],
  ["Kmh", "km/h"],
  ["Pct", "%"],
  ["Km", "km"],
  ["Ms", "ms"],
  ["Mps2", "m/s²"],
  ["S", "s"],
  ["M", "m"],
  ["V", "V"],
];

export type EvidenceFigure = { readonly name: string; readonly figure: string };

const plain = (value: string | number | boolean): string =>
  typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * What an alert rests on, as names and figures with their units; `moment` writes an instant. Ids say
 * nothing to people, and nested figures are for the pages of what they are about.
 */
export const evidenceFigures = (
  evidence: Alert["evidence"],
  moment: (instant: string) => string,
): EvidenceFigure[] =>
  Object.entries(evidence).flatMap(([name, value]) => {
    if (value === null || typeof value === "object" || name.endsWith("Id")) return [];
    if (typeof value === "string" && INSTANT.test(value)) {
      return [{ name: spaced(name), figure: moment(value) }];
    }
    const [ending, unit] =
      (typeof value === "number" && UNITS.find(([end]) => name.endsWith(end))) || [];
    const bare = ending === undefined ? name : name.slice(0, -ending.length);
    return [{ name: spaced(bare || name), figure: [plain(value), unit].join(" ").trim() }];
  });
