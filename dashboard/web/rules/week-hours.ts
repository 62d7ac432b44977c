import type { WeeklyHours } from "../../../contracts/detection/after-hours-options.ts";
import type { WeeklySchedule } from "../../../contracts/detection/weekly-schedule.ts";

const HOURS = 24;
const DAYS = 7;
const HOUR_MIN = 60;
const DAY_MIN = HOURS * HOUR_MIN;

/** Which hours of the week are marked: Monday's 24, then Tuesday's, to Sunday's. */
export type WeekHours = readonly boolean[];

/** Where an hour of a day, Monday 0, stands. */
export const hourIndex = (day: number, hour: number): number => day * HOURS + hour;

export const EVERY_HOUR: WeekHours = Array.from({ length: DAYS * HOURS }, () => true);

/** A stretch of minutes of one day; `until` is not part of it. */
type Stretch = { readonly day: number; readonly from: number; readonly until: number };

/** An hour is marked when any minute of it is. */
const hoursOf = (stretches: readonly Stretch[]): WeekHours => {
  const marked = Array.from({ length: DAYS * HOURS }, () => false);
  for (const { day, from, until } of stretches) {
    const first = Math.floor(from / HOUR_MIN);
    for (let hour = first; hour * HOUR_MIN < until; hour++) marked[hourIndex(day, hour)] = true;
  }
  return marked;
};

const stretchesOf = (hours: WeekHours): Stretch[] => {
  const stretches: Stretch[] = [];
  for (let day = 0; day < DAYS; day++) {
    for (let hour = 0; hour < HOURS; hour++) {
      if (!hours[hourIndex(day, hour)]) continue;
      const first = hour;
      while (hour < HOURS && hours[hourIndex(day, hour)]) hour++;
      stretches.push({ day, from: first * HOUR_MIN, until: hour * HOUR_MIN });
    }
  }
  return stretches;
};

const stretchesOfSchedule = ({ spans }: WeeklySchedule): Stretch[] =>
  spans.flatMap(({ days, fromMinute, toMinute }) =>
    days.flatMap((weekday) => {
      const day = weekday - 1;
      if (fromMinute < toMinute) return [{ day, from: fromMinute, until: toMinute }];
      // past midnight into the next day
      return [
        { day, from: fromMinute, until: DAY_MIN },
        { day: (day + 1) % DAYS, from: 0, until: toMinute },
      ];
    }),
  );

/** The hours in which a schedule tells. */
export const scheduledHours = (schedule: WeeklySchedule): WeekHours =>
  hoursOf(stretchesOfSchedule(schedule));

/** The schedule of marked hours: days with the same hours share their spans. */
export const scheduleOf = (hours: WeekHours, timeZone: string): WeeklySchedule => {
  const spans = new Map<string, { days: number[]; fromMinute: number; toMinute: number }>();
  for (const { day, from, until } of stretchesOf(hours)) {
    const key = `${from}-${until}`;
    const span = spans.get(key) ?? { days: [], fromMinute: from, toMinute: until };
    span.days.push(day + 1);
    spans.set(key, span);
  }
  return { timeZone, spans: [...spans.values()] };
};

/** Weekdays as the contract names them, Monday first. */
const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies readonly (keyof WeeklyHours)[];

/** The hours in which a car may be driven. */
export const allowedHours = (allowed: WeeklyHours): WeekHours =>
  hoursOf(
    WEEKDAYS.flatMap((name, day) =>
      allowed[name].map(({ fromMin, untilMin }) => ({ day, from: fromMin, until: untilMin })),
    ),
  );

/** Marked hours as those in which a car may be driven. */
export const allowedOf = (hours: WeekHours): WeeklyHours => {
  const allowed: WeeklyHours = {
    ...{ monday: [], tuesday: [], wednesday: [], thursday: [] },
    ...{ friday: [], saturday: [], sunday: [] },
  };
  for (const { day, from, until } of stretchesOf(hours)) {
    const name = WEEKDAYS[day];
    if (name) allowed[name].push({ fromMin: from, untilMin: until });
  }
  return allowed;
};

/** Whether every end lies on a whole hour: else marking an hour here rounds it. */
export const isByTheHour = ({ spans }: WeeklySchedule): boolean =>
  spans.every(({ fromMinute, toMinute }) => (fromMinute % HOUR_MIN) + (toMinute % HOUR_MIN) === 0);
