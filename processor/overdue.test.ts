import { expect, test } from "vitest";
import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import { circle } from "./geo/shape.ts";
import { DEFAULT_OVERDUE_RULE, overdueSeverity, type OverdueRule } from "./overdue-rules.ts";
import { judgeOverdue, overdueStep, type OverdueAlert, type OverdueVerdict } from "./overdue.ts";
import type { RentedCar } from "./return-yard.ts";

const MINUTE_MS = 60_000;
const DUE = Date.UTC(2026, 2, 1, 16);
const YARD_AT = { lat: 57.7, lon: 11.97 };
const YARD = [circle(YARD_AT, 100)];
const northOf = (metres: number) => ({ lat: YARD_AT.lat + metres / 111_195, lon: YARD_AT.lon });

const aCar = (metresAway: number, overrides: Partial<RentedCar> = {}): RentedCar => ({
  position: northOf(metresAway),
  positionMs: DUE - MINUTE_MS,
  accuracyM: 8,
  seenMs: DUE - MINUTE_MS,
  ignition: true,
  parked: null,
  drivenKm: 40,
  ...overrides,
});
const verdictAt = (
  car: RentedCar,
  minutesLate: number,
  options: Partial<OverdueOptions> = {},
): OverdueVerdict => {
  const merged = { ...DEFAULT_OVERDUE_RULE.options, ...options };
  return judgeOverdue(DUE, car, YARD, DUE + minutesLate * MINUTE_MS, merged);
};
const levelAt = (...args: Parameters<typeof verdictAt>): string => {
  const verdict = verdictAt(...args);
  return verdict.kind === "overdue" ? verdict.level : verdict.kind;
};

/** Parked in the yard since the day before, where the last message of it came from. */
const aStandInTheYard = (overrides: Partial<RentedCar>): RentedCar =>
  aCar(20, {
    ignition: false,
    parked: { sinceMs: DUE - 24 * 60 * MINUTE_MS, at: northOf(20), speedKmh: 0 },
    positionMs: DUE - 6 * 60 * MINUTE_MS,
    seenMs: DUE - 6 * 60 * MINUTE_MS,
    ...overrides,
  });

test.each([
  [-1, "in time"],
  [0, "in time"],
  [28.99, "in time"],
  [29, "grace"],
  [119.99, "grace"],
  [120, "2h"],
  [24 * 60 - 0.01, "2h"],
  [24 * 60, "24h"],
])("a car near by that is not back is, %d minutes after it was due, %s", (minutes, level) => {
  expect(levelAt(aCar(500), minutes)).toBe(level);
});

test("levels are where the options have them, and none is below the grace", () => {
  const slow = { graceMin: 45, level2hMin: 90, level24hMin: 600 };
  const levels = [44, 45, 90, 600].map((minutes) => levelAt(aCar(500), minutes, slow));
  expect(levels).toEqual(["in time", "grace", "2h", "24h"]);
  const generous = { graceMin: 180 };
  expect(levelAt(aCar(500), 179, generous)).toBe("in time");
  expect(levelAt(aCar(500), 180, generous)).toBe("2h");
});

test("a car whose way back is longer than the time left is foreseen to be late", () => {
  // 10 km through town are 18 min 40 s, 10 more on main roads 7 min 12 s.
  expect(levelAt(aCar(20_100), -26)).toBe("in time");
  expect(levelAt(aCar(20_100), -25.8)).toBe("predicted");
  expect(levelAt(aCar(20_100, { position: null }), -1)).toBe("in time");
  expect(levelAt(aCar(20_100), -1, { predict: false })).toBe("in time");
});

const alert = (overrides: Partial<OverdueAlert> = {}): OverdueAlert => ({
  level: "grace",
  resolvedMs: null,
  closedByPerson: false,
  dueMs: DUE,
  ...overrides,
});
const LATER = DUE + 60 * MINUTE_MS;
const step = (
  verdict: OverdueVerdict,
  before: OverdueAlert | null,
  nowMs = LATER,
  { policy, options }: { [Part in keyof OverdueRule]?: Partial<OverdueRule[Part]> } = {},
) =>
  overdueStep(
    verdict,
    before,
    { dueMs: DUE, nowMs },
    {
      policy: { ...DEFAULT_OVERDUE_RULE.policy, ...policy },
      options: { ...DEFAULT_OVERDUE_RULE.options, ...options },
    },
  );
const overdue = (level: OverdueAlert["level"]) => ({ kind: "overdue", level }) as const;
const raise = (level: OverdueAlert["level"]) => ({ kind: "raise", level });
const inTime = (spareMin: number | null) =>
  ({ kind: "in time", spareMs: spareMin === null ? null : spareMin * MINUTE_MS }) as const;

test("a level is told of once, and holds while the car dawdles on its way back", () => {
  expect(step(overdue("grace"), null)).toEqual(raise("grace"));
  expect(step(overdue("grace"), alert())).toBeNull();
  expect(step(overdue("2h"), alert())).toEqual(raise("2h"));
});

test("what was foreseen is over once there is time to spare, and holds on the brink", () => {
  const foreseen = alert({ level: "predicted" });
  expect(step(inTime(9.9), foreseen)).toBeNull();
  expect(step(inTime(null), foreseen)).toBeNull();
  expect(step(inTime(10), foreseen)).toEqual({ kind: "close", resolution: "in_time" });
  expect(step(inTime(60), alert())).toBeNull();
});

test("what a person closed comes back only when it gets worse", () => {
  const closed = alert({ resolvedMs: DUE, closedByPerson: true });
  expect(step(overdue("grace"), closed)).toBeNull();
  expect(step(overdue("2h"), closed)).toEqual(raise("2h"));
});

test("a car that leaves the yard again is overdue again, at once or after a cooldown", () => {
  const closed = alert({ resolvedMs: LATER - 10 * MINUTE_MS });
  expect(step(overdue("grace"), closed)).toEqual(raise("grace"));
  const policy = { cooldownS: 601 };
  expect(step(overdue("grace"), closed, LATER, { policy })).toBeNull();
  expect(step(overdue("grace"), closed, LATER + 1_000, { policy })).toEqual(raise("grace"));
  expect(step(overdue("2h"), closed, LATER, { policy })).toEqual(raise("2h"));
});

test.each([
  ["switched off", { enabled: false }],
  ["only recorded", { alert: false }],
  ["not late for long enough", { minDurationS: 3_601 }],
])("what is %s is not told of, and closes all the same", (_why, policy) => {
  expect(step(overdue("grace"), null, LATER, { policy })).toBeNull();
  const back = { kind: "returned", sinceMs: DUE } as const;
  const closed = { kind: "close", resolution: "silent_return" };
  expect(step(back, alert(), LATER, { policy })).toEqual(closed);
  const moved = alert({ dueMs: DUE - 1 });
  expect(step(overdue("grace"), moved, LATER, { policy })).toEqual({
    ...closed,
    resolution: "extended",
  });
});

test("what becomes overdue outside the schedule is told of when that begins", () => {
  // DUE is a Sunday in Stockholm, 17:00.
  const spans = [{ days: [1], fromMinute: 8 * 60, toMinute: 17 * 60 }];
  const policy = { schedule: { timeZone: "Europe/Stockholm", spans } };
  const monday8 = Date.UTC(2026, 2, 2, 7);
  expect(step(overdue("grace"), null, LATER, { policy })).toBeNull();
  expect(step(overdue("2h"), null, monday8 - 1, { policy })).toBeNull();
  expect(step(overdue("2h"), null, monday8, { policy })).toEqual(raise("2h"));
});

test("a level has its own severity until a rule sets one for all", () => {
  const { options, policy } = DEFAULT_OVERDUE_RULE;
  expect(overdueSeverity({ options, policy }, "grace")).toBe("warning");
  expect(overdueSeverity({ options, policy }, "2h")).toBe("critical");
  const calm: OverdueRule = { options, policy: { ...policy, severity: "info" } };
  expect(overdueSeverity(calm, "24h")).toBe("info");
});

test.each([
  ["silent where it was handed out", aStandInTheYard({ drivenKm: 0 })],
  [
    "silent at the gate, under way",
    {
      ...aCar(180, {
        drivenKm: 0.3,
        positionMs: DUE - 60 * MINUTE_MS,
        seenMs: DUE - 60 * MINUTE_MS,
      }),
      parked: { sinceMs: DUE - 60 * MINUTE_MS, at: northOf(180), speedKmh: 40 },
    },
  ],
])("a car that has not been away is not back: %s", (_, car) => {
  expect([30, 120, 24 * 60].map((late) => levelAt(car, late))).toEqual(["grace", "2h", "24h"]);
});

test("a car that never left is no alert once it is seen in the yard after it was due", () => {
  const car = aStandInTheYard({
    drivenKm: 0,
    positionMs: DUE + MINUTE_MS,
    seenMs: DUE + MINUTE_MS,
  });
  expect(levelAt(car, 60)).toBe("returned");
});
