import {
  alertsWithOccurrences,
  loadMemberships,
  refreshAlerts,
  saveMemberships,
  type Membership,
} from "../db/alert-occurrences.ts";
import {
  addAlertSteps,
  insertAlerts,
  loadAlerts,
  lockAlerts,
  markRaised,
  moveAlert,
  type AlertStanding,
  type NewAlertStep,
} from "../db/alerts.ts";
import type { OutboxEvent } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import { alertEvents } from "./alert-events.ts";
import {
  awaitLiveWord,
  occurrencesOf,
  place,
  type Occurrence,
  type Placement,
  type Said,
} from "./alert-placement.ts";
import { isNewEpisode, systemStep, type AlertPolicies, type SystemStep } from "./alerting.ts";

/** Alerts that a change touches. */
type Touched = {
  /** As they stood before. */
  readonly standings: readonly AlertStanding[];
  /** Those that have an occurrence which is news. */
  readonly newsIds: ReadonlySet<string>;
  /** Those that have one which is news and critical. */
  readonly criticalIds: ReadonlySet<string>;
  /** Those that have one which is news, has not occurred before, and is critical or a new episode. */
  readonly emergencyIds: ReadonlySet<string>;
  /** Those that have one which has not occurred before and is found too late to be news. */
  readonly lateIds: ReadonlySet<string>;
  /** Those that have just begun. */
  readonly freshIds: ReadonlySet<string>;
};

/** Whether people are told of an alert now for the first time. */
const isRaised = (alert: AlertStanding, step: SystemStep | null, { newsIds }: Touched): boolean => {
  const { status } = step ?? alert;
  return alert.raisedMs === null && status !== "resolved" && newsIds.has(alert.id);
};

/** Whether something is recorded that the history should tell of: an alert nobody was told of is labelled. */
const isRecorded = ({ id, raisedMs }: AlertStanding, { freshIds, lateIds }: Touched): boolean =>
  freshIds.has(id) || (raisedMs !== null && lateIds.has(id));

/** Closes, reopens and raises alerts whose occurrences have changed; returns the steps it took. */
const settle = async (
  db: Queryable,
  touched: Touched,
  now: Date,
): Promise<readonly NewAlertStep[]> => {
  const { standings, emergencyIds } = touched;
  const grounded = await alertsWithOccurrences(
    db,
    standings.map(({ id }) => id),
  );
  const steps: NewAlertStep[] = [];
  const raised: string[] = [];
  for (const alert of standings) {
    const { id } = alert;
    const step = systemStep(alert, grounded.has(id), emergencyIds.has(id));
    if (step) await moveAlert(db, { id, ...step }, now);
    if (isRaised(alert, step, touched)) raised.push(id);
    if (raised.at(-1) === id) steps.push({ alertId: id, userId: null, action: "raised" });
    else if (isRecorded(alert, touched))
      steps.push({ alertId: id, userId: null, action: "recorded" });
    if (step) steps.push({ alertId: id, userId: null, action: step.action });
  }
  await markRaised(db, raised, now);
  await addAlertSteps(db, steps, now);
  return steps;
};

/** Whether it was known before that an alert is critical. */
const wasCritical = (before: AlertStanding | null): boolean =>
  before !== null && before.raisedMs !== null && before.severity === "critical";

/** Brings touched alerts up to date; returns what there is to announce. */
const followUp = async (db: Queryable, touched: Touched, now: Date): Promise<OutboxEvent[]> => {
  const { standings, freshIds, criticalIds } = touched;
  const ids = standings.map(({ id }) => id);
  const changed = await refreshAlerts(db, ids, now);
  const steps = await settle(db, touched, now);
  const again = new Set(
    steps.filter(({ action }) => action === "raised_again").map(({ alertId }) => alertId),
  );
  const before = new Map(standings.map((alert) => [alert.id, alert]));
  const moved = steps.map(({ alertId }) => alertId);
  const told = await loadAlerts(db, [...new Set([...changed, ...moved])]);
  return told.flatMap((alert) => {
    const known = freshIds.has(alert.id) ? null : (before.get(alert.id) ?? null);
    const isWorse = criticalIds.has(alert.id) && !wasCritical(known);
    return alertEvents(alert, known, isWorse || again.has(alert.id));
  });
};

/** The alerts of occurrences that are news or late, and of those that nobody may sleep through. */
const sortAlerts = (
  occurrences: readonly Occurrence[],
  { alertOf, newIds }: Placement,
  standings: readonly AlertStanding[],
): Omit<Touched, "standings" | "freshIds"> => {
  const standingOf = new Map(standings.map((alert) => [alert.id, alert]));
  const alertsOf = (some: readonly Occurrence[]) =>
    new Set(some.map(({ detection }) => alertOf.get(detection.id) ?? ""));
  const news = occurrences.filter(({ isNews }) => isNews);
  const critical = news.filter(({ policy }) => policy.severity === "critical");
  const emergencies = news.filter(({ detection, policy }) => {
    if (!newIds.has(detection.id)) return false;
    const alert = standingOf.get(alertOf.get(detection.id) ?? "");
    return policy.severity === "critical" || (alert && isNewEpisode(alert, detection));
  });
  const late = occurrences.filter(({ isNews, detection }) => !isNews && newIds.has(detection.id));
  return {
    newsIds: alertsOf(news),
    criticalIds: alertsOf(critical),
    emergencyIds: alertsOf(emergencies),
    lateIds: alertsOf(late),
  };
};

/** Memberships of detections that nothing is to be told of any more. */
const endedOf = (
  former: readonly Membership[],
  occurrences: readonly Occurrence[],
): Membership[] => {
  const told = new Set(occurrences.map(({ detection }) => detection.id));
  return former
    .filter(({ detectionId, active }) => active && !told.has(detectionId))
    .map((membership) => Object.assign(membership, { active: false }));
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
  const now = new Date(nowMs);
  const concerned = [...said.map(({ detection }) => detection.id), ...goneIds];
  const former = await loadMemberships(db, concerned);
  const toldIds = new Set(former.filter(({ active }) => active).map((each) => each.detectionId));
  const occurrences = await occurrencesOf(db, said, toldIds, policies, nowMs);
  const ended = endedOf(former, occurrences);
  const placement = await place(db, occurrences, {
    homes: new Map(former.map(({ detectionId, alertId }) => [detectionId, alertId])),
    bereftIds: new Set(ended.map(({ alertId }) => alertId)),
  });
  await insertAlerts(db, placement.begun, now);
  const memberships = [...placement.memberships, ...ended];
  await saveMemberships(db, memberships);
  const touchedIds = new Set(memberships.map(({ alertId }) => alertId));
  const standings = await lockAlerts(db, [...touchedIds]);
  await awaitLiveWord(db, occurrences, placement, standings);
  const touched = {
    standings,
    ...sortAlerts(occurrences, placement, standings),
    freshIds: new Set(placement.begun.map(({ id }) => id)),
  };
  return followUp(db, touched, now);
};
