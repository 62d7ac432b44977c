import { expect, test } from "vitest";
import { circle } from "./geo/shape.ts";
import { judgeOverdue, overdueStep, type OverdueAlert, type RentedCar } from "./overdue.ts";

const MINUTE_MS = 60_000;
const DUE = Date.UTC(2026, 2, 1, 16);
const YARD_AT = { lat: 57.7, lon: 11.97 };
const YARD = [circle(YARD_AT, 100)];
const northOf = (metres: number) => ({ lat: YARD_AT.lat + metres / 111_195, lon: YARD_AT.lon });

const aCar = (metresAway: number, overrides: Partial<RentedCar> = {}): RentedCar => ({
  position: northOf(metresAway),
  positionMs: DUE - MINUTE_MS,
  seenMs: DUE - MINUTE_MS,
  ignition: true,
  parked: null,
  ...overrides,
});
const parkedCar = (metresAway: number, sinceMs: number, overrides: Partial<RentedCar> = {}) =>
  aCar(metresAway, {
    ...{ ignition: false, positionMs: sinceMs, seenMs: sinceMs },
    parked: { sinceMs, at: northOf(metresAway) },
    ...overrides,
  });
const levelAt = (car: RentedCar, minutesLate: number): string => {
  const verdict = judgeOverdue(DUE, car, YARD, DUE + minutesLate * MINUTE_MS);
  return verdict.kind === "overdue" ? verdict.level : verdict.kind;
};

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

test("a car whose way back is longer than the time left is foreseen to be late", () => {
  // 20 km in a straight line are 26 km of road: 31 min.
  expect(levelAt(aCar(20_100), -32)).toBe("in time");
  expect(levelAt(aCar(20_100), -31)).toBe("predicted");
  expect(levelAt(aCar(20_100, { position: null }), -1)).toBe("in time");
});

test("a car is back once it has stood in the yard for ten minutes with its ignition off", () => {
  expect(levelAt(parkedCar(50, DUE + 21 * MINUTE_MS), 30)).toBe("arriving");
  expect(levelAt(parkedCar(50, DUE + 21 * MINUTE_MS), 31)).toBe("returned");
  expect(levelAt(parkedCar(50, DUE, { ignition: null }), 31)).toBe("returned");
  const idling = parkedCar(50, DUE, { ignition: true, seenMs: DUE + 30 * MINUTE_MS });
  expect(levelAt({ ...idling, positionMs: DUE + 30 * MINUTE_MS }, 31)).toBe("grace");
});

test("under a roof, the last fix near the yard will do; in the street it will not", () => {
  const inGarage = parkedCar(220, DUE, { seenMs: DUE + 5 * MINUTE_MS });
  expect(levelAt(inGarage, 30)).toBe("returned");
  const fellSilent = parkedCar(220, DUE, { ignition: null });
  expect(levelAt(fellSilent, 30)).toBe("returned");
  expect(levelAt(parkedCar(220, DUE), 30)).toBe("grace");
  expect(levelAt(parkedCar(900, DUE, { seenMs: DUE + 5 * MINUTE_MS }), 30)).toBe("grace");
});

const alert = (overrides: Partial<OverdueAlert> = {}): OverdueAlert => ({
  level: "grace",
  isResolved: false,
  closedByPerson: false,
  dueMs: DUE,
  ...overrides,
});
const overdue = (level: OverdueAlert["level"]) => ({ kind: "overdue", level }) as const;

test("a level is told of once, and holds while the car dawdles on its way back", () => {
  expect(overdueStep(overdue("grace"), DUE, null)).toEqual({ kind: "raise", level: "grace" });
  expect(overdueStep(overdue("grace"), DUE, alert())).toBeNull();
  expect(overdueStep({ kind: "in time" }, DUE, alert({ level: "predicted" }))).toBeNull();
  expect(overdueStep(overdue("2h"), DUE, alert())).toEqual({ kind: "raise", level: "2h" });
});

test("what a person closed comes back only when it gets worse", () => {
  const closed = alert({ isResolved: true, closedByPerson: true });
  expect(overdueStep(overdue("grace"), DUE, closed)).toBeNull();
  expect(overdueStep(overdue("2h"), DUE, closed)).toEqual({ kind: "raise", level: "2h" });
});

test("a car that leaves the yard again is overdue again", () => {
  const closed = alert({ isResolved: true });
  expect(overdueStep(overdue("grace"), DUE, closed)).toEqual({ kind: "raise", level: "grace" });
});
