import { expect, test } from "vitest";
import type { DetectionRule } from "../contracts/detection-rule.ts";
import type { VehicleFacts } from "../db/fleet-facts.ts";
import { SIGMA_PER_MAD } from "../contracts/detection/fuel-gauge.ts";
import { gaugesOf, type GaugeAt, type LearnedGauge } from "./learned-gauge.ts";
import { leastRefuelOf } from "./least-refuel.ts";

const JUNE = Date.UTC(2026, 5, 1);
const JULY = Date.UTC(2026, 6, 1);
const DAY_MS = 86_400_000;

const NO_GAUGES: GaugeAt = () => null;

const aRule = (overrides: Partial<DetectionRule>): DetectionRule => ({
  ...{ id: "rule", scope: "fleet", group: null, vehicleId: null, type: "refuel" },
  ...{ enabled: null, alert: null, severity: null, options: null, schedule: null },
  ...{ cooldownS: null, minDurationS: null },
  validFrom: new Date(JUNE).toISOString(),
  validUntil: new Date(JULY).toISOString(),
  ...overrides,
});
const aCar = (overrides: Partial<VehicleFacts> = {}): VehicleFacts => ({
  ...{ id: "car", fromMs: Number.NEGATIVE_INFINITY, group: "vans" },
  ...{ tankLitres: 60, timeZone: "Europe/Stockholm" },
  ...overrides,
});

test("the least refuel is that of the rules in force at the time, the narrower over the wider", () => {
  const rules = [
    aRule({ options: { fuel: { refuelPct: 20 } } }),
    aRule({ scope: "group", group: "vans", options: { fuel: { refuelPct: 30 } } }),
    aRule({ scope: "vehicle", vehicleId: "lorry", options: { fuel: { refuelPct: 50 } } }),
  ];
  const least = leastRefuelOf(rules, [aCar(), aCar({ id: "lorry", group: null })], NO_GAUGES);
  expect(least("car", JUNE - DAY_MS)).toBeCloseTo(6);
  expect(least("car", JUNE + DAY_MS)).toBeCloseTo(18);
  expect(least("lorry", JUNE + DAY_MS)).toBeCloseTo(30);
  expect(least("car", JULY + DAY_MS)).toBeCloseTo(6);
});

test("so are the tank and the group", () => {
  const rules = [
    aRule({
      scope: "group",
      group: "vans",
      options: { fuel: { refuelPct: 30 } },
      validUntil: null,
    }),
  ];
  const changed = aCar({ fromMs: JULY, group: null, tankLitres: 100 });
  const least = leastRefuelOf(rules, [aCar(), changed], NO_GAUGES);
  expect(least("car", JULY - DAY_MS)).toBeCloseTo(18);
  expect(least("car", JULY + DAY_MS)).toBeCloseTo(10);
});

test("of a vehicle of which nothing is known it is that of an ordinary one", () => {
  expect(leastRefuelOf([], [], NO_GAUGES)("car", JUNE)).toBeCloseTo(5);
});

/** The least refuel of a car whose gauge has been learned, in a tank of 60 l unless it says other. */
const leastBehind = (gauge: Partial<LearnedGauge>, facts: readonly VehicleFacts[] = [aCar()]) => {
  const ordinary = { stepPct: 0.4, sigmaPct: 1.5, tankLitres: null };
  return leastRefuelOf([], facts, () => ({ ...ordinary, ...gauge }))("car", JUNE);
};

test("a gauge of eighths may not show two steps of it, so a receipt of 8 l in 60 is no refuel for sure", () => {
  expect(leastBehind({ stepPct: 12.5 })).toBeGreaterThan(15);
  expect(leastBehind({ stepPct: 12.5 })).toBeLessThan(20);
  expect(leastBehind({ stepPct: 10 })).toBeGreaterThan(12);
});

test("a fine gauge shows a refuel a little above the least that is told of, more where it is noisy", () => {
  expect(leastBehind({})).toBeGreaterThan(7);
  expect(leastBehind({})).toBeLessThan(8);
  expect(leastBehind({ sigmaPct: 4 })).toBeGreaterThan(12);
});

test("the tank is what was entered, else what the device takes for full", () => {
  const unknown = [aCar({ tankLitres: null })];
  expect(leastBehind({ tankLitres: 400 }, unknown)).toBeCloseTo((400 / 60) * leastBehind({}));
  expect(leastBehind({ tankLitres: 400 })).toBeCloseTo(leastBehind({}));
});

/** What was learned of a car's gauge from a time on. */
const learned = (detectedAtMs: number, stepPct: number | null, noisePct = 1) => ({
  ...{ id: `${detectedAtMs}`, vehicleId: "car", detectedAtMs, stepPct, noisePct },
  ...{ tankLitres: 60, perIdleHourPct: null },
});

test("a gauge is as it was known then, and one that has never moved may be the coarsest", () => {
  const gaugeAt = gaugesOf([learned(JUNE, null), learned(JULY, 0.4, 2)]);
  expect(gaugeAt("car", JUNE - 1)).toBeNull();
  expect(gaugeAt("another", JULY)).toBeNull();
  expect(gaugeAt("car", JULY - 1)).toMatchObject({ stepPct: 12.5, tankLitres: 60 });
  expect(gaugeAt("car", JULY)).toMatchObject({ stepPct: 0.4, sigmaPct: 2 * SIGMA_PER_MAD });
  const least = leastRefuelOf([], [aCar()], gaugeAt);
  expect(least("car", JUNE)).toBeGreaterThan(least("car", JULY));
});
