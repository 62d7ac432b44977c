import { expect, test } from "vitest";
import { RuleType } from "../../../contracts/detection/rule-type.ts";
import { GROUP_NAMES, RULE_GROUPS } from "./rule-groups.ts";
import { isChanged, isSought, lineOf } from "./rule-search.ts";
import { aRule } from "./testing.ts";

test("each type is in one group", () => {
  const grouped = GROUP_NAMES.flatMap((group): readonly RuleType[] => RULE_GROUPS[group]);
  expect(grouped.toSorted()).toEqual(RuleType.options.toSorted());
});

test("a line tells who has it otherwise; a rule that sets nothing is none", () => {
  const rules = [
    aRule({ scope: "group", group: "Vans", severity: "info" }),
    aRule({ scope: "vehicle", vehicleId: "car-1", enabled: false }),
    aRule({ scope: "vehicle", vehicleId: "car-2" }),
    aRule(),
  ];
  expect(lineOf(rules, "drain")).toMatchObject({
    ...{ hasFleetRule: false, groups: ["Vans"], cars: 1, fleet: { severity: "critical" } },
  });
  expect(isChanged(lineOf(rules, "leak"))).toBe(false);
});

test("the list is narrowed down by words and by what was done", () => {
  const drain = lineOf([aRule({ scope: "group", group: "Vans", enabled: false })], "drain");
  const tow = lineOf([aRule({ type: "tow", enabled: false })], "tow");
  expect(isSought(drain, "Fuel drained", "DRAIN vans", "all")).toBe(true);
  expect(isSought(drain, "Fuel drained", "drain trucks", "all")).toBe(false);
  expect([drain, tow].map((line) => isSought(line, "", "", "off"))).toEqual([false, true]);
  expect(isSought(lineOf([], "leak"), "", "", "changed")).toBe(false);
});
