import { dayOf, momentOfWall, startOfDayMs } from "../i18n/dates.ts";

const HOUR_MS = 3_600_000;
/** When a working day begins, for an alert that is put off until then. */
const MORNING = "08:00";

export const SNOOZE_TIMES = ["hour", "fourHours", "morning"] as const;
export type SnoozeTime = (typeof SNOOZE_TIMES)[number];

/** Until when an alert may be put off at `nowMs`, in the time zone of its branch, ms. */
export const snoozeTimes = (nowMs: number, zone: string): Readonly<Record<SnoozeTime, number>> => ({
  hour: nowMs + HOUR_MS,
  fourHours: nowMs + 4 * HOUR_MS,
  morning: momentOfWall(`${dayOf(startOfDayMs(nowMs, zone, 1), zone)}T${MORNING}`, zone),
});
