import { startOfDayMs } from "../i18n/dates.ts";
import type { Span } from "./timeline.ts";

/** The whole day of a zone that a moment lies in. */
export const dayPeriod = (ms: number, zone: string): Span => ({
  fromMs: startOfDayMs(ms, zone),
  toMs: startOfDayMs(ms, zone, 1),
});

/** Whether a period is one day of the zone, however long its clocks make it. */
export const isDay = ({ fromMs, toMs }: Span, zone: string): boolean =>
  startOfDayMs(fromMs, zone) === fromMs && startOfDayMs(fromMs, zone, 1) === toMs;

/** The day before or after a day; of another period, the one as long that lies beside it. */
export const besidePeriod = (period: Span, by: 1 | -1, zone: string): Span => {
  const { fromMs, toMs } = period;
  if (isDay(period, zone)) return dayPeriod(startOfDayMs(fromMs, zone, by), zone);
  const lengthMs = by * (toMs - fromMs);
  return { fromMs: fromMs + lengthMs, toMs: toMs + lengthMs };
};
