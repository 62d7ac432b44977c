import { expect, test } from "vitest";
import type { DetectionRule } from "../contracts/detection-rule.ts";
import { changeFaults } from "./rule-contradictions.ts";

const van = { id: "van", licensePlate: "VAN 1", group: "Vans" };
const bus = { id: "bus", licensePlate: "BUS 1", group: null };
const cars = [bus, van];

type Scope = Pick<DetectionRule, "scope" | "group" | "vehicleId">;
const everywhere: Scope = { scope: "fleet", group: null, vehicleId: null };
const ofVans: Scope = { scope: "group", group: "Vans", vehicleId: null };
const of = ({ id }: { readonly id: string }): Scope => ({
  ...{ scope: "vehicle", group: null, vehicleId: id },
});
let rules = 0;
const aRule = (scope: Scope, tow: Record<string, number>) => {
  const type: DetectionRule["type"] = "tow";
  return { ...scope, type, id: String(++rules), options: { tow } };
};

test("a fleet's rule is held against those of its groups and vehicles, each named", () => {
  const inForce = [aRule(ofVans, { leapSpeedKmh: 12 }), aRule(of(bus), { leapSpeedKmh: 11 })];
  const after = aRule(everywhere, { speedKmh: 10 });
  expect(changeFaults(inForce, { before: undefined, after }, cars)).toMatchObject([
    {
      field: "options.tow.speedKmh",
      code: "at_least_option",
      params: { option: "leapSpeedKmh", least: 12 },
      message: "must be at least leapSpeedKmh, 12, as the rule of the group Vans for tow has it",
    },
    {
      field: "options.tow.speedKmh",
      message: "must be at least leapSpeedKmh, 11, as the rule of BUS 1 for tow has it",
    },
  ]);
});

test("what a vehicle's own rule puts right for it is no fault, and nobody else's rule is", () => {
  const inForce = [aRule(of(van), { leapSpeedKmh: 12, speedKmh: 15 })];
  const after = aRule(everywhere, { speedKmh: 10 });
  expect(changeFaults(inForce, { before: undefined, after }, cars)).toEqual([]);
});

test("a contradiction that has stood since before does not hold up another change", () => {
  const before = aRule(everywhere, { speedKmh: 10 });
  const inForce = [before, aRule(of(van), { leapSpeedKmh: 12 })];
  const same = aRule(everywhere, { speedKmh: 10, speedFixes: 3 });
  expect(changeFaults(inForce, { before, after: same }, cars)).toEqual([]);
  const worse = aRule(everywhere, { speedKmh: 9 });
  expect(changeFaults(inForce, { before, after: worse }, cars)).toHaveLength(1);
});
