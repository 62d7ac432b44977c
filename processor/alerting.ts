import type { AlertStatus, AlertType } from "../contracts/alert.ts";
import { isToldByDefault } from "../contracts/detection/alert-defaults.ts";
import { defaultPolicy, type AlertPolicy } from "../contracts/detection/alert-policy.ts";
import type { DetectionType, Severity } from "../contracts/detection/detection.ts";
import { nextScheduledMs } from "../contracts/detection/weekly-schedule.ts";
import type { AlertStanding } from "../db/alerts.ts";
import { derivedId } from "../db/derived-id.ts";
import type { DetectionVersion } from "../db/detections.ts";

/** What is found later than this is recorded and labelled, not pushed as news, ms. */
export const LATE_AFTER_MS = 15 * 60_000;

/** The policy for a vehicle and type of detection, as of an event time. */
export type AlertPolicies = {
  readonly policyAt: (vehicleId: string, type: DetectionType, atMs: number) => AlertPolicy;
};

/** What applies where nobody has set anything. */
export const defaultPolicies: AlertPolicies = { policyAt: (_id, type) => defaultPolicy(type) };

/** Whether a detection is to be told of: now, never, or once it has lasted until `dueMs`. */
export type Verdict =
  | { readonly kind: "alert"; readonly severity: Severity }
  | { readonly kind: "later"; readonly dueMs: number }
  | { readonly kind: "never" };

const NEVER: Verdict = { kind: "never" };

/**
 * When a detection has lasted long enough, and into the schedule, to be told of, by its start and
 * event time alone; null when it ended before, or is never scheduled.
 */
const tellableFromMs = (
  { startMs, endMs }: Pick<DetectionVersion, "startMs" | "endMs">,
  { minDurationS, schedule }: AlertPolicy,
): number | null => {
  const untilMs = endMs ?? Infinity;
  const scheduledMs = schedule ? nextScheduledMs(schedule, startMs, untilMs) : startMs;
  if (scheduledMs === null) return null;
  const fromMs = Math.max(scheduledMs, startMs + minDurationS * 1_000);
  return fromMs <= untilMs ? fromMs : null;
};

/** Whether a policy has a detection told of at all. */
export const isTold = (
  { type, certainty, evidence }: DetectionVersion,
  { enabled, alert }: AlertPolicy,
): boolean => enabled && certainty !== "suspected" && (alert ?? isToldByDefault(type, evidence));

/** Holds a detection against the policy that was in force when it was decided. */
export const judge = (detection: DetectionVersion, policy: AlertPolicy, nowMs: number): Verdict => {
  const { endMs, detectedAtMs } = detection;
  if (!isTold(detection, policy)) return NEVER;
  const dueMs = tellableFromMs(detection, policy);
  if (dueMs === null) return NEVER;
  // A device's clock may be ahead of ours: what it has seen has happened.
  const lastedUntilMs = Math.max(nowMs, detectedAtMs);
  if (endMs === null && lastedUntilMs < dueMs) return { kind: "later", dueMs };
  return { kind: "alert", severity: policy.severity };
};

/** When it was certain that a detection is to be told of, event time, ms. */
export const decidedMs = (detection: DetectionVersion, policy: AlertPolicy): number =>
  Math.max(detection.detectedAtMs, tellableFromMs(detection, policy) ?? 0);

/**
 * Whether a detection is found too late to be news. What the clock has found to last until now,
 * by silence, by a minimum duration or into the schedule, is news whenever it began.
 */
export const isLate = (
  detection: DetectionVersion,
  policy: AlertPolicy,
  foundByClock: boolean,
  nowMs: number,
): boolean => {
  if (foundByClock && detection.endMs === null) return false;
  return nowMs - decidedMs(detection, policy) > LATE_AFTER_MS;
};

/**
 * Tells causes of one vehicle and type apart: a geofence by its id, what is of one of the car's devices
 * by that device, everything else not at all.
 */
export const causeOf = ({ type, evidence }: DetectionVersion): string => {
  const { geofenceId, device } = evidence;
  const isPlace = type === "geofence_enter" || type === "geofence_exit";
  if (isPlace && typeof geofenceId === "string") return geofenceId;
  return typeof device === "string" ? device : "";
};

/** The id of the nth alert of a cause. */
export const alertId = (
  vehicleId: string,
  type: AlertType,
  cause: string,
  generation: number,
): string => derivedId(`alert:${vehicleId}:${type}:${cause}:${generation}`);

const isClosedByPerson = ({ status, resolution }: AlertStanding): boolean =>
  status === "resolved" && resolution !== "retracted";

/** Whether who closed an alert has dealt with what begins then: never where there is no cooldown. */
const isDealtWith = (
  { startedMs, lastMs }: AlertStanding,
  startMs: number,
  { cooldownS }: AlertPolicy,
): boolean => {
  const cooldownMs = cooldownS * 1_000;
  return cooldownMs > 0 && startMs >= startedMs - cooldownMs && startMs <= lastMs + cooldownMs;
};

/**
 * The alert an occurrence belongs to, among those of its cause so far, oldest first: one that is
 * open, or a closed one it happened about the time of, however late it is found. Undefined when it
 * begins another.
 */
export const chooseAlert = <Known extends AlertStanding>(
  known: readonly Known[],
  startMs: number,
  policy: AlertPolicy,
): Known | undefined =>
  known.find((alert) => !isClosedByPerson(alert) || isDealtWith(alert, startMs, policy));

/**
 * Whether an occurrence lies within what an alert tells of. One that comes in the same change in
 * which that alert loses another is the same one, revised: a late observation moves when something
 * began, and with that its id.
 */
export const isRevision = (
  { startedMs, endedMs }: AlertStanding,
  { startMs, endMs }: DetectionVersion,
): boolean => startMs <= (endedMs ?? Infinity) && (endMs ?? Infinity) >= startedMs;

/** Who takes an alert up looks into what has happened; what comes so much later he cannot mean, ms. */
const NEW_EPISODE_AFTER_MS = 24 * 60 * 60_000;

/**
 * Whether who took an alert up knows nothing of an occurrence: it comes long after those that the alert
 * had, or after one that turned out to be none.
 */
export const isNewEpisode = (
  { status, resolution, endedMs, lastMs }: AlertStanding,
  { startMs }: DetectionVersion,
): boolean => {
  if (resolution === "retracted") return startMs > lastMs;
  const isTakenUp = status === "acknowledged" || status === "assigned";
  return isTakenUp && endedMs !== null && startMs > lastMs + NEW_EPISODE_AFTER_MS;
};

/** What the system does to an alert whose occurrences have changed; null for nothing. */
export type SystemStep = {
  readonly action: "retracted" | "reopened" | "raised_again";
  readonly status: AlertStatus;
  readonly statusBefore: AlertStatus | null;
  readonly resolution: "retracted" | null;
};

const beforeSnooze = ({ status, statusBefore }: AlertStanding): AlertStatus =>
  status === "snoozed" ? (statusBefore ?? "open") : status;

/**
 * What a person closed stays closed; what only lost its ground comes back with it. `hasEmergency`:
 * something critical has occurred anew, or anything in a new episode. Whoever took the alert up or put
 * it off did not know of it, so it is everybody's again; while it still waits for somebody, one more
 * changes nothing.
 */
export const systemStep = (
  alert: AlertStanding,
  hasOccurrences: boolean,
  hasEmergency: boolean,
): SystemStep | null => {
  if (hasEmergency && alert.status !== "open" && !isClosedByPerson(alert)) {
    return { action: "raised_again", status: "open", statusBefore: null, resolution: null };
  }
  if (!hasOccurrences && alert.status !== "resolved") {
    return {
      action: "retracted",
      status: "resolved",
      statusBefore: beforeSnooze(alert),
      resolution: "retracted",
    };
  }
  if (hasOccurrences && alert.resolution === "retracted") {
    return {
      action: "reopened",
      status: alert.statusBefore ?? "open",
      statusBefore: null,
      resolution: null,
    };
  }
  return null;
};
