import { expect, test } from "vitest";
import { LONG_PRESETS, periodOf, type PeriodPreset, presetOf } from "./period.ts";

const STOCKHOLM = "Europe/Stockholm";
/** The first day of summer time: it is the 29th in Stockholm, and has 23 hours. */
const NOW = Date.parse("2026-03-28T23:30:00Z");

test.each<[PeriodPreset, string, string]>([
  ["today", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
  ["yesterday", "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z"],
  ["last7", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"],
  ["last30", "2026-02-27T23:00:00Z", "2026-03-29T22:00:00Z"],
  ["thisMonth", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"],
  ["lastMonth", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"],
  ["thisQuarter", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z"],
  ["thisYear", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"],
])("%s lies between midnights of the branch", (preset, from, to) => {
  const period = periodOf(preset, NOW, STOCKHOLM);
  expect(period).toEqual({ fromMs: Date.parse(from), toMs: Date.parse(to) });
  expect(presetOf(period, NOW, STOCKHOLM, LONG_PRESETS)).toBe(preset);
});

test("any other stretch of days is no preset", () => {
  const { fromMs, toMs } = periodOf("last7", NOW, STOCKHOLM);
  expect(presetOf({ fromMs: fromMs - 86_400_000, toMs }, NOW, STOCKHOLM)).toBeUndefined();
});
