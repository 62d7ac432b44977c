import { daysIn, type SeriesStep } from "../contracts/analytics.ts";
import { addDays, PERIOD_KINDS, type Period, periodOf } from "./fuel-periods.ts";

/** A stretch of days: `from` is its first, `to` the one behind its last. */
export type Days = { readonly from: string; readonly to: string };

const LARGEST_FIRST = PERIOD_KINDS.toReversed();

/** The first period of a kind that lies in a stretch of days, if one does. */
const firstWithin = (kind: Period["kind"], { from, to }: Days): Period | undefined => {
  const touching = periodOf(kind, from);
  const first = touching.start < from ? periodOf(kind, addDays(touching.end, 1)) : touching;
  return first.end < to ? first : undefined;
};

/**
 * The calendar periods that make up a stretch of days, in order, as large as fit in. Booked
 * consumption reaches over midnights within a period but not over its ends, so larger ones know more.
 */
export const calendarPieces = ({ from, to }: Days): Period[] => {
  for (const kind of LARGEST_FIRST) {
    const piece = firstWithin(kind, { from, to });
    if (!piece) continue;
    const rest = { from: addDays(piece.end, 1), to };
    return [...calendarPieces({ from, to: piece.start }), piece, ...calendarPieces(rest)];
  }
  return [];
};

/** A chart has room for about three months of days, days. */
const MOST_DAYS = 92;
/** … and for about two years of weeks, days. */
const MOST_WEEK_DAYS = 400;

/** How long the steps of a series over a stretch of days are. */
export const stepOf = (days: Days): SeriesStep => {
  const length = daysIn(days);
  if (length <= MOST_DAYS) return "DAILY";
  return length <= MOST_WEEK_DAYS ? "WEEKLY" : "MONTHLY";
};

/** The steps of a stretch of days, in order; the first and last may be cut short by its ends. */
export const stepsOf = ({ from, to }: Days, step: SeriesStep): Days[] => {
  const steps: Days[] = [];
  for (let day = from; day < to;) {
    const next = addDays(periodOf(step, day).end, 1);
    steps.push({ from: day, to: next < to ? next : to });
    day = next;
  }
  return steps;
};
