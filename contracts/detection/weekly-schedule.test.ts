import { expect, test } from "vitest";
import { isScheduled, nextScheduledMs, type WeeklySchedule } from "./weekly-schedule.ts";

const nights: WeeklySchedule = {
  timeZone: "Europe/Stockholm",
  spans: [{ days: [1, 2, 3, 4, 5], fromMinute: 22 * 60, toMinute: 6 * 60 }],
};
const at = (iso: string): number => Date.parse(iso);

test.each([
  ["Friday evening, five to ten", "2026-01-09T20:55:00Z", false],
  ["Friday evening, five past ten", "2026-01-09T21:05:00Z", true],
  ["Saturday at dawn, still Friday's night", "2026-01-10T04:59:00Z", true],
  ["Saturday at six", "2026-01-10T05:00:00Z", false],
  ["Saturday evening", "2026-01-10T21:05:00Z", false],
  ["Monday at dawn, after Sunday's night", "2026-01-12T04:00:00Z", false],
])("a weekday night schedule on %s", (_case, iso, inside) => {
  expect(isScheduled(nights, at(iso))).toBe(inside);
});

test("the clocks going forward move the schedule with them", () => {
  const fromTwo: WeeklySchedule = {
    timeZone: "Europe/Stockholm",
    spans: [{ days: [7], fromMinute: 3 * 60, toMinute: 4 * 60 }],
  };
  // 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
  expect(isScheduled(fromTwo, at("2026-03-29T00:59:00Z"))).toBe(false);
  expect(isScheduled(fromTwo, at("2026-03-29T01:00:00Z"))).toBe(true);
  expect(isScheduled(fromTwo, at("2026-03-29T02:00:00Z"))).toBe(false);
});

test.each([
  ["inside, it is now", "2026-01-09T23:30:30Z", "2026-01-09T23:30:30Z"],
  ["five to ten, it is ten", "2026-01-09T20:55:20Z", "2026-01-09T21:00:00Z"],
  ["Saturday morning, it is Monday evening", "2026-01-10T05:00:00Z", "2026-01-12T21:00:00Z"],
  ["the clocks going forward, it is Monday too", "2026-03-28T06:00:00Z", "2026-03-30T20:00:00Z"],
])("the next scheduled instant: %s", (_case, from, next) => {
  expect(nextScheduledMs(nights, at(from))).toBe(at(next));
});

test("an hour that the clocks leave out begins when they have moved, and another week where it must", () => {
  const skipped = (fromMinute: number, toMinute: number): WeeklySchedule => ({
    timeZone: "Europe/Stockholm",
    spans: [{ days: [7], fromMinute, toMinute }],
  });
  const saturday = at("2026-03-28T12:00:00Z");
  expect(nextScheduledMs(skipped(150, 240), saturday)).toBe(at("2026-03-29T01:00:00Z"));
  expect(nextScheduledMs(skipped(150, 180), saturday)).toBe(at("2026-04-05T00:30:00Z"));
  expect(
    nextScheduledMs(nights, at("2026-01-10T05:00:00Z"), at("2026-01-11T05:00:00Z")),
  ).toBeNull();
});
