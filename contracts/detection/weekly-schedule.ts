import { z } from "zod";

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

/** Whether an instant lies in one of the spans, by the clocks of the schedule's time zone. */
export const isScheduled = ({ timeZone, spans }: WeeklySchedule, atMs: number): boolean => {
  const { day, minute } = localTime(timeZone, atMs);
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
