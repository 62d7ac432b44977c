import { expect, test } from "vitest";
import { isScheduled } from "../../../contracts/detection/weekly-schedule.ts";
import {
  allowedHours,
  allowedOf,
  EVERY_HOUR,
  hourIndex,
  isByTheHour,
  scheduledHours,
  scheduleOf,
} from "./week-hours.ts";

const night = {
  timeZone: "UTC",
  spans: [{ days: [1, 5], fromMinute: 22 * 60, toMinute: 6 * 60 }],
};

test("a night goes on in the next day, and says the same when it is written back", () => {
  const hours = scheduledHours(night);
  expect(hours.filter(Boolean)).toHaveLength(16);
  expect(hours[hourIndex(5, 5)]).toBe(true);
  const written = scheduleOf(hours, "UTC");
  const mondayMs = Date.UTC(2026, 2, 2);
  for (let hour = 0; hour < 7 * 24; hour++) {
    const ms = mondayMs + hour * 3_600_000;
    expect([hour, isScheduled(written, ms)]).toEqual([hour, isScheduled(night, ms)]);
  }
});

test("Sunday night is Monday morning", () => {
  const hours = scheduledHours({
    ...night,
    spans: [{ days: [7], fromMinute: 1_380, toMinute: 60 }],
  });
  expect([hours[hourIndex(6, 23)], hours[hourIndex(0, 0)], hours[hourIndex(0, 1)]]).toEqual([
    true,
    true,
    false,
  ]);
});

test("every hour is one span of all days, and none is no span", () => {
  expect(scheduleOf(EVERY_HOUR, "UTC").spans).toEqual([
    { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1_440 },
  ]);
  expect(
    scheduleOf(
      EVERY_HOUR.map(() => false),
      "UTC",
    ).spans,
  ).toEqual([]);
});

test("what is set by the minute is told apart from whole hours", () => {
  expect(isByTheHour(night)).toBe(true);
  expect(isByTheHour({ ...night, spans: [{ days: [1], fromMinute: 450, toMinute: 600 }] })).toBe(
    false,
  );
});

test("allowed hours of a day come back as they were", () => {
  const allowed = {
    ...{
      monday: [
        { fromMin: 480, untilMin: 720 },
        { fromMin: 780, untilMin: 1_440 },
      ],
    },
    ...{ tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [] },
    sunday: [{ fromMin: 0, untilMin: 60 }],
  };
  expect(allowedOf(allowedHours(allowed))).toEqual(allowed);
});
