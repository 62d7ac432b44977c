import { locale } from "./language.ts";

/** Who travels is noticed so soon, ms: asking the browser takes longer than writing a time. */
const ZONE_HOLDS_MS = 60_000;
let here = { zone: "", readMs: Number.NEGATIVE_INFINITY };

/** The time zone of this browser, IANA; for what concerns the person and not a branch. */
export const hereZone = (): string => {
  const nowMs = Date.now();
  if (Math.abs(nowMs - here.readMs) > ZONE_HOLDS_MS) {
    here = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, readMs: nowMs };
  }
  return here.zone;
};

/** A day's clock has 24 hours: dispatchers say times over the phone. */
const SHAPES = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  datedDay: { day: "numeric", month: "short", year: "numeric" },
  fullDay: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  dayAndTime: {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  calendar: { year: "numeric", month: "2-digit", day: "2-digit" },
  zoneName: { timeZoneName: "longGeneric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Shape = keyof typeof SHAPES;

const made = new Map<string, Intl.DateTimeFormat>();

const format = (tag: string, shape: Shape, zone: string): Intl.DateTimeFormat => {
  const key = `${tag} ${shape} ${zone}`;
  const found = made.get(key) ?? new Intl.DateTimeFormat(tag, { ...SHAPES[shape], timeZone: zone });
  made.set(key, found);
  return found;
};

const write = (shape: Shape, ms: number, zone: string): string =>
  format(locale().tag, shape, zone).format(ms);

/** The calendar day in a zone as `2026-03-29`, whatever the language. */
export const dayOf = (ms: number, zone: string): string =>
  format("sv-SE", "calendar", zone).format(ms);

/** `14:02` in a zone. */
export const timeText = (ms: number, zone: string): string => write("time", ms, zone);

/** `14:02:07` in a zone. */
export const clockText = (ms: number, zone: string): string => write("clock", ms, zone);

/** `3 Mar` in a zone. */
export const dayText = (ms: number, zone: string): string => write("day", ms, zone);

/** `Tue, 3 Mar 2026` in a zone. */
export const fullDayText = (ms: number, zone: string): string => write("fullDay", ms, zone);

/** `14:02` for the day of `nowMs`, `3 Mar, 14:02` for another; days are those of the zone. */
export const momentText = (ms: number, nowMs: number, zone: string): string =>
  write(dayOf(ms, zone) === dayOf(nowMs, zone) ? "time" : "dayAndTime", ms, zone);

/** `3–9 Mar`, or with years where they differ; the end is the last day that counts. */
export const daysText = (fromMs: number, toMs: number, zone: string): string =>
  format(locale().tag, "day", zone).formatRange(fromMs, toMs);

/** `3–9 Mar 2026`; the end is the last day that counts. */
export const datedDaysText = (fromMs: number, toMs: number, zone: string): string =>
  format(locale().tag, "datedDay", zone).formatRange(fromMs, toMs);

/** How far a zone's clocks are ahead of UTC at a moment, ms. */
const aheadMs = (ms: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(ms / 1_000) * 1_000;
};

/** `(Central European Time)`, beside times of a zone whose clocks show others than those of this browser; else nothing. */
export const foreignZoneText = (ms: number, zone: string): string => {
  if (aheadMs(ms, zone) === aheadMs(ms, hereZone())) return "";
  const parts = format(locale().tag, "zoneName", zone).formatToParts(ms);
  return `(${parts.find(({ type }) => type === "timeZoneName")?.value ?? zone})`;
};

/** `Europe/Stockholm` as people read it: `Stockholm`. */
export const zoneName = (zone: string): string =>
  (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** The same as `momentText`, with the zone behind it where it is one elsewhere. */
export const zonedMomentText = (ms: number, nowMs: number, zone: string): string =>
  `${momentText(ms, nowMs, zone)} ${foreignZoneText(ms, zone)}`.trim();

/**
 * The moment a wall clock of the zone shows `2026-03-29T14:00` (a date alone is its midnight). In
 * the hour that a spring change skips, the moment the clocks would have been there without it.
 */
export const momentOfWall = (wall: string, zone: string): number => {
  const asUtcMs = Date.parse(`${wall.includes("T") ? wall : `${wall}T00:00`}Z`);
  const firstGuess = asUtcMs - aheadMs(asUtcMs, zone);
  return asUtcMs - aheadMs(firstGuess, zone);
};

/** What a wall clock of the zone shows, as `2026-03-29T14:00`: the form date fields work with. */
export const wallOf = (ms: number, zone: string): string =>
  new Date(ms + aheadMs(ms, zone)).toISOString().slice(0, 16);

/** The midnight a day of the zone began at, `days` after the day of `ms`. */
export const startOfDayMs = (ms: number, zone: string, days = 0): number => {
  const day = new Date(Date.parse(`${dayOf(ms, zone)}T00:00Z`) + days * 86_400_000);
  return momentOfWall(day.toISOString().slice(0, 10), zone);
};
