import { expect, test } from "vitest";
import { readDetectOptions } from "./detect-options.ts";

const defaults = { api: "http://127.0.0.1:8080", email: "owner@example.org", password: "secret" };
const required = ["--vehicle", "ABC-123", "--from", "2026-03-01T00:00:00Z"];
const read = (...args: string[]) =>
  readDetectOptions([...required, "--to", "2026-03-02T00:00:00Z", ...args], defaults);

test("options of several detectors are taken together", () => {
  const { question, vehicle, api } = read(
    ...["--set", "speeding.limitKmh=45", "--set", "speeding.toleranceKmh=3"],
    ...["--set", "fuel.settleS=120", "--set", "trips.dwellS=300"],
  );
  expect({ vehicle, api }).toEqual({ vehicle: "ABC-123", api: defaults.api });
  expect(question.options).toEqual({
    speeding: { limitKmh: 45, toleranceKmh: 3 },
    fuel: { settleS: 120 },
    trips: { dwellS: 300 },
  });
});

test("the fields of a draft are put together by type of detection", () => {
  const schedule = { timeZone: "UTC", spans: [{ days: [6, 7], fromMinute: 0, toMinute: 1_440 }] };
  const { question } = read(
    ...["--rule", "speeding.minDurationS=60", "--rule", "speeding.severity=critical"],
    ...["--rule", "tow.enabled=false", "--rule", `drain.schedule=${JSON.stringify(schedule)}`],
  );
  expect(question.rules).toMatchObject([
    { type: "speeding", minDurationS: 60, severity: "critical", enabled: null, cooldownS: null },
    { type: "tow", enabled: false },
    { type: "drain", schedule },
  ]);
});

test.each([
  ["speeding.severity=loud", "--rule speeding.severity: "],
  ["clairvoyance.enabled=true", "--rule clairvoyance.type: "],
  ["speeding=on", "--rule speeding=on: expected TYPE.FIELD=VALUE"],
  ["__proto__.enabled=true", "--rule __proto__.enabled: __proto__ is no name"],
  ["constructor.enabled=true", "--rule constructor.type: "],
])("--rule %s is refused by name", (setting, problem) => {
  expect(() => read("--rule", setting)).toThrow(problem);
});

test.each([
  ["speeding.colour=1", "--set speeding.colour: is not a known option"],
  ["lowBattery.lowV=12.5", "--set lowBattery.lowV: must be below recoveredV, 12.2"],
  ["trips.dwellS=2000", "--set trips.dwellS: must be at most ignitionVetoS, 1200"],
  ["positions.sustainedKmh=300", "--set positions.sustainedKmh: must be at most maxSpeedKmh, 252"],
  ["clairvoyance.on=true", "--set clairvoyance: is not a known detector"],
  ["overdue.graceMin=45", "--set overdue: is the clock's matter, over bookings"],
  ["speeding.limitKmh=fast", "--set speeding.limitKmh: "],
  ["__proto__.x=1", "--set __proto__.x: __proto__ is no name"],
  ["speeding.__proto__=1", "--set speeding.__proto__: __proto__ is no name"],
  ["constructor.x=1", "--set constructor: is not a known detector"],
  ["toString.x=1", "--set toString: is not a known detector"],
  ["speeding.constructor=1", "--set speeding.constructor: is not a known option"],
  ["speeding=3", "--set speeding=3: expected DETECTOR.OPTION=VALUE"],
])("--set %s is refused by name", (setting, problem) => {
  expect(() => read("--set", setting)).toThrow(problem);
});

test("a stretch that ends before it begins, or lasts longer than a month, is refused", () => {
  const to = (time: string) => readDetectOptions([...required, "--to", time], defaults);
  expect(() => to("2026-02-01T00:00:00Z")).toThrow("--to: must be after from");
  expect(() => to("2026-06-01T00:00:00Z")).toThrow("--to: must be at most 31 days");
  expect(() => to("yesterday")).toThrow("--to: ");
});
