import { expect, test } from "vitest";
import { WeeklyHours } from "../../contracts/detection/after-hours-options.ts";
import { aJourney } from "./journey.ts";
import { minuteOfWeek } from "./local-time.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging, type VehicleSettings } from "./vehicle-settings.ts";

const MINUTE = 60;
const HOUR_MIN = 60;
const eightToSix = [{ fromMin: 8 * HOUR_MIN, untilMin: 18 * HOUR_MIN }];
const WORKING_DAYS = WeeklyHours.parse({
  monday: eightToSix,
  tuesday: eightToSix,
  wednesday: eightToSix,
  thursday: eightToSix,
  friday: eightToSix,
});

const hoursIn = (timeZone: string, allowed = WORKING_DAYS): VehicleSettings => ({
  ...defaultSettings,
  timeZone,
  options: {
    ...defaultSettings.options,
    afterHours: { ...defaultSettings.options.afterHours, allowed },
  },
});

/** Driving for so many minutes from a time on, then parked. */
const drivingFrom = (iso: string, minutes: number) =>
  aJourney(Date.parse(iso))
    .ignite(true)
    .drive(minutes * MINUTE, 50)
    .ignite(false)
    .stand(5 * MINUTE);
const afterHours = ({ observations }: ReturnType<typeof aJourney>, settings: VehicleSettings) =>
  tell(observations, unchanging(settings))
    .detections.filter(({ type }) => type === "after_hours_motion")
    .map(({ startMs, endMs, evidence }) => ({
      from: new Date(startMs).toISOString().slice(11, 16),
      until: endMs && new Date(endMs).toISOString().slice(11, 16),
      evidence,
    }));

test("a drive past closing time is after hours from closing to its end", () => {
  expect(afterHours(drivingFrom("2026-03-02T17:50:00Z", 30), hoursIn("UTC"))).toEqual([
    {
      from: "18:00",
      until: "18:20",
      evidence: { weekday: "monday", localMinuteOfDay: 18 * HOUR_MIN },
    },
  ]);
});

test("an early drive is after hours until opening", () => {
  expect(afterHours(drivingFrom("2026-03-02T07:30:00Z", 60), hoursIn("UTC"))).toMatchObject([
    { from: "07:31", until: "07:59" },
  ]);
});

test.each([
  ["within hours", "2026-03-02T12:00:00Z"],
  ["that ends four minutes past closing", "2026-03-02T17:34:00Z"],
])("a drive %s is none", (_case, iso) => {
  expect(afterHours(drivingFrom(iso, 30), hoursIn("UTC"))).toEqual([]);
});

test("without hours every time is allowed", () => {
  expect(afterHours(drivingFrom("2026-03-01T03:00:00Z", 30), defaultSettings)).toEqual([]);
});

test("hours are local, before and after the clocks change", () => {
  const gothenburg = hoursIn("Europe/Stockholm");
  expect(afterHours(drivingFrom("2026-03-27T16:40:00Z", 15), gothenburg)).toEqual([]);
  expect(afterHours(drivingFrom("2026-03-30T16:40:00Z", 15), gothenburg)).toHaveLength(1);
  const kathmandu = hoursIn("Asia/Kathmandu");
  expect(afterHours(drivingFrom("2026-03-02T12:20:00Z", 15), kathmandu)).toHaveLength(1);
  expect(afterHours(drivingFrom("2026-03-02T02:20:00Z", 15), kathmandu)).toEqual([]);
});

test("local time agrees with the calendar around every change of clocks", () => {
  for (const timeZone of ["Europe/Stockholm", "America/St_Johns", "Australia/Lord_Howe", "UTC"]) {
    const format = new Intl.DateTimeFormat("en", {
      timeZone,
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    for (let atMs = Date.UTC(2026, 0, 1); atMs < Date.UTC(2027, 0, 1); atMs += 47 * 60_000) {
      const [hour, minute] = format.format(atMs).split(":").map(Number);
      expect(minuteOfWeek(timeZone, atMs) % (24 * 60)).toBe((hour ?? 0) * 60 + (minute ?? 0));
    }
  }
});
