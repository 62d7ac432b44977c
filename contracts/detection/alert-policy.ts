import { ALERT_DEFAULTS } from "./alert-defaults.ts";
import type { DetectionType, Severity } from "./detection.ts";
import type { RuleType } from "./rule-type.ts";
import { isReadable, type WeeklySchedule } from "./weekly-schedule.ts";

type Policy<Urgency extends Severity | null> = {
  /** False: it is not even recorded. */
  readonly enabled: boolean;
  /** Null: as is usual for the type and, of a geofence, its purpose. */
  readonly alert: boolean | null;
  readonly severity: Urgency;
  /** Shortest occurrence that is told of, s. */
  readonly minDurationS: number;
  /** How long after its last occurrence a closed alert still takes in repeats, s. */
  readonly cooldownS: number;
  /** When occurrences are told of: those that begin then, or still last then; null for always. */
  readonly schedule: WeeklySchedule | null;
};

/** What the rules in force say of one type of detection of one vehicle. */
export type AlertPolicy = Policy<Severity>;

/**
 * What they say of its overdue returns, where the clock tells of a level once it is reached and the
 * schedule allows, if it is still so then. `severity` is of every level, null for each its own; a
 * return that is late for less than `minDurationS` is not told of, so none is foreseen either; a
 * level that the system closed comes again after `cooldownS` at the earliest, a higher one at once.
 */
export type OverduePolicy = Policy<Severity | null>;

/** Overdue returns where nobody has set anything: who leaves the yard again is late again at once. */
export const DEFAULT_OVERDUE_POLICY: OverduePolicy = {
  enabled: true,
  alert: true,
  severity: null,
  minDurationS: 0,
  cooldownS: 0,
  schedule: null,
};

/** Routes and stops: always made, told to nobody. */
const ROUTES_POLICY: OverduePolicy = { ...DEFAULT_OVERDUE_POLICY, alert: false };

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

/** A schedule whose time zone is no longer known is passed over: an old rule must stop nothing. */
const readable = (schedule: WeeklySchedule | null): WeeklySchedule | null =>
  schedule && isReadable(schedule) ? schedule : null;

const overlay = <Urgency extends Severity | null>(
  base: Policy<Urgency>,
  rules: readonly PolicyOverride[],
): Policy<Urgency | Severity> =>
  rules.reduce<Policy<Urgency | Severity>>(
    (policy, rule) => ({
      enabled: rule.enabled ?? policy.enabled,
      alert: rule.alert ?? policy.alert,
      severity: rule.severity ?? policy.severity,
      minDurationS: rule.minDurationS ?? policy.minDurationS,
      cooldownS: rule.cooldownS ?? policy.cooldownS,
      schedule: readable(rule.schedule) ?? policy.schedule,
    }),
    base,
  );

/** A policy with what a rule sets on top. */
export const overridePolicy = (policy: AlertPolicy, rule: PolicyOverride): AlertPolicy =>
  overlay(policy, [rule]);

/** The policy that rules add up to, the later over the earlier. */
export const resolvePolicy = (type: DetectionType, rules: readonly PolicyOverride[]): AlertPolicy =>
  overlay(defaultPolicy(type), rules);

/** The same of overdue returns. */
export const resolveOverduePolicy = (rules: readonly PolicyOverride[]): OverduePolicy =>
  overlay(DEFAULT_OVERDUE_POLICY, rules);

/** The policy that rules of any type add up to, the later over the earlier. */
export const resolveRules = (
  type: RuleType,
  rules: readonly PolicyOverride[],
): AlertPolicy | OverduePolicy => {
  if (type === "routes") return ROUTES_POLICY;
  return type === "overdue" ? resolveOverduePolicy(rules) : resolvePolicy(type, rules);
};
