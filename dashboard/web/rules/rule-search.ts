import type { RuleType } from "../../../contracts/detection/rule-type.ts";
import type { DetectionRule } from "../../../contracts/detection-rule.ts";
import { contentOf, setsNothing } from "./rule-content.ts";
import { type Effect, policyOf } from "./rule-effect.ts";

/** A type of detection as a line of the list: what holds for the fleet, and who has rules of their own. */
export type RuleLine = {
  readonly type: RuleType;
  readonly fleet: Effect["policy"];
  readonly hasFleetRule: boolean;
  /** Groups with a rule of their own, by name. */
  readonly groups: readonly string[];
  /** Cars with a rule of their own. */
  readonly cars: number;
};

/** The line of a type; a rule that sets nothing is none. */
export const lineOf = (rules: readonly DetectionRule[], type: RuleType): RuleLine => {
  const ofType = rules.filter((rule) => rule.type === type && !setsNothing(contentOf(rule)));
  return {
    type,
    fleet: policyOf(rules, { scope: "fleet" }, type),
    hasFleetRule: ofType.some(({ scope }) => scope === "fleet"),
    groups: ofType
      .map(({ group }) => group)
      .filter((group) => group !== null)
      .sort(),
    cars: ofType.filter(({ scope }) => scope === "vehicle").length,
  };
};

/** Whether somebody has set something. */
export const isChanged = ({ hasFleetRule, groups, cars }: RuleLine): boolean =>
  hasFleetRule || groups.length > 0 || cars > 0;

/** What the list is narrowed down to. */
export type RuleFilter = "all" | "changed" | "off";

/** Whether a line is among those looked for; `words` is what the page says of it. */
export const isSought = (
  line: RuleLine,
  words: string,
  sought: string,
  filter: RuleFilter,
): boolean => {
  if (filter === "changed" && !isChanged(line)) return false;
  if (filter === "off" && line.fleet.enabled) return false;
  const text = [words, ...line.groups].join(" ").toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
