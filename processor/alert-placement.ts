import type { AlertPolicy } from "../contracts/detection/alert-policy.ts";
import type { Membership } from "../db/alert-occurrences.ts";
import { lockAlertsOfCauses, type AlertStanding, type Cause, type NewAlert } from "../db/alerts.ts";
import { setAlertsDue, type DetectionVersion } from "../db/detections.ts";
import type { Queryable } from "../db/pool.ts";
import {
  alertId,
  causeOf,
  chooseAlert,
  decidedMs,
  isLate,
  isRevision,
  isTold,
  judge,
  type AlertPolicies,
} from "./alerting.ts";

/** A version of a detection that has just been written. */
export type Said = {
  readonly detection: DetectionVersion;
  /** What has brought it: an observation, the silence after the last one, or that it was due. */
  readonly by: "observation" | "silence" | "due";
};

/** A detection that is to be told of. */
export type Occurrence = Said & {
  readonly policy: AlertPolicy;
  readonly cause: Cause;
  /** It is not found too late to be pushed. */
  readonly isNews: boolean;
  /** It was recorded late, and now its car is heard while it lasts. */
  readonly isFoundToLast: boolean;
  /** It is found late and still lasts, so that it is news once its car is heard live. */
  readonly isAwaited: boolean;
};

const keyOf = ({ vehicleId, type, cause }: Cause): string => `${vehicleId}:${type}:${cause}`;

const byStart = (a: Occurrence, b: Occurrence): number =>
  a.detection.startMs - b.detection.startMs || a.detection.id.localeCompare(b.detection.id);

/**
 * Whether a detection is still to be told of by the rules in force when it had lasted long enough and,
 * where no observation but the clock brings it, by those of now.
 */
const isStillTold = (
  { detection, by }: Said,
  policy: AlertPolicy,
  policies: AlertPolicies,
  nowMs: number,
): boolean => {
  const { vehicleId, type } = detection;
  const isToldAt = (ms: number) => isTold(detection, policies.policyAt(vehicleId, type, ms));
  return isToldAt(decidedMs(detection, policy)) && (by === "observation" || isToldAt(nowMs));
};

/** An alert's occurrence, if it is one: what an alert tells of already stays when a rule is switched off. */
const toOccurrence = (
  said: Said,
  policy: AlertPolicy,
  isTaken: boolean,
  policies: AlertPolicies,
  nowMs: number,
): Occurrence | null => {
  const { detection, by } = said;
  const { vehicleId, type, endMs } = detection;
  const isOn = isStillTold(said, policy, policies, nowMs);
  if (!isOn && !isTaken) return null;
  const isNews = isOn && !isLate(detection, policy, by !== "observation", nowMs);
  return {
    ...said,
    policy,
    isNews,
    isFoundToLast: by === "due" && isNews && isTaken,
    isAwaited: isOn && !isNews && endMs === null,
    cause: { vehicleId, type, cause: causeOf(detection) },
  };
};

/**
 * Sorts out what is to be told of, and notes what will be once it has lasted. `told`: the detections
 * that an alert tells of so far.
 */
export const occurrencesOf = async (
  db: Queryable,
  said: readonly Said[],
  told: ReadonlySet<string>,
  policies: AlertPolicies,
  nowMs: number,
): Promise<Occurrence[]> => {
  const occurrences: Occurrence[] = [];
  const due = new Map<string, number | null>();
  for (const each of said) {
    const { id, vehicleId, type, detectedAtMs } = each.detection;
    const policy = policies.policyAt(vehicleId, type, detectedAtMs);
    const verdict = judge(each.detection, policy, nowMs);
    const occurrence =
      verdict.kind === "alert" ? toOccurrence(each, policy, told.has(id), policies, nowMs) : null;
    if (occurrence) occurrences.push(occurrence);
    // What waits to be heard of live goes on waiting while it lasts.
    if (!occurrence?.isAwaited) due.set(id, verdict.kind === "later" ? verdict.dueMs : null);
  }
  await setAlertsDue(db, due);
  return occurrences.sort(byStart);
};

type Begun = AlertStanding & { readonly first: DetectionVersion };

const begin = (
  { cause, policy, detection }: Occurrence,
  last: AlertStanding | undefined,
): Begun => {
  const generation = (last?.generation ?? 0) + 1;
  return {
    ...cause,
    id: alertId(cause.vehicleId, cause.type, cause.cause, generation),
    generation,
    severity: policy.severity,
    status: "open",
    statusBefore: null,
    resolution: null,
    startedMs: detection.startMs,
    endedMs: detection.endMs,
    lastMs: detection.startMs,
    raisedMs: null,
    first: detection,
  };
};

type Known = Map<string, AlertStanding[]>;

const lockKnown = async (db: Queryable, occurrences: readonly Occurrence[]): Promise<Known> => {
  const causes = new Map(occurrences.map(({ cause }) => [keyOf(cause), cause]));
  const known: Known = new Map();
  for (const alert of await lockAlertsOfCauses(db, [...causes.values()])) {
    const key = keyOf(alert);
    known.set(key, [...(known.get(key) ?? []), alert]);
  }
  return known;
};

const memberOf = (alert: string, { detection, policy }: Occurrence): Membership => ({
  detectionId: detection.id,
  alertId: alert,
  severity: policy.severity,
  active: true,
});

/** Where occurrences belong, and the alerts that have to begin for it. */
export type Placement = {
  readonly memberships: readonly Membership[];
  /** The alert of each detection. */
  readonly alertOf: ReadonlyMap<string, string>;
  readonly begun: readonly NewAlert[];
  /** Detections that occurred anew or are found to last: not those that grew, came back or were revised. */
  readonly newIds: ReadonlySet<string>;
};

/** Which alerts occurrences have been with. */
export type Former = {
  /** By detection. */
  readonly homes: ReadonlyMap<string, string>;
  /** The alerts that have just lost an occurrence. */
  readonly bereftIds: ReadonlySet<string>;
};

/**
 * Finds the alert of each occurrence: the one it has been with, or was before it was revised, else
 * that of its cause.
 */
export const place = async (
  db: Queryable,
  occurrences: readonly Occurrence[],
  { homes, bereftIds }: Former,
): Promise<Placement> => {
  const homeless = occurrences.filter(({ detection }) => !homes.has(detection.id));
  const known = await lockKnown(db, homeless);
  const begun: Begun[] = [];
  const newIds = new Set<string>();
  const memberships = occurrences.map((occurrence) => {
    const { detection, policy, cause } = occurrence;
    const home = homes.get(detection.id);
    if (occurrence.isFoundToLast) newIds.add(detection.id);
    if (home !== undefined) return memberOf(home, occurrence);
    const alerts = known.get(keyOf(cause)) ?? [];
    const revised = alerts.find((each) => bereftIds.has(each.id) && isRevision(each, detection));
    if (revised) return memberOf(revised.id, occurrence);
    newIds.add(detection.id);
    const alert = chooseAlert(alerts, detection.startMs, policy);
    if (alert) return memberOf(alert.id, occurrence);
    const fresh = begin(occurrence, alerts.at(-1));
    begun.push(fresh);
    known.set(keyOf(cause), [...alerts, fresh]);
    return memberOf(fresh.id, occurrence);
  });
  const alertOf = new Map(memberships.map(({ detectionId, alertId }) => [detectionId, alertId]));
  return { memberships, alertOf, begun, newIds };
};

/**
 * Has what was found too late to be news, and still lasts, looked at again as soon as its car is heard
 * live: where it is new, or nobody was told of its alert. Revised, it is known.
 */
export const awaitLiveWord = async (
  db: Queryable,
  occurrences: readonly Occurrence[],
  { alertOf, newIds }: Placement,
  standings: readonly AlertStanding[],
): Promise<void> => {
  const untold = new Set(standings.filter(({ raisedMs }) => raisedMs === null).map(({ id }) => id));
  const waiting = occurrences.filter(
    ({ isAwaited, detection: { id } }) =>
      isAwaited && (newIds.has(id) || untold.has(alertOf.get(id) ?? "")),
  );
  await setAlertsDue(
    db,
    new Map(waiting.map(({ detection, policy }) => [detection.id, decidedMs(detection, policy)])),
  );
};
