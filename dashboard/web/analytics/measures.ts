import type { AnalyticsSort, UseFigures } from "../../../contracts/analytics.ts";
import { durationText, kmText, shareText, tenthsText, wholeText } from "../i18n/figures.ts";
import { analyticsText } from "./text.ts";

/** A figure that is shown, put in order and compared with the period before. */
export type MeasureName = Exclude<AnalyticsSort, "name">;

type Measure = {
  readonly value: (figures: UseFigures) => number | null;
  readonly write: (value: number) => string;
  /** What more of it means. */
  readonly more: "good" | "bad" | "neither";
  /** Shares and scores are compared by difference, the rest by proportion. */
  readonly compared: "proportion" | "share" | "points";
};

const l100 = (value: number): string => `${tenthsText(value)} l/100 km`;

const figure = (
  name: Exclude<MeasureName, "score">,
  write: (value: number) => string,
  more: Measure["more"],
  compared: Measure["compared"] = "proportion",
): Measure => ({ value: (figures) => figures[name], write, more, compared });

export const MEASURES: Readonly<Record<MeasureName, Measure>> = {
  distanceKm: figure("distanceKm", kmText, "neither"),
  routes: figure("routes", wholeText, "neither"),
  drivingS: figure("drivingS", durationText, "neither"),
  idlingS: figure("idlingS", durationText, "bad"),
  movingShare: figure("movingShare", shareText, "good", "share"),
  usedShare: figure("usedShare", shareText, "good", "share"),
  rentedShare: figure("rentedShare", shareText, "good", "share"),
  litresPer100Km: figure("litresPer100Km", l100, "bad"),
  score: {
    value: ({ score }) => score.points,
    write: wholeText,
    more: "good",
    compared: "points",
  },
};

/** A measure of figures in words; an en dash where it is not known. */
export const measureText = (name: MeasureName, figures: UseFigures): string => {
  const { value, write } = MEASURES[name];
  const found = value(figures);
  return found === null ? wholeText(null) : write(found);
};

/** How a measure has changed since the period before, in words. */
export type Change = {
  readonly direction: "up" | "down" | "none";
  readonly tone: "good" | "bad" | "neither";
  readonly words: string;
};

/** A score moves by less than this all the time, points. */
const LEAST_POINTS = 1;

/** Differences that round to nothing are none. */
const NOTHING: Change = { direction: "none", tone: "neither", words: "" };

const amountText = (compared: Measure["compared"], now: number, before: number): string => {
  const t = analyticsText();
  const apart = Math.abs(now - before);
  if (compared === "points") return t.points(tenthsText(apart));
  if (compared === "share") return t.percentagePoints(tenthsText(100 * apart));
  return shareText(apart / before);
};

const isNothing = (compared: Measure["compared"], now: number, before: number): boolean => {
  const apart = Math.abs(now - before);
  if (compared === "points") return apart < LEAST_POINTS;
  if (compared === "share") return apart < 0.000_5;
  return apart < 0.005 * before || before === 0;
};

/** Compares a measure with the period before. */
export const changeOf = (name: MeasureName, figures: UseFigures, before: UseFigures): Change => {
  const t = analyticsText();
  const { value, more, compared } = MEASURES[name];
  const [now, then] = [value(figures), value(before)];
  const hasNone = now === null || then === null || (compared === "proportion" && then === 0);
  if (hasNone) return { ...NOTHING, words: t.noComparison };
  if (isNothing(compared, now, then)) return { ...NOTHING, words: t.same };
  const amount = amountText(compared, now, then);
  const isMore = now > then;
  const tone = more === "neither" ? "neither" : (more === "good") === isMore ? "good" : "bad";
  return {
    direction: isMore ? "up" : "down",
    tone,
    words: isMore ? t.more(amount) : t.less(amount),
  };
};
