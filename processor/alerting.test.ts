import { expect, test } from "vitest";
import { defaultPolicy, type AlertPolicy } from "../contracts/detection/alert-policy.ts";
import type { DetectionVersion } from "../db/detections.ts";
import { alertId, causeOf, isLate, judge } from "./alerting.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A Sunday. */
const NOON = Date.UTC(2026, 2, 1, 12);
/** Midnight in Stockholm. */
const MONDAY = NOON + 11 * HOUR_MS;

const aTow = (overrides: Partial<DetectionVersion> = {}): DetectionVersion => ({
  ...{ id: "tow", vehicleId: "car", type: "tow", certainty: "confirmed" },
  ...{ startMs: NOON, endMs: null, detectedAtMs: NOON + MINUTE_MS, lat: null, lon: null },
  evidence: {},
  ...overrides,
});
const policy = (overrides: Partial<AlertPolicy> = {}): AlertPolicy => ({
  ...defaultPolicy("tow"),
  ...overrides,
});
const weekdays = {
  timeZone: "Europe/Stockholm",
  spans: [{ days: [1, 2, 3, 4, 5], fromMinute: 0, toMinute: 1_440 }],
};

test.each<[string, DetectionVersion, AlertPolicy, string]>([
  ["what lasts", aTow(), policy(), "alert"],
  ["a suspicion", aTow({ certainty: "suspected" }), policy(), "never"],
  ["what a rule keeps quiet", aTow(), policy({ alert: false }), "never"],
  ["what is switched off", aTow(), policy({ enabled: false }), "never"],
  [
    "what began and ended outside the schedule",
    aTow({ endMs: NOON + HOUR_MS }),
    policy({ schedule: weekdays }),
    "never",
  ],
  ["what may last into the schedule", aTow(), policy({ schedule: weekdays }), "later"],
  [
    "what has lasted into the schedule",
    aTow({ endMs: MONDAY }),
    policy({ schedule: weekdays }),
    "alert",
  ],
  ["what may yet last long enough", aTow(), policy({ minDurationS: 600 }), "later"],
  [
    "what ended too soon",
    aTow({ endMs: NOON + 5 * MINUTE_MS }),
    policy({ minDurationS: 600 }),
    "never",
  ],
  [
    "what a rule wants told although it is everyday life",
    aTow({ type: "refuel" }),
    policy({ alert: true }),
    "alert",
  ],
])("%s is judged: %s", (_case, detection, rules, kind) => {
  expect(judge(detection, rules, NOON + 2 * MINUTE_MS).kind).toBe(kind);
});

test("news is what was decided within a quarter of an hour, or what the clock finds to last", () => {
  const at = (minutes: number) => NOON + MINUTE_MS + minutes * MINUTE_MS;
  expect(isLate(aTow(), policy(), false, at(15))).toBe(false);
  expect(isLate(aTow(), policy(), false, at(15.1))).toBe(true);
  expect(isLate(aTow(), policy(), true, at(600))).toBe(false);
  expect(isLate(aTow({ endMs: NOON + MINUTE_MS }), policy(), true, at(600))).toBe(true);
  // It could not be told of before it had lasted.
  expect(isLate(aTow(), policy({ minDurationS: 1_800 }), false, at(40))).toBe(false);
});

test("what begins before the schedule and lasts is told of when the schedule begins, as news", () => {
  const nights = policy({
    schedule: {
      timeZone: "Europe/Stockholm",
      spans: [{ days: [7], fromMinute: 22 * 60, toMinute: 6 * 60 }],
    },
  });
  // 21:55 in Stockholm
  const tow = aTow({ startMs: NOON + 535 * MINUTE_MS, detectedAtMs: NOON + 536 * MINUTE_MS });
  const at = (minutes: number) => judge(tow, nights, NOON + minutes * MINUTE_MS);
  expect(at(539)).toEqual({ kind: "later", dueMs: NOON + 540 * MINUTE_MS });
  expect(at(540)).toMatchObject({ kind: "alert" });
  const long = aTow({ startMs: NOON, endMs: NOON + 12 * HOUR_MS });
  expect(judge(long, nights, NOON + 12 * HOUR_MS)).toMatchObject({ kind: "alert" });
  expect(isLate(long, nights, false, NOON + 545 * MINUTE_MS)).toBe(false);
  expect(isLate(long, nights, false, NOON + 560 * MINUTE_MS)).toBe(true);
});

test("the same cause has the same alert in every replay, and two fences are two causes", () => {
  const enter = (geofenceId: string) =>
    causeOf(aTow({ type: "geofence_enter", evidence: { geofenceId } }));
  expect(enter("a")).not.toBe(enter("b"));
  expect(causeOf(aTow({ evidence: { geofenceId: "a" } }))).toBe("");
  const [first, same, next] = [1, 1, 2].map((each) => alertId("car", "tow", "", each));
  expect(first).toBe(same);
  expect(next).not.toBe(first);
});
