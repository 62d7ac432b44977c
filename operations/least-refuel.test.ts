import { expect, test } from "vitest";
import type { DetectionRule } from "../contracts/detection-rule.ts";
import type { VehicleFacts } from "../db/fleet-facts.ts";
import { leastRefuelOf } from "./least-refuel.ts";

const JUNE = Date.UTC(2026, 5, 1);
const JULY = Date.UTC(2026, 6, 1);
const DAY_MS = 86_400_000;

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
  const least = leastRefuelOf(rules, [aCar(), aCar({ id: "lorry", group: null })]);
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
  const least = leastRefuelOf(rules, [aCar(), changed]);
  expect(least("car", JULY - DAY_MS)).toBeCloseTo(18);
  expect(least("car", JULY + DAY_MS)).toBeCloseTo(10);
});

test("of a vehicle of which nothing is known it is that of an ordinary one", () => {
  expect(leastRefuelOf([], [])("car", JUNE)).toBeCloseTo(5);
});
