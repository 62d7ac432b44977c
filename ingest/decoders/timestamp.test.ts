import fc from "fast-check";
import { expect, test } from "vitest";
import { NOW_MS } from "./testing.ts";
import { clockProblem, clockWindow, parseTimestampMs } from "./timestamp.ts";

const DAY_MS = 86_400_000;
const clock = clockWindow(NOW_MS, 30 * DAY_MS);

test.each([
  [NOW_MS, NOW_MS],
  [NOW_MS / 1_000, NOW_MS],
  [NOW_MS / 1_000 + 0.25, NOW_MS + 250],
  [` ${NOW_MS} `, NOW_MS],
  [String(NOW_MS / 1_000), NOW_MS],
  ["2026-03-01T12:00:00Z", NOW_MS],
  ["2026-03-01t12:00:00z", NOW_MS],
  ["2026-03-01T12:00Z", NOW_MS],
  ["2026-03-01T12:00:00.250Z", NOW_MS + 250],
  ["2026-03-01T13:00:00+01:00", NOW_MS],
  ["2026-03-01T13:00:00+0100", NOW_MS],
  ["2026-03-01T04:00:00-08:00", NOW_MS],
  ["2026-03-01T12:00:00", NOW_MS],
  ["2026-03-01 12:00:00", NOW_MS],
  ["2026-03-01 12:00:00Z", NOW_MS],
  ["2026-03-01", NOW_MS - DAY_MS / 2],
])("%j is read", (value, tsMs) => {
  expect(parseTimestampMs(value)).toBe(tsMs);
});

test.each([
  "",
  "now",
  "2026-3-1",
  "01/03/2026",
  "2026-13-01T12:00:00Z",
  "2026-03-01T25:00:00Z",
  "-5",
  "1e9",
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  null,
  undefined,
  true,
  {},
  [NOW_MS],
])("%j is no time", (value) => {
  expect(parseTimestampMs(value)).toBeUndefined();
});

test("seconds, milliseconds and text tell the same instant, from 2001 to 2100", () => {
  const anInstant = fc.integer({
    min: Date.UTC(2001, 8, 10) / 1_000,
    max: Date.UTC(2100, 0) / 1_000,
  });
  fc.assert(
    fc.property(anInstant, (seconds) => {
      const ms = seconds * 1_000;
      const forms = [seconds, ms, String(seconds), String(ms), new Date(ms).toISOString()];
      for (const form of forms) expect(parseTimestampMs(form)).toBe(ms);
    }),
  );
});

test("from 30 days back to 5 minutes ahead a clock is believed, to the millisecond", () => {
  expect(clockProblem(NOW_MS - 30 * DAY_MS, clock)).toBeUndefined();
  expect(clockProblem(NOW_MS + 300_000, clock)).toBeUndefined();
  expect(clockProblem(NOW_MS - 30 * DAY_MS - 1, clock)).toMatch(/older than 30 days$/);
  expect(clockProblem(NOW_MS + 300_001, clock)).toMatch(/is 300 s ahead of the server/);
});

test("any number of milliseconds can be refused", () => {
  const anyNumber = fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true });
  fc.assert(
    fc.property(anyNumber, (tsMs) => {
      const isBelieved = tsMs >= clock.earliestMs && tsMs <= clock.latestMs;
      expect(clockProblem(tsMs, clock) === undefined).toBe(isBelieved);
    }),
  );
});
