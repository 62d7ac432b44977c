import type { z } from "zod";
import type { RuleType } from "../../../contracts/detection/rule-type.ts";
import type { DetectionRule, RulePut } from "../../../contracts/detection-rule.ts";
import type { JsonValue } from "../../../contracts/json-value.ts";
import type { RuleTarget } from "./rule-effect.ts";

/** A value as JSON carries it. */
export type Json = z.infer<typeof JsonValue>;

/** What a rule sets; null inherits, and so does an option that is not in it. */
export type RuleContent = Pick<
  DetectionRule,
  "enabled" | "alert" | "severity" | "options" | "cooldownS" | "minDurationS" | "schedule"
>;

/** A rule that sets nothing. */
export const NOTHING_SET: RuleContent = {
  enabled: null,
  alert: null,
  severity: null,
  options: null,
  cooldownS: null,
  minDurationS: null,
  schedule: null,
};

/** What a rule sets, without for whom and since when. */
export const contentOf = (rule: DetectionRule | undefined): RuleContent => {
  if (!rule) return NOTHING_SET;
  const { enabled, alert, severity, options, cooldownS, minDurationS, schedule } = rule;
  return { enabled, alert, severity, options, cooldownS, minDurationS, schedule };
};

/** What a rule sets for one option; undefined inherits. */
export const ownOption = (
  { options }: RuleContent,
  detector: string,
  name: string,
): Json | undefined => options?.[detector]?.[name];

/** The same with one option set, or with `undefined` inherited. */
export const withOption = (
  content: RuleContent,
  detector: string,
  name: string,
  value: Json | undefined,
): RuleContent => {
  const { [name]: _former, ...kept } = content.options?.[detector] ?? {};
  const fields = value === undefined ? kept : { ...kept, [name]: value };
  const { [detector]: _fields, ...others } = content.options ?? {};
  const options = Object.keys(fields).length === 0 ? others : { ...others, [detector]: fields };
  return { ...content, options: Object.keys(options).length === 0 ? null : options };
};

/** Written so that two contents of the same meaning are the same text, whatever the order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** Whether two rules set the same. */
export const isSameContent = (one: RuleContent, other: RuleContent): boolean =>
  canonical(one) === canonical(other);

/** Whether a rule with this content changes nothing for anybody. */
export const setsNothing = (content: RuleContent): boolean => isSameContent(content, NOTHING_SET);

/** A rule as the API takes it; `replaces` is the id of the one in force, as it was read. */
export const bodyOf = (
  target: RuleTarget,
  type: RuleType,
  content: RuleContent,
  replaces: string | null,
): RulePut => ({
  scope: target.scope,
  group: target.scope === "group" ? target.group : null,
  vehicleId: target.scope === "vehicle" ? target.vehicleId : null,
  ...content,
  ...{ type, replaces },
});
