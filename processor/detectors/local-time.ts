/** Minutes in a week. */
export const WEEK_MIN = 7 * 24 * 60;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The Unix epoch was a Thursday: minutes from that week's Monday to it. */
const EPOCH_WEEK_MIN = 3 * 24 * 60;
/** Days that a clock remembers; a replay goes through one after the other. */
const MAX_DAYS = 400;

/** Offsets of one day, UTC: before and from a transition on, ms; most days have none. */
type Day = { readonly before: number; readonly from: number; readonly atMs: number };

const asUtc = (format: Intl.DateTimeFormat, atMs: number): number => {
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
};

/** Tells a time zone's local time; what it looked up of a day it remembers. */
const createZoneClock = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const days = new Map<number, Day>();
  const offsetAt = (atMs: number): number => asUtc(format, atMs) - atMs;

  const readDay = (number: number): Day => {
    let early = number * DAY_MS;
    let late = early + DAY_MS;
    const before = offsetAt(early);
    const from = offsetAt(late);
    if (before === from) return { before, from, atMs: early };
    // Clocks change on a minute: halve the day until it is found.
    while (late - early > MINUTE_MS) {
      const middle = early + Math.round((late - early) / 2 / MINUTE_MS) * MINUTE_MS;
      if (offsetAt(middle) === before) early = middle;
      else late = middle;
    }
    return { before, from, atMs: late };
  };

  return (atMs: number): number => {
    const number = Math.floor(atMs / DAY_MS);
    let day = days.get(number);
    if (!day) {
      if (days.size >= MAX_DAYS) days.clear();
      day = readDay(number);
      days.set(number, day);
    }
    return atMs >= day.atMs ? day.from : day.before;
  };
};

const clocks = new Map<string, (atMs: number) => number>();

/** What local time is ahead of UTC in an IANA time zone at a time, ms. */
const offsetMs = (timeZone: string, atMs: number): number => {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = createZoneClock(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock(atMs);
};

/** Minutes since Monday 0:00 by the clocks of an IANA time zone. */
export const minuteOfWeek = (timeZone: string, atMs: number): number => {
  const localMin = Math.floor((atMs + offsetMs(timeZone, atMs)) / MINUTE_MS);
  return (((localMin + EPOCH_WEEK_MIN) % WEEK_MIN) + WEEK_MIN) % WEEK_MIN;
};
