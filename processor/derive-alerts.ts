import {
  alertsWithOccurrences,
  loadMemberships,
  refreshAlerts,
  saveMemberships,
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
import { occurrencesOf, place, type Occurrence, type Said } from "./alert-placement.ts";
import { isLate, systemStep, type AlertPolicies, type SystemStep } from "./alerting.ts";

/** Alerts that a change touches. */
type Touched = {
  /** As they stood before. */
  readonly standings: readonly AlertStanding[];
  /** Those that have an occurrence which is news. */
  readonly newsIds: ReadonlySet<string>;
  /** Those that have just begun. */
  readonly freshIds: ReadonlySet<string>;
};

/** Whether people are told of an alert now for the first time. */
const isRaised = (alert: AlertStanding, step: SystemStep | null, { newsIds }: Touched): boolean => {
  const { status } = step ?? alert;
  return alert.raisedMs === null && status !== "resolved" && newsIds.has(alert.id);
};

/** Closes, reopens and raises alerts whose occurrences have changed; returns those it moved. */
const settle = async (db: Queryable, touched: Touched, now: Date): Promise<string[]> => {
  const { standings, freshIds } = touched;
  const grounded = await alertsWithOccurrences(
    db,
    standings.map(({ id }) => id),
  );
  const steps: NewAlertStep[] = [];
  const raised: string[] = [];
  for (const alert of standings) {
    const { id } = alert;
    const step = systemStep(alert, grounded.has(id));
    if (step) await moveAlert(db, { id, ...step }, now);
    if (isRaised(alert, step, touched)) raised.push(id);
    if (raised.at(-1) === id) steps.push({ alertId: id, userId: null, action: "raised" });
    else if (freshIds.has(id)) steps.push({ alertId: id, userId: null, action: "recorded" });
    if (step) steps.push({ alertId: id, userId: null, action: step.action });
  }
  await markRaised(db, raised, now);
  await addAlertSteps(db, steps, now);
  return steps.map(({ alertId }) => alertId);
};

/** Brings touched alerts up to date; returns what there is to announce. */
const followUp = async (db: Queryable, touched: Touched, now: Date): Promise<OutboxEvent[]> => {
  const { standings, freshIds } = touched;
  const ids = standings.map(({ id }) => id);
  const changed = await refreshAlerts(db, ids, now);
  const moved = await settle(db, touched, now);
  const before = new Map(standings.map((alert) => [alert.id, alert]));
  const told = await loadAlerts(db, [...new Set([...changed, ...moved])]);
  return told.flatMap((alert) =>
    alertEvents(alert, freshIds.has(alert.id) ? null : (before.get(alert.id) ?? null)),
  );
};

/** The alerts of occurrences that are not found too late to be news. */
const newsOf = (
  occurrences: readonly Occurrence[],
  alertOf: ReadonlyMap<string, string>,
  nowMs: number,
): Set<string> => {
  const news = occurrences.filter(
    ({ detection, policy, byClock }) => !isLate(detection, policy, byClock, nowMs),
  );
  return new Set(news.map(({ detection }) => alertOf.get(detection.id) ?? ""));
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
  const occurrences = await occurrencesOf(db, said, policies, nowMs);
  const concerned = [...said.map(({ detection }) => detection.id), ...goneIds];
  const former = await loadMemberships(db, concerned);
  const homes = new Map(former.map(({ detectionId, alertId }) => [detectionId, alertId]));
  const { memberships, begun } = await place(db, occurrences, homes);
  const alertOf = new Map(memberships.map(({ detectionId, alertId }) => [detectionId, alertId]));
  const left = former
    .filter(({ detectionId, active }) => active && !alertOf.has(detectionId))
    .map((membership) => Object.assign(membership, { active: false }));
  await insertAlerts(db, begun, now);
  await saveMemberships(db, [...memberships, ...left]);
  const touchedIds = new Set([...memberships, ...left].map(({ alertId }) => alertId));
  const touched = {
    standings: await lockAlerts(db, [...touchedIds]),
    newsIds: newsOf(occurrences, alertOf, nowMs),
    freshIds: new Set(begun.map(({ id }) => id)),
  };
  return followUp(db, touched, now);
};
