import {
  addAlertSteps,
  alertsWithOccurrences,
  insertAlerts,
  loadAlerts,
  loadMemberships,
  lockAlerts,
  lockAlertsOfCauses,
  markRaised,
  moveAlert,
  refreshAlerts,
  saveMemberships,
  type AlertStanding,
  type Cause,
  type Membership,
  type NewAlert,
  type NewAlertStep,
} from "../db/alerts.ts";
import type { AlertPolicy } from "../contracts/detection/alert-policy.ts";
import { setAlertsDue, type DetectionVersion } from "../db/detections.ts";
import type { OutboxEvent } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import { alertEvents } from "./alert-events.ts";
import {
  alertId,
  causeOf,
  chooseAlert,
  isLate,
  judge,
  systemStep,
  type AlertPolicies,
} from "./alerting.ts";

/** A version of a detection that has just been written. */
export type Said = {
  readonly detection: DetectionVersion;
  /** Not by an observation but by the clock. */
  readonly byClock: boolean;
};

/** A detection that is to be told of. */
type Occurrence = Said & { readonly policy: AlertPolicy; readonly cause: Cause };

const keyOf = ({ vehicleId, type, cause }: Cause): string => `${vehicleId}:${type}:${cause}`;

const byStart = (a: Occurrence, b: Occurrence): number =>
  a.detection.startMs - b.detection.startMs || a.detection.id.localeCompare(b.detection.id);

/** Sorts out what is to be told of, and notes what will be once it has lasted. */
const sortOut = async (
  db: Queryable,
  said: readonly Said[],
  policies: AlertPolicies,
  nowMs: number,
): Promise<Occurrence[]> => {
  const occurrences: Occurrence[] = [];
  const due = new Map<string, number | null>();
  for (const each of said) {
    const { id, vehicleId, type, detectedAtMs } = each.detection;
    const policy = policies.policyAt(vehicleId, type, detectedAtMs);
    const verdict = judge(each.detection, policy, nowMs);
    due.set(id, verdict.kind === "later" ? verdict.dueMs : null);
    if (verdict.kind !== "alert") continue;
    occurrences.push({
      ...each,
      policy,
      cause: { vehicleId, type, cause: causeOf(each.detection) },
    });
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
    lastMs: detection.startMs,
    raisedMs: null,
    first: detection,
  };
};

/** Finds the alert of each occurrence that has none yet, and begins those that are missing. */
const place = async (
  db: Queryable,
  homeless: readonly Occurrence[],
): Promise<{ memberships: Membership[]; begun: NewAlert[] }> => {
  const causes = new Map(homeless.map(({ cause }) => [keyOf(cause), cause]));
  const known = new Map<string, AlertStanding[]>();
  for (const alert of await lockAlertsOfCauses(db, [...causes.values()])) {
    const key = keyOf(alert);
    known.set(key, [...(known.get(key) ?? []), alert]);
  }
  const memberships: Membership[] = [];
  const begun: NewAlert[] = [];
  for (const occurrence of homeless) {
    const { detection, policy, cause } = occurrence;
    const alerts = known.get(keyOf(cause)) ?? [];
    let alert = chooseAlert(alerts, detection.startMs, policy);
    if (!alert) {
      const fresh = begin(occurrence, alerts.at(-1));
      begun.push(fresh);
      known.set(keyOf(cause), [...alerts, fresh]);
      alert = fresh;
    }
    memberships.push(memberOf(alert.id, occurrence));
  }
  return { memberships, begun };
};

const memberOf = (alert: string, { detection, policy }: Occurrence): Membership => ({
  detectionId: detection.id,
  alertId: alert,
  severity: policy.severity,
  active: true,
});

/** Follows up on alerts whose occurrences have changed: closes, reopens, raises and announces. */
const followUp = async (
  db: Queryable,
  before: readonly AlertStanding[],
  newsIds: ReadonlySet<string>,
  freshIds: ReadonlySet<string>,
  now: Date,
): Promise<OutboxEvent[]> => {
  const ids = before.map(({ id }) => id);
  const changed = await refreshAlerts(db, ids, now);
  const grounded = await alertsWithOccurrences(db, ids);
  const steps: NewAlertStep[] = [];
  const raised: string[] = [];
  for (const alert of before) {
    const step = systemStep(alert, grounded.has(alert.id));
    if (step) {
      await moveAlert(db, { id: alert.id, ...step }, now);
      changed.add(alert.id);
    }
    const stands = step ? step.status !== "resolved" : alert.status !== "resolved";
    const raises = alert.raisedMs === null && stands && newsIds.has(alert.id);
    if (raises) raised.push(alert.id);
    if (freshIds.has(alert.id)) {
      steps.push({ alertId: alert.id, userId: null, action: raises ? "raised" : "recorded" });
    } else if (raises) steps.push({ alertId: alert.id, userId: null, action: "raised" });
    if (step) steps.push({ alertId: alert.id, userId: null, action: step.action });
  }
  await markRaised(db, raised, now);
  await addAlertSteps(db, steps, now);
  const known = new Map(before.map((alert) => [alert.id, alert]));
  const told = await loadAlerts(db, [...changed]);
  return told.flatMap((alert) =>
    alertEvents(alert, freshIds.has(alert.id) ? null : (known.get(alert.id) ?? null)),
  );
};

/**
 * Brings alerts in line with detections that have just been written or retracted, in the same
 * transaction. Returns what there is to announce.
 */
export const deriveAlerts = async (
  db: Queryable,
  said: readonly Said[],
  goneIds: readonly string[],
  policies: AlertPolicies,
  nowMs: number,
): Promise<OutboxEvent[]> => {
  if (said.length === 0 && goneIds.length === 0) return [];
  const occurrences = await sortOut(db, said, policies, nowMs);
  const toldOf = new Set(occurrences.map(({ detection }) => detection.id));
  const concerned = [...said.map(({ detection }) => detection.id), ...goneIds];
  const former = await loadMemberships(db, concerned);
  const homes = new Map(former.map((membership) => [membership.detectionId, membership]));

  const { memberships, begun } = await place(
    db,
    occurrences.filter(({ detection }) => !homes.has(detection.id)),
  );
  const now = new Date(nowMs);
  await insertAlerts(db, begun, now);
  for (const occurrence of occurrences) {
    const home = homes.get(occurrence.detection.id);
    if (home) memberships.push(memberOf(home.alertId, occurrence));
  }
  const left = former.filter(({ detectionId, active }) => active && !toldOf.has(detectionId));
  await saveMemberships(db, [
    ...memberships,
    ...left.map((membership) => ({ ...membership, active: false })),
  ]);

  const alertOf = new Map(memberships.map((each) => [each.detectionId, each.alertId]));
  const newsIds = new Set(
    occurrences
      .filter(({ detection, policy, byClock }) => !isLate(detection, policy, byClock, nowMs))
      .map(({ detection }) => alertOf.get(detection.id) ?? ""),
  );
  const touched = new Set([...alertOf.values(), ...left.map((membership) => membership.alertId)]);
  const standings = await lockAlerts(db, [...touched]);
  return followUp(db, standings, newsIds, new Set(begun.map(({ id }) => id)), now);
};
