import { ALERT_DEFAULTS } from "./alert-defaults.ts";
import type { DetectionType, Severity } from "./detection.ts";
import type { WeeklySchedule } from "./weekly-schedule.ts";

/** What the rules in force say of one type of detection of one vehicle. */
export type AlertPolicy = {
  /** False: it is not even recorded. */
  readonly enabled: boolean;
  /** Null: as is usual for the type and, of a geofence, its purpose. */
  readonly alert: boolean | null;
  readonly severity: Severity;
  /** Shortest occurrence that is told of, s. */
  readonly minDurationS: number;
  /** How long after its last occurrence a closed alert still takes in repeats, s. */
  readonly cooldownS: number;
  /** When occurrences are told of: those that begin then, or still last then; null for always. */
  readonly schedule: WeeklySchedule | null;
};

/** What applies where nobody has set anything. */
export const defaultPolicy = (type: DetectionType): AlertPolicy => ({
  enabled: true,
  alert: null,
  severity: ALERT_DEFAULTS[type].severity,
  minDurationS: ALERT_DEFAULTS[type].minDurationS,
  cooldownS: ALERT_DEFAULTS[type].cooldownS,
  schedule: null,
});

/** What a rule sets of a policy; null inherits. */
export type PolicyOverride = { readonly [Field in keyof AlertPolicy]: AlertPolicy[Field] | null };

/** A policy with what a rule sets on top. */
export const overridePolicy = (policy: AlertPolicy, rule: PolicyOverride): AlertPolicy => ({
  enabled: rule.enabled ?? policy.enabled,
  alert: rule.alert ?? policy.alert,
  severity: rule.severity ?? policy.severity,
  minDurationS: rule.minDurationS ?? policy.minDurationS,
  cooldownS: rule.cooldownS ?? policy.cooldownS,
  schedule: rule.schedule ?? policy.schedule,
});

/** The policy that rules add up to, the later over the earlier. */
export const resolvePolicy = (type: DetectionType, rules: readonly PolicyOverride[]): AlertPolicy =>
  rules.reduce(overridePolicy, defaultPolicy(type));
