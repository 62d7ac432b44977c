import {
  type AlertPolicy,
  type OverduePolicy,
  resolveRules,
} from "../../../contracts/detection/alert-policy.ts";
import { withOverrides } from "../../../contracts/detection/option-overrides.ts";
import {
  defaultDetectionOptions,
  type DetectionOptions,
} from "../../../contracts/detection/options.ts";
import type { RuleType } from "../../../contracts/detection/rule-type.ts";
import { byBreadth, concerns, type DetectionRule } from "../../../contracts/detection-rule.ts";
import { JsonValue } from "../../../contracts/json-value.ts";
import type { Json, RuleContent } from "./rule-content.ts";

/** For whom a rule is looked at or set. */
export type RuleTarget =
  | { readonly scope: "fleet" }
  | { readonly scope: "group"; readonly group: string }
  | { readonly scope: "vehicle"; readonly vehicleId: string; readonly group: string | null };

/** What rules add up to. */
export type Effect = {
  readonly policy: AlertPolicy | OverduePolicy;
  readonly options: DetectionOptions;
};

const subjectOf = (target: RuleTarget) => ({
  id: target.scope === "vehicle" ? target.vehicleId : null,
  group: target.scope === "fleet" ? null : target.group,
});

/** Whether a rule is the target's own, and not of somebody wider or narrower. */
const isOwn = (rule: DetectionRule, target: RuleTarget): boolean => {
  if (target.scope === "fleet") return rule.scope === "fleet";
  if (target.scope === "group") return rule.scope === "group" && rule.group === target.group;
  return rule.scope === "vehicle" && rule.vehicleId === target.vehicleId;
};

/** The rule that stands for exactly this target and type. */
export const ownRule = (
  rules: readonly DetectionRule[],
  target: RuleTarget,
  type: RuleType,
): DetectionRule | undefined => rules.find((rule) => rule.type === type && isOwn(rule, target));

/** The rules that concern a target, the widest first. */
const heldBy = (rules: readonly DetectionRule[], target: RuleTarget): readonly DetectionRule[] => {
  const subject = subjectOf(target);
  return rules.filter((rule) => concerns(rule, subject)).sort(byBreadth);
};

/** What is told to a target of a type, and how. */
export const policyOf = (
  rules: readonly DetectionRule[],
  target: RuleTarget,
  type: RuleType,
): Effect["policy"] => {
  const ofType = heldBy(rules, target).filter((rule) => rule.type === type);
  return resolveRules(type, ofType);
};

/** What holds for a target. */
export const effectOf = (
  rules: readonly DetectionRule[],
  target: RuleTarget,
  type: RuleType,
): Effect => {
  const overrides = heldBy(rules, target).map(({ options }) => options);
  return {
    policy: policyOf(rules, target, type),
    options: withOverrides(
      defaultDetectionOptions,
      overrides.filter((options) => options !== null),
    ),
  };
};

/** What would hold for a target if it had no rule of its own for the type. */
export const inheritedEffect = (
  rules: readonly DetectionRule[],
  target: RuleTarget,
  type: RuleType,
): Effect =>
  effectOf(
    rules.filter((rule) => rule.type !== type || !isOwn(rule, target)),
    target,
    type,
  );

/** The rules as they would be with a target's rule for a type saying something else. */
export const withContent = (
  rules: readonly DetectionRule[],
  target: RuleTarget,
  type: RuleType,
  content: RuleContent,
): readonly DetectionRule[] => {
  const { id, group } = subjectOf(target);
  const drafted: DetectionRule = {
    ...content,
    ...{ id: "draft", type, scope: target.scope, vehicleId: id },
    group: target.scope === "group" ? group : null,
    ...{ validFrom: "", validUntil: null },
  };
  return [...rules.filter((rule) => rule.type !== type || !isOwn(rule, target)), drafted];
};

const fieldsOf = (options: DetectionOptions, detector: string): Record<string, Json> => {
  const found: unknown = Object.entries(options).find(([name]) => name === detector)?.[1];
  const fields: Record<string, Json> = {};
  for (const [name, value] of Object.entries(found ?? {})) fields[name] = JsonValue.parse(value);
  return fields;
};

/** The value of one option. */
export const optionIn = (options: DetectionOptions, detector: string, name: string): Json =>
  fieldsOf(options, detector)[name] ?? null;

/** Options in which two effects differ, as the second has them, by detector. */
export const changedOptions = (
  before: DetectionOptions,
  after: DetectionOptions,
): Record<string, Record<string, Json>> => {
  const changed: Record<string, Record<string, Json>> = {};
  for (const detector of Object.keys(after)) {
    const former = fieldsOf(before, detector);
    const differing = Object.entries(fieldsOf(after, detector)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(former[name]),
    );
    if (differing.length > 0) changed[detector] = Object.fromEntries(differing);
  }
  return changed;
};
