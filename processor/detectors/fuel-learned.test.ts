import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { foldObservation, initialState } from "../vehicle-fold.ts";
import { aTank } from "./fuel-journey.ts";
import type { LearnedFuelRecord } from "./output.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const START = Date.UTC(2026, 2, 1, 6);
const DAY_MS = 86_400_000;
const settings = unchanging({ ...defaultSettings, tankLitres: 50 });

const learnedOf = (observations: readonly Observation[]): LearnedFuelRecord[] => {
  const state = initialState();
  return observations.flatMap((observation) =>
    foldObservation(state, observation, settings, () => {}).flatMap((output) =>
      output.kind === "learned_fuel" ? [output.record] : [],
    ),
  );
};

const daysOfDriving = (days: number, quirks: Parameters<typeof aTank>[1] = {}): Observation[] => {
  const tank = aTank(START, { pct: 60, per100KmPct: 12, ...quirks });
  for (let day = 1; day <= days; day++) {
    tank.start(60).drive(80, 60).idle(20).park(240).start(60).drive(80, 60).idle(1);
    const restMin = Math.floor((START + day * DAY_MS - tank.now()) / 60_000);
    tank.park(restMin, { everyS: 600, flowPct: 20 });
  }
  return tank.observations;
};

test("what is learned of a gauge is told once, with the time of what taught it", () => {
  const tank = aTank(START, { stepPct: 10, pct: 75, restPct: 0 }).park(60, { everyS: 600 });
  const unmoved = learnedOf(tank.observations);
  expect(unmoved).toMatchObject([{ stepPct: null, tankLitres: null, perIdleHourPct: null }]);
  const learned = learnedOf(tank.start().drive(20).observations);
  const [first, step] = learned;
  expect(first).toEqual(unmoved[0]);
  expect(step?.stepPct).toBeCloseTo(10);
  expect(step?.detectedAtMs).toBeGreaterThan(START + 3_600_000);
  expect(new Set(learned.map(({ id }) => id)).size).toBe(learned.length);
});

test("of another tracker's gauge nothing is known before it has moved", () => {
  const fine = daysOfDriving(2);
  const nextMs = (fine.at(-1)?.tsMs ?? 0) + 20 * DAY_MS;
  const other = aTank(nextMs, { deviceId: "tracker-b", restPct: 0 }).park(60, { everyS: 600 });
  const learned = learnedOf([...fine, ...other.observations]);
  expect(learned.findLast(({ detectedAtMs }) => detectedAtMs < nextMs)?.stepPct).toBeLessThan(1);
  expect(learned.at(-1)).toMatchObject({ stepPct: null });
});

test.each([
  ["a fine gauge", {}],
  ["a gauge of eighths", { stepPct: 12.5 }],
  ["a sloshing tank", { sloshPct: 14 }],
  ["a sender of litres", { reports: "litres" as const, tankLitres: 60 }],
])("a month of driving tells few versions: %s", (_name, quirks) => {
  const learned = learnedOf(daysOfDriving(30, quirks));
  expect(learned.length).toBeLessThan(3 * 30);
});
