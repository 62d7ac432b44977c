import type { CalculationPeriod } from "../contracts/fuel-efficiency.ts";

/** A stretch of calendar days, `YYYY-MM-DD`, both included. */
export type Period = {
  readonly kind: CalculationPeriod;
  readonly start: string;
  readonly end: string;
};

export const PERIOD_KINDS = ["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY"] as const;

const DAY_MS = 24 * 60 * 60_000;
const MONTHS_A_QUARTER = 3;
/** Monday, counted as ISO 8601 does from 0, of JavaScript's Sunday-first weeks. */
const daysSinceMonday = (weekday: number): number => (weekday + 6) % 7;

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The day so many days later; earlier where negative. */
export const addDays = (day: string, days: number): string =>
  toDay(Date.parse(day) + days * DAY_MS);

const monthsFrom = (year: number, month: number, months: number): [string, string] => [
  toDay(Date.UTC(year, month, 1)),
  toDay(Date.UTC(year, month + months, 0)),
];

const yearOf = (day: string): number => new Date(day).getUTCFullYear();
const monthOf = (day: string): number => new Date(day).getUTCMonth();

/** First and last day of the period that a day lies in. */
const BOUNDS: Readonly<Record<CalculationPeriod, (day: string) => [string, string]>> = {
  DAILY: (day) => [day, day],
  WEEKLY: (day) => {
    const monday = addDays(day, -daysSinceMonday(new Date(day).getUTCDay()));
    return [monday, addDays(monday, 6)];
  },
  MONTHLY: (day) => monthsFrom(yearOf(day), monthOf(day), 1),
  QUARTERLY: (day) => {
    const month = monthOf(day);
    return monthsFrom(yearOf(day), month - (month % MONTHS_A_QUARTER), MONTHS_A_QUARTER);
  },
  YEARLY: (day) => monthsFrom(yearOf(day), 0, 12),
};

/** The period of a kind that a calendar day lies in. */
export const periodOf = (kind: CalculationPeriod, day: string): Period => {
  const [start, end] = BOUNDS[kind](day);
  return { kind, start, end };
};
