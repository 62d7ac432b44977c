import type pg from "pg";
import { Resolution, type AlertStatus } from "../contracts/alert.ts";
import { addAlertSteps, loadAlerts, moveAlert } from "../db/alerts.ts";
import {
  endAlertCause,
  loadOverdueCandidates,
  loadReturnAreas,
  lockOverdue,
  refreshOverdueAlert,
  saveOverdueAlert,
  type OverdueAccount,
  type OverdueCandidate,
} from "../db/overdue.ts";
import { addToOutbox, type OutboxEvent } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import { alertEvents, type KnownBefore } from "./alert-events.ts";
import { alertId } from "./alerting.ts";
import type { Claim } from "./apply-batch.ts";
import { inFencedTransaction, ownedVehicles } from "./fenced-transaction.ts";
import { shapeOf } from "./geo/area.ts";
import type { Shape } from "./geo/shape.ts";
import { isOutOfDate, mayBeRefreshed, overdueAccount, type Yards } from "./overdue-account.ts";
import { overdueSeverity, type OverdueRule, type OverdueRules } from "./overdue-rules.ts";
import { judgeOverdue, overdueStep, type OverdueStep } from "./overdue.ts";

/** How long before it is due a booking is looked at, ms: no way back takes longer. */
const HORIZON_MS = 24 * 60 * 60_000;
/** Where a branch that has drawn no yard takes cars back, m around its position. */
const BRANCH_RADIUS_M = 200;
/** Bookings changed in one transaction. */
const AT_ONCE = 200;

const NO_YARD: readonly Shape[] = [];

const loadYards = async (db: Queryable, now: Date): Promise<Yards> => {
  const yards = new Map<string, Shape[]>();
  for (const { branchId, area } of await loadReturnAreas(db, now, BRANCH_RADIUS_M)) {
    yards.set(branchId, [...(yards.get(branchId) ?? []), shapeOf(area)]);
  }
  return yards;
};

/** What the desk did ends an alert before the car is even asked. */
type Step =
  | OverdueStep
  | { readonly kind: "close"; readonly resolution: "returned" | "voided" }
  /** It stands as it did, and its car has come elsewhere. */
  | { readonly kind: "refresh"; readonly account: OverdueAccount };

/** What a tick goes by besides the booking. */
type Ground = { readonly yards: Yards; readonly rules: OverdueRules; readonly now: Date };

const ruleOf = ({ vehicleId }: OverdueCandidate, { rules, now }: Ground): OverdueRule =>
  rules.overdueAt(vehicleId, now.getTime());

const accountOf = (candidate: OverdueCandidate, ground: Ground) =>
  overdueAccount(candidate, ground.yards, ground.now.getTime(), ruleOf(candidate, ground).options);

const refreshOf = (candidate: OverdueCandidate, ground: Ground): Step => {
  const { alert } = candidate;
  if (!alert || alert.status === "resolved") return null;
  if (!mayBeRefreshed(alert, ground.now.getTime())) return null;
  const account = accountOf(candidate, ground);
  return isOutOfDate(alert, account) ? { kind: "refresh", account } : null;
};

const stepOf = (candidate: OverdueCandidate, ground: Ground): Step => {
  const { alert, status, dueMs } = candidate;
  const isOpen = alert !== null && alert.status !== "resolved";
  if (status !== "OUT" && !isOpen) return null;
  if (status === "RETURNED") return { kind: "close", resolution: "returned" };
  if (status === "VOID") return { kind: "close", resolution: "voided" };
  const nowMs = ground.now.getTime();
  const rule = ruleOf(candidate, ground);
  const yard = ground.yards.get(candidate.returnBranchId) ?? NO_YARD;
  const verdict = judgeOverdue(dueMs, candidate, yard, nowMs, rule.options);
  const standing = alert && {
    level: alert.level,
    dueMs: alert.dueMs,
    resolvedMs: alert.resolvedMs,
    closedByPerson: Resolution.safeParse(alert.resolution).success,
  };
  return overdueStep(verdict, standing, { dueMs, nowMs }, rule) ?? refreshOf(candidate, ground);
};

/** A claim on the alert outlasts a level; a snooze or a closed alert does not. */
const statusOnRaise = (alert: OverdueCandidate["alert"]): AlertStatus => {
  if (alert?.status === "snoozed") return alert.statusBefore ?? "open";
  return alert && alert.status !== "resolved" ? alert.status : "open";
};

const raise = async (
  db: Queryable,
  candidate: OverdueCandidate,
  { level }: Extract<Step, { kind: "raise" }>,
  ground: Ground,
): Promise<string> => {
  const { now } = ground;
  const { bookingId, vehicleId, dueMs, alert } = candidate;
  const id = alertId(vehicleId, "overdue", bookingId, 1);
  const version = {
    ...{ id, vehicleId, bookingId, level, dueMs },
    severity: overdueSeverity(ruleOf(candidate, ground), level),
    status: statusOnRaise(alert),
    ...accountOf(candidate, ground),
  };
  await saveOverdueAlert(db, version, now);
  await addAlertSteps(db, [{ alertId: id, userId: null, action: "raised", note: level }], now);
  return id;
};

const close = async (
  db: Queryable,
  { id }: NonNullable<OverdueCandidate["alert"]>,
  { resolution }: Extract<Step, { kind: "close" }>,
  now: Date,
): Promise<string> => {
  await moveAlert(db, { id, status: "resolved", resolution }, now);
  await endAlertCause(db, id, now);
  await addAlertSteps(db, [{ alertId: id, userId: null, action: resolution }], now);
  return id;
};

const take = async (
  db: Queryable,
  candidate: OverdueCandidate,
  step: NonNullable<Step>,
  ground: Ground,
): Promise<string | null> => {
  const { alert } = candidate;
  if (step.kind === "raise") return raise(db, candidate, step, ground);
  if (!alert) return null;
  if (step.kind === "close") return close(db, alert, step, ground.now);
  await refreshOverdueAlert(db, alert.id, step.account, ground.now);
  return alert.id;
};

const apply = async (
  db: Queryable,
  candidate: OverdueCandidate,
  ground: Ground,
): Promise<OutboxEvent[]> => {
  const step = stepOf(candidate, ground);
  if (!step) return [];
  const id = await take(db, candidate, step, ground);
  const told = await loadAlerts(db, id ? [id] : []);
  const before: KnownBefore = candidate.alert && { raisedMs: candidate.alert.dueMs };
  // Every level rings anew, the second critical one too.
  return told.flatMap((each) => alertEvents(each, before, step.kind === "raise"));
};

/** Bookings with something to be done, refreshing last, so that it keeps nothing else waiting. */
const dueOf = (candidates: readonly OverdueCandidate[], ground: Ground): OverdueCandidate[] => {
  const steps = candidates.map((each) => ({ each, kind: stepOf(each, ground)?.kind }));
  const news = steps.filter(({ kind }) => kind !== undefined && kind !== "refresh");
  const refreshed = steps.filter(({ kind }) => kind === "refresh");
  return [...news, ...refreshed].slice(0, AT_ONCE).map(({ each }) => each);
};

/**
 * The tick of due times: a car that is not back says nothing about it, so the clock does. Whatever
 * it decides rests on stored rows alone, so that a restart changes nothing, and on the rules in force
 * at that moment. Returns how many events wait to be announced.
 */
export const trackOverdue = async (
  pool: pg.Pool,
  rules: OverdueRules,
  claim: Claim,
  nowMs: number,
): Promise<number> => {
  const now = new Date(nowMs);
  const dueBefore = new Date(nowMs + HORIZON_MS);
  const candidates = await loadOverdueCandidates(pool, dueBefore, null);
  if (candidates.length === 0) return 0;
  const ground = { yards: await loadYards(pool, now), rules, now };
  const owned = new Set(
    ownedVehicles(
      claim,
      candidates.map(({ vehicleId }) => vehicleId),
    ),
  );
  const due = dueOf(
    candidates.filter(({ vehicleId }) => owned.has(vehicleId)),
    ground,
  );
  if (due.length === 0) return 0;
  const vehicleIds = due.map(({ vehicleId }) => vehicleId);
  return inFencedTransaction(pool, claim, vehicleIds, async (client) => {
    const bookingIds = due.map(({ bookingId }) => bookingId);
    await lockOverdue(client, bookingIds);
    const events: OutboxEvent[] = [];
    for (const each of await loadOverdueCandidates(client, dueBefore, bookingIds))
      events.push(...(await apply(client, each, ground)));
    await addToOutbox(client, events);
    return events.length;
  });
};
