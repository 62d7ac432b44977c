import type { WeeklyHours } from "../../contracts/detection/after-hours-options.ts";
import type { NeededHours } from "./scenario.ts";

const DAY_MIN = 1_440;

type Hours = WeeklyHours["monday"];

/** Minutes after midnight that a clock on the wall shows. */
const minuteOfDay = (timeZone: string, atMs: number): number => {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" });
  const [hour = 0, minute = 0] = clock.format(atMs).split(":").map(Number);
  return 60 * hour + minute;
};

/** Past midnight it is two parts of two days. */
const dailyHours = (fromMin: number, untilMin: number): Hours => {
  if (fromMin < untilMin) return [{ fromMin, untilMin }];
  const evening = { fromMin, untilMin: DAY_MIN };
  return untilMin === 0 ? [evening] : [{ fromMin: 0, untilMin }, evening];
};

/** The hours as the branch would enter them, the same every day, by its own clock. */
export const weeklyHours = (timeZone: string, { fromMs, untilMs }: NeededHours): WeeklyHours => {
  const hours = dailyHours(minuteOfDay(timeZone, fromMs), minuteOfDay(timeZone, untilMs));
  return {
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: hours,
    sunday: hours,
  };
};
