import { MAX_CLOCK_AHEAD_MS } from "../../contracts/telemetry.ts";

/** Below this a number counts seconds, above it milliseconds: 10^11 s is the year 5138, ms 1973. */
const SECONDS_BELOW = 100_000_000_000;
/** `2026-03-01T12:00:00Z`, offset or none; none means UTC, as Traccar's clients mean it. */
const ISO_8601 =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Event time in ms since the Unix epoch from ISO 8601 text, Unix seconds or Unix milliseconds
 * (number or numeric text, told apart by size). Undefined when it is none of these.
 */
export const parseTimestampMs = (value: unknown): number | undefined => {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  const match = ISO_8601.exec(text);
  if (!match) return undefined;
  const isDateOnly = text.length === 10;
  const ms = Date.parse(match[1] || isDateOnly ? text : `${text.replace(" ", "T")}Z`);
  return Number.isNaN(ms) ? undefined : ms;
};

const fromNumber = (value: number): number | undefined => {
  if (!Number.isFinite(value) || value < 0) return undefined;
  return Math.round(value < SECONDS_BELOW ? value * 1_000 : value);
};

/** Which event times are believable: neither from before a device was in use nor from the future. */
export type ClockWindow = { readonly earliestMs: number; readonly latestMs: number };

/** The window around the server's `nowMs`. */
export const clockWindow = (nowMs: number, maxAgeMs: number): ClockWindow => ({
  earliestMs: nowMs - maxAgeMs,
  latestMs: nowMs + MAX_CLOCK_AHEAD_MS,
});

/** Why an event time is not believable, or undefined when it is. */
export const clockProblem = (tsMs: number, clock: ClockWindow): string | undefined => {
  if (tsMs >= clock.earliestMs && tsMs <= clock.latestMs) return undefined;
  const time = tsMs > 8.64e15 ? `${tsMs} ms` : new Date(tsMs).toISOString();
  const nowMs = clock.latestMs - MAX_CLOCK_AHEAD_MS;
  if (tsMs > nowMs) {
    const aheadS = Math.round((tsMs - nowMs) / 1_000);
    return `${time} is ${aheadS} s ahead of the server, at most ${MAX_CLOCK_AHEAD_MS / 1_000} s`;
  }
  const maxAgeDays = (nowMs - clock.earliestMs) / 86_400_000;
  return `${time} is older than ${maxAgeDays} days`;
};
