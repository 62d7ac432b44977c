import { expect, test } from "vitest";
import { defaultDetectionOptions } from "../../../contracts/detection/options.ts";
import { NOTHING_SET } from "./rule-content.ts";
import {
  changedOptions,
  effectOf,
  inheritedEffect,
  optionIn,
  ownRule,
  type RuleTarget,
  withContent,
} from "./rule-effect.ts";
import { aRule } from "./testing.ts";

const fleet: RuleTarget = { scope: "fleet" };
const vans: RuleTarget = { scope: "group", group: "Vans" };
const car: RuleTarget = { scope: "vehicle", vehicleId: "car-1", group: "Vans" };

const drainPct = (part: number) => ({ fuel: { drainPct: part } });
const rules = [
  aRule({ id: "car", scope: "vehicle", vehicleId: "car-1", options: drainPct(3) }),
  aRule({ id: "fleet", severity: "info", options: drainPct(10) }),
  aRule({ id: "vans", scope: "group", group: "Vans", cooldownS: 60 }),
];
const thresholdOf = (target: RuleTarget) =>
  optionIn(effectOf(rules, target, "drain").options, "fuel", "drainPct");

test("a narrower rule goes over a wider one, field by field", () => {
  expect([fleet, vans, car].map(thresholdOf)).toEqual([10, 10, 3]);
  expect(effectOf(rules, car, "drain").policy).toMatchObject({ severity: "info", cooldownS: 60 });
  expect(effectOf(rules, fleet, "drain").policy.cooldownS).toBe(0);
});

test("what is inherited leaves out the target's own rule for the type only", () => {
  const { options, policy } = inheritedEffect(rules, car, "drain");
  expect(optionIn(options, "fuel", "drainPct")).toBe(10);
  expect(policy.cooldownS).toBe(60);
  const refuels = inheritedEffect(rules, car, "refuel").options;
  expect(optionIn(refuels, "fuel", "drainPct")).toBe(3);
});

test("a rule is the own one of its very target", () => {
  expect([fleet, vans, car].map((target) => ownRule(rules, target, "drain")?.id)).toEqual([
    "fleet",
    "vans",
    "car",
  ]);
  expect(ownRule(rules, vans, "refuel")).toBeUndefined();
});

test("a draft stands in the place of the own rule, also where there was none", () => {
  const drafted = withContent(rules, fleet, "drain", { ...NOTHING_SET, options: drainPct(20) });
  expect(optionIn(effectOf(drafted, fleet, "drain").options, "fuel", "drainPct")).toBe(20);
  expect(optionIn(effectOf(drafted, car, "drain").options, "fuel", "drainPct")).toBe(3);
  const muted = withContent(rules, vans, "tow", { ...NOTHING_SET, enabled: false });
  expect(effectOf(muted, car, "tow").policy.enabled).toBe(false);
});

test("only what differs between two effects is told, as it would be", () => {
  const before = effectOf([], fleet, "drain").options;
  expect(changedOptions(before, defaultDetectionOptions)).toEqual({});
  expect(changedOptions(before, effectOf(rules, car, "drain").options)).toEqual(drainPct(3));
});
