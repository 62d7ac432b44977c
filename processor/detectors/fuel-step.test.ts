import { describe, expect, test } from "vitest";
import { aTank } from "./fuel-journey.ts";
import { FuelState } from "./fuel-state.ts";
import { fuel } from "./fuel.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const FUEL_TYPES = new Set(["refuel", "drain", "leak", "fuel_sensor_fault"]);
const STEPS_PCT = [10, 12.5];
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

type Tank = ReturnType<typeof aTank>;
const confirmed = (tank: Tank) =>
  tell(tank.observations).detections.filter(
    ({ type, certainty }) => certainty === "confirmed" && FUEL_TYPES.has(type),
  );
const stepOf = (tank: Tank) =>
  FuelState.parse(tell(tank.observations).state.detectors[fuel.name]).sender.stepPct;

/** A car whose gauge has been seen to move, at every part of a step in turn. */
const aCoarseCar = (seed: number, stepPct: number, pct = 75) =>
  aTank(NOON, { stepPct, seed, pct: pct + (seed * stepPct) / SEEDS.length })
    .start()
    .drive(20)
    .park(60)
    .start()
    .drive(20);

describe.each(STEPS_PCT)("a gauge of steps of %f %%", (stepPct) => {
  test("is known by the differences it shows", () => {
    expect(stepOf(aCoarseCar(1, stepPct))).toBeCloseTo(stepPct);
  });

  test("that falls by a step on a slope, or in the cold of a night, tells no theft", () => {
    for (const seed of SEEDS) {
      const tank = aCoarseCar(seed, stepPct).tilt(-4).park(240).start().drive(20);
      tank.park(120).tilt(-2).park(600).start().drive(20);
      expect({ seed, told: confirmed(tank) }).toEqual({ seed, told: [] });
    }
  });

  test.each([25, 30])("still shows a theft of %i %%, and says how far off it may be", (pct) => {
    const errors = SEEDS.map((seed) => {
      const tank = aCoarseCar(seed, stepPct).park(240, { flowPct: -pct }).start().drive(20);
      const told = confirmed(tank);
      expect({ seed, types: told.map(({ type }) => type) }).toEqual({ seed, types: ["drain"] });
      const evidence = told[0]?.evidence ?? {};
      const offPct = Math.abs(Number(evidence["pct"]) - pct);
      return { offPct, isHonest: offPct <= Number(evidence["uncertaintyPct"]) };
    });
    const honest = errors.filter(({ isHonest }) => isHonest);
    expect(honest.length / errors.length).toBeGreaterThanOrEqual(0.9);
  });

  test("that falls by a step each night does not leak", () => {
    const tank = aTank(NOON, { stepPct, pct: 87.5, sloshPct: 0, per100KmPct: 16 });
    tank.start().drive(20);
    for (let night = 0; night < 4; night++) {
      // Down to just above the edge of a step, which the cold takes it over.
      const edgePct = (Math.floor(tank.pct() / stepPct - 0.5) + 0.5) * stepPct;
      tank.drive(((tank.pct() - edgePct - 0.6) * 60) / (50 * 0.16));
      tank.park(300).tilt(-1).park(300).tilt(0).start();
    }
    expect(confirmed(tank)).toEqual([]);
  });

  test("is not stuck where a lorry burns less than a step in 100 km", () => {
    const lorry = { per100KmPct: 7.5, sloshPct: 0, stepPct, pct: 75 + stepPct / 2 };
    const tank = aTank(NOON, lorry).start().drive(400, 80);
    expect(
      tell(tank.observations, unchanging({ ...defaultSettings, tankLitres: 400 })).detections,
    ).toEqual([]);
  });
});

test("a sender of one part in 255 is known for one, whatever sloshes first", () => {
  const tank = aTank(NOON).start().drive(20).park(60).start().drive(20);
  expect(stepOf(tank)).toBeLessThan(1);
});

test("one slip of the bus makes no fine sender of a coarse one", () => {
  const tank = aCoarseCar(1, 12.5).say({ fuelPct: 61 }).say({ fuelPct: 62.5 });
  expect(stepOf(tank)).toBeCloseTo(12.5);
});
