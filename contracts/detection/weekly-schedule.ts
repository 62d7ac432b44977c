import { z } from "zod";
import { TimeZone } from "../time-zone.ts";

/** Monday is 1, Sunday 7 (ISO 8601). */
const Weekday = z.int().min(1).max(7);

/** Minutes since local midnight; 1,440 is the end of the day. */
const MinuteOfDay = z.int().min(0).max(1_440);

/**
 * When a rule tells of what it finds: spans of the week in local time. A span whose end is not
 * after its start runs past midnight into the next day.
 */
export const WeeklySchedule = z.strictObject({
  timeZone: z.string().max(64),
  spans: z
    .array(
      z.strictObject({
        days: z.array(Weekday).min(1).max(7),
        fromMinute: MinuteOfDay,
        toMinute: MinuteOfDay,
      }),
    )
    .min(1)
    .max(50),
});
export type WeeklySchedule = z.infer<typeof WeeklySchedule>;

/** One as it may be set: by clocks that this machine knows. */
export const NewWeeklySchedule = WeeklySchedule.extend({ timeZone: TimeZone });

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  return format;
};

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const localTime = (timeZone: string, atMs: number): { day: number; minute: number } => {
  const parts = formatOf(timeZone).formatToParts(atMs);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return {
    day: DAYS.indexOf(part("weekday")) + 1,
    minute: Number(part("hour")) * 60 + Number(part("minute")),
  };
};

type LocalTime = ReturnType<typeof localTime>;

const isWithin = ({ spans }: WeeklySchedule, { day, minute }: LocalTime): boolean => {
  const yesterday = day === 1 ? 7 : day - 1;
  return spans.some(({ days, fromMinute, toMinute }) => {
    if (fromMinute < toMinute) {
      return days.includes(day) && minute >= fromMinute && minute < toMinute;
    }
    return (
      (days.includes(day) && minute >= fromMinute) ||
      (days.includes(yesterday) && minute < toMinute)
    );
  });
};

/** Whether this machine knows the clocks that a stored schedule goes by. */
export const isReadable = ({ timeZone }: WeeklySchedule): boolean => {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
};

/** Whether an instant lies in one of the spans, by the clocks of the schedule's time zone. */
export const isScheduled = (schedule: WeeklySchedule, atMs: number): boolean =>
  isWithin(schedule, localTime(schedule.timeZone, atMs));

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** Clocks change at whole quarters of an hour, in every zone that changes them. */
const QUARTER_MS = 15 * MINUTE_MS;
/** What is scheduled once a week may fall once into the hour that changing clocks leave out. */
const LONGEST_WAIT_MS = 2 * WEEK_MINUTES * MINUTE_MS;

const minutesToNextStart = ({ spans }: WeeklySchedule, { day, minute }: LocalTime): number => {
  const now = (day - 1) * DAY_MINUTES + minute;
  let soonest = WEEK_MINUTES;
  for (const { days, fromMinute } of spans) {
    for (const each of days) {
      const start = (each - 1) * DAY_MINUTES + fromMinute;
      soonest = Math.min(soonest, (start - now + WEEK_MINUTES) % WEEK_MINUTES || WEEK_MINUTES);
    }
  }
  return soonest;
};

/**
 * The first instant from a time on, and not after another, that lies in one of the spans by the
 * clocks of the schedule's time zone; null without one.
 */
export const nextScheduledMs = (
  schedule: WeeklySchedule,
  fromMs: number,
  untilMs = Infinity,
): number | null => {
  const lastMs = Math.min(untilMs, fromMs + LONGEST_WAIT_MS);
  let atMs = fromMs;
  while (atMs <= lastMs) {
    const local = localTime(schedule.timeZone, atMs);
    if (isWithin(schedule, local)) return atMs;
    const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    const startMs = minuteMs + minutesToNextStart(schedule, local) * MINUTE_MS;
    const quarterMs = Math.floor(atMs / QUARTER_MS) * QUARTER_MS + QUARTER_MS;
    atMs = Math.min(startMs, quarterMs);
  }
  return null;
};
