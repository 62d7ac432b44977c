import type { OverdueLevel } from "../contracts/alert.ts";
import { DEFAULT_OVERDUE_POLICY, type OverduePolicy } from "../contracts/detection/alert-policy.ts";
import type { Severity } from "../contracts/detection/detection.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import { isScheduled } from "../contracts/detection/weekly-schedule.ts";

/** What holds for overdue returns of a vehicle: by which thresholds, and what is told of them. */
export type OverdueRule = { readonly options: OverdueOptions; readonly policy: OverduePolicy };

/** The rule for a vehicle at a time: the clock decides by what holds then. */
export type OverdueRules = {
  readonly overdueAt: (vehicleId: string, atMs: number) => OverdueRule;
};

/** What applies where nobody has set anything. */
export const DEFAULT_OVERDUE_RULE: OverdueRule = {
  options: defaultDetectionOptions.overdue,
  policy: DEFAULT_OVERDUE_POLICY,
};

/** The same for everybody, at any time. */
export const defaultOverdueRules: OverdueRules = { overdueAt: () => DEFAULT_OVERDUE_RULE };

/** Whether a level may be told of at `nowMs`. */
export const mayTell = (
  { enabled, alert, minDurationS, schedule }: OverduePolicy,
  dueMs: number,
  nowMs: number,
): boolean => {
  if (!enabled || alert === false) return false;
  if (minDurationS > 0 && nowMs - dueMs < minDurationS * 1_000) return false;
  return schedule === null || isScheduled(schedule, nowMs);
};

/** How urgent a level is. */
export const overdueSeverity = ({ options, policy }: OverdueRule, level: OverdueLevel): Severity =>
  policy.severity ??
  {
    predicted: options.predictedSeverity,
    grace: options.graceSeverity,
    "2h": options.level2hSeverity,
    "24h": options.level24hSeverity,
  }[level];
