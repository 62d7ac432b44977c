import { overridePolicy, type AlertPolicy } from "../../contracts/detection/alert-policy.ts";
import { DETECTED_BY } from "../../contracts/detection/detected-by.ts";
import { DetectionType } from "../../contracts/detection/detection.ts";
import { withOverrides } from "../../contracts/detection/option-overrides.ts";
import type { WhatIfRequest } from "../../contracts/what-if.ts";
import type { VehicleSettings } from "../detectors/vehicle-settings.ts";

/** Which policy would be held against a type of detection. */
export type PolicyOf = (type: DetectionType) => AlertPolicy;

/** What a draft changes of today's rules. */
export type Draft = Pick<WhatIfRequest, "options" | "rules">;

/** Settings with the draft's options on top: those of single rules over those for all. */
export const draftedSettings = (
  today: VehicleSettings,
  { options, rules }: Draft,
): VehicleSettings => {
  const ofRules = rules.map((rule) => rule.options).filter((each) => each !== null);
  return { ...today, options: withOverrides(today.options, [options, ...ofRules]) };
};

/** What a draft is about: the types of its rules, and all that a detector finds whose options it turns. */
export const draftedTypes = ({ options, rules }: Draft): ReadonlySet<DetectionType> => {
  const turned = Object.entries(DETECTED_BY).filter(([detector]) => detector in options);
  return new Set([
    ...rules.map(({ type }) => type).filter(isDetected),
    ...turned.flatMap(([, types]) => types),
  ]);
};

const isDetected = (type: string): type is DetectionType => DetectionType.safeParse(type).success;

/**
 * Policies with the draft's rules on top. Whoever drafts a rule, or turns a detector's options,
 * means to have it on: what the draft is about is enabled, whatever holds today, unless it says no.
 */
export const draftedPolicies = (today: PolicyOf, draft: Draft): PolicyOf => {
  const drafts = new Map(draft.rules.map((rule) => [rule.type, rule]));
  const meant = draftedTypes(draft);
  return (type) => {
    const rule = drafts.get(type);
    const policy = rule ? overridePolicy(today(type), rule) : today(type);
    return meant.has(type) ? { ...policy, enabled: rule?.enabled ?? true } : policy;
  };
};
