import { dayOf, momentOfWall, startOfDayMs } from "../i18n/dates.ts";

/** A stretch of whole days: `fromMs` is its first midnight, `toMs` the midnight behind its last day. */
export type Period = { readonly fromMs: number; readonly toMs: number };

export const PERIOD_PRESETS = [
  "today",
  "yesterday",
  "last7",
  "last30",
  "thisMonth",
  "lastMonth",
] as const;
/** … and those of what is looked at over a long time. */
export const LONG_PRESETS = [...PERIOD_PRESETS, "thisQuarter", "thisYear"] as const;
export type PeriodPreset = (typeof LONG_PRESETS)[number];

const MONTHS_A_QUARTER = 3;
const MONTHS_A_YEAR = 12;

/** Months of the year that have begun before that of `ms`. */
const monthOf = (ms: number, zone: string): number => Number(dayOf(ms, zone).slice(5, 7)) - 1;

/** The first of a month in a zone, `months` from the month of `ms`. */
const startOfMonthMs = (ms: number, zone: string, months: number): number => {
  const [year = 0, month = 1] = dayOf(ms, zone).split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  return momentOfWall(first.toISOString().slice(0, 10), zone);
};

/** What a preset means now; days and months are those of the zone, and today counts whole. */
export const periodOf = (preset: PeriodPreset, nowMs: number, zone: string): Period => {
  const day = (days: number): number => startOfDayMs(nowMs, zone, days);
  const month = (months: number): number => startOfMonthMs(nowMs, zone, months);
  const sinceYear = monthOf(nowMs, zone);
  const sinceQuarter = sinceYear % MONTHS_A_QUARTER;
  const periods = {
    today: { fromMs: day(0), toMs: day(1) },
    yesterday: { fromMs: day(-1), toMs: day(0) },
    last7: { fromMs: day(-6), toMs: day(1) },
    last30: { fromMs: day(-29), toMs: day(1) },
    thisMonth: { fromMs: month(0), toMs: month(1) },
    lastMonth: { fromMs: month(-1), toMs: month(0) },
    thisQuarter: { fromMs: month(-sinceQuarter), toMs: month(MONTHS_A_QUARTER - sinceQuarter) },
    thisYear: { fromMs: month(-sinceYear), toMs: month(MONTHS_A_YEAR - sinceYear) },
  } as const satisfies Record<PeriodPreset, Period>;
  return periods[preset];
};

/** The preset that a period is now, if it is one of those offered. */
export const presetOf = (
  { fromMs, toMs }: Period,
  nowMs: number,
  zone: string,
  offered: readonly PeriodPreset[] = PERIOD_PRESETS,
): PeriodPreset | undefined =>
  offered.find((preset) => {
    const period = periodOf(preset, nowMs, zone);
    return period.fromMs === fromMs && period.toMs === toMs;
  });
