import type { Alert } from "../../../contracts/alert.ts";
import { timeText } from "../i18n/dates.ts";
import { durationText, shareText, tenthsText, wholeText } from "../i18n/figures.ts";
import { spaced } from "./alert-words.ts";
import { alertText } from "./text.ts";

/** Units by the end of a name, longest first: `speedKmh` is a speed in km/h. */
const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ["LitresPerHour", "l/h"],
  ["PctPerHour", "%/h"],
  ["Litres", "l"],
  ["litres", "l"],
  ["Hours", "h"],
  ["Mps2", "m/s²"],
  ["Kmh", "km/h"],
  ["Pct", "%"],
  ["pct", "%"],
  ["Deg", "°"],
  ["Km", "km"],
  ["kmSince", "km"],
  ["M", "m"],
  ["V", "V"],
];
/** Seconds of one of a length of time, by the end of its name. */
const SECONDS: readonly (readonly [ending: string, seconds: number])[] = [
  ["Min", 60],
  ["S", 1],
];

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export type EvidenceFigure = { readonly name: string; readonly figure: string };

const wordOf = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

const numberText = (name: string, value: number): string => {
  if (name === "localMinuteOfDay") return timeText(value * 60_000, "UTC"); // local already
  if (name === "ratio") return shareText(value);
  const length = SECONDS.find(([ending]) => name.endsWith(ending));
  if (length) return durationText(value * length[1]);
  const [, unit] = UNITS.find(([ending]) => name.endsWith(ending)) ?? [];
  const figure = Number.isInteger(value) ? wholeText(value) : tenthsText(value);
  return [figure, unit].join(" ").trim();
};

/**
 * What an alert rests on, as names and figures with their units; `moment` writes an instant. Ids say
 * nothing to people, and nested figures are for the pages of what they are about.
 */
export const evidenceFigures = (
  evidence: Alert["evidence"],
  moment: (ms: number) => string,
): EvidenceFigure[] => {
  const { evidenceNames, evidenceValues } = alertText();
  const figureOf = (name: string, value: string | number | boolean): string => {
    if (typeof value === "number")
      return name.endsWith("Ms") ? moment(value) : numberText(name, value);
    if (typeof value === "string" && INSTANT.test(value)) return moment(Date.parse(value));
    return wordOf(evidenceValues, String(value)) ?? String(value);
  };
  return Object.entries(evidence).flatMap(([name, value]) => {
    if (value === null || typeof value === "object" || name.endsWith("Id")) return [];
    return [{ name: wordOf(evidenceNames, name) ?? spaced(name), figure: figureOf(name, value) }];
  });
};
