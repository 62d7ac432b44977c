import type pg from "pg";
import {
  addAlertSteps,
  loadAlerts,
  loadDueSnoozes,
  lockAlerts,
  moveAlert,
  type AlertStanding,
} from "../db/alerts.ts";
import { loadDueAlerts } from "../db/detections.ts";
import { addToOutbox } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import { alertEvents } from "./alert-events.ts";
import { LATE_AFTER_MS, type AlertPolicies } from "./alerting.ts";
import type { Claim } from "./apply-batch.ts";
import { deriveAlerts } from "./derive-alerts.ts";
import { inFencedTransaction, ownedVehicles } from "./fenced-transaction.ts";

/** Detections or alerts looked after in one transaction. */
const AT_ONCE = 200;

/**
 * The tick of minimum durations: tells of what has by `nowMs` lasted long enough, though nothing
 * was heard since, and of what was found too late to be news and still lasts, once its car is heard
 * live. Returns how many events wait to be announced.
 */
export const raiseDueAlerts = async (
  pool: pg.Pool,
  policies: AlertPolicies,
  claim: Claim,
  nowMs: number,
): Promise<number> => {
  const liveSince = new Date(nowMs - LATE_AFTER_MS);
  const load = (db: Queryable) => loadDueAlerts(db, new Date(nowMs), liveSince, AT_ONCE);
  const found = (await load(pool)).map(({ vehicleId }) => vehicleId);
  const ours = new Set(ownedVehicles(claim, found));
  if (ours.size === 0) return 0;
  return inFencedTransaction(pool, claim, [...ours], async (client) => {
    // Read again under the lock: what has ended meanwhile is no longer due.
    const due = (await load(client)).filter(({ vehicleId }) => ours.has(vehicleId));
    const said = due.map((detection) => ({ detection, by: "due" }) as const);
    const events = await deriveAlerts(client, said, [], policies, nowMs);
    await addToOutbox(client, events);
    return events.length;
  });
};

const wakeSnoozed = async (db: Queryable, alert: AlertStanding, now: Date): Promise<void> => {
  await moveAlert(db, { id: alert.id, status: alert.statusBefore ?? "open" }, now);
  await addAlertSteps(db, [{ alertId: alert.id, userId: null, action: "snooze_over" }], now);
};

/** The tick of snoozes: brings back the alerts whose time is up by `nowMs`. */
export const endSnoozes = async (pool: pg.Pool, claim: Claim, nowMs: number): Promise<number> => {
  const now = new Date(nowMs);
  const due = await loadDueSnoozes(pool, now, AT_ONCE);
  const owned = new Set(
    ownedVehicles(
      claim,
      due.map(({ vehicleId }) => vehicleId),
    ),
  );
  const ours = due.filter(({ vehicleId }) => owned.has(vehicleId));
  if (ours.length === 0) return 0;
  return inFencedTransaction(pool, claim, [...owned], async (client) => {
    const standings = await lockAlerts(
      client,
      ours.map(({ id }) => id),
    );
    // One that a person moved or snoozed for longer meanwhile is no longer due.
    const still = new Set((await loadDueSnoozes(client, now, AT_ONCE)).map(({ id }) => id));
    const over = standings.filter(({ id }) => still.has(id));
    for (const alert of over) await wakeSnoozed(client, alert, now);
    const told = await loadAlerts(
      client,
      over.map(({ id }) => id),
    );
    const known = new Map(over.map((alert) => [alert.id, alert]));
    const events = told.flatMap((alert) => alertEvents(alert, known.get(alert.id) ?? null));
    await addToOutbox(client, events);
    return events.length;
  });
};
