import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import { ALERT_DEFAULTS, isToldByDefault } from "../../../../contracts/detection/alert-defaults.ts";
import type { DetectionType } from "../../../../contracts/detection/detection.ts";
import type { WeeklySchedule } from "../../../../contracts/detection/weekly-schedule.ts";
import type { DetectionRule } from "../../../../contracts/detection-rule.ts";
import type { DraftRule } from "../../../../contracts/what-if.ts";
import { NOTHING_SET, type RuleContent } from "../rule-content.ts";
import { changedOptions, effectOf, type RuleTarget, withContent } from "../rule-effect.ts";
import { EVERY_HOUR, scheduleOf } from "../week-hours.ts";

/** A change of the rules that is tried. */
export type TriedChange = {
  readonly rules: readonly DetectionRule[];
  readonly target: RuleTarget;
  readonly type: RuleType;
  readonly content: RuleContent;
};

/** The car whose history it is tried on. */
export type TriedCar = { readonly vehicleId: string; readonly group: string | null };

/** Null would leave the schedule that holds now in place. */
const ALWAYS: WeeklySchedule = scheduleOf(EVERY_HOUR, "UTC");

/** What is told of it without a rule: null where that is for each zone to say. */
const toldByDefault = (type: DetectionType): boolean | null =>
  isToldByDefault(type, {}) === ALERT_DEFAULTS[type].alert ? ALERT_DEFAULTS[type].alert : null;

/**
 * What would hold for a car after a change, in full: the what-if puts it over what holds now, so a
 * field that a change sets back to what is inherited has to be named too. Undefined for what cannot
 * be tried on stored history.
 */
export const draftOf = (
  { rules, target, type, content }: TriedChange,
  { vehicleId, group }: TriedCar,
): DraftRule | undefined => {
  if (type === "overdue") return undefined;
  const car: RuleTarget = { scope: "vehicle", vehicleId, group };
  const today = effectOf(rules, car, type);
  const after = effectOf(withContent(rules, target, type, content), car, type);
  const options = changedOptions(today.options, after.options);
  const named = Object.keys(options).length === 0 ? null : options;
  if (type === "routes") return { ...NOTHING_SET, schedule: null, type, options: named };
  const { enabled, alert, severity, cooldownS, minDurationS, schedule } = after.policy;
  return {
    ...{ type, enabled, severity, cooldownS, minDurationS },
    alert: alert ?? toldByDefault(type),
    schedule: schedule ?? ALWAYS,
    options: named,
  };
};
