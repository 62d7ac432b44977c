// What tests say to the derivation of alerts, and what they look at.
import type pg from "pg";
import type { Alert } from "../contracts/alert.ts";
import { loadAlertHistory } from "../db/alert-list.ts";
import { moveAlert, type AlertTransition } from "../db/alerts.ts";
import { saveDetections, type DetectionVersion } from "../db/detections.ts";
import { aVehicle } from "../db/fixtures.ts";
import type { OutboxEvent } from "../db/outbox.ts";
import { retractIds } from "../db/retraction.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { defaultPolicies, type AlertPolicies } from "./alerting.ts";
import { deriveAlerts } from "./derive-alerts.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** When the detections of `aDetection` begin. */
export const NOON = Date.UTC(2026, 2, 1, 12);

/** Names of events, in order. */
export const named = (events: readonly OutboxEvent[]): string[] => events.map(({ event }) => event);

const idsOf = (records: readonly { readonly id: string }[]): string[] =>
  records.map(({ id }) => id);

/** Says and takes back detections on a real database, as the processor would. */
export const tellAlerts = (pool: pg.Pool) => ({
  newVehicleId: async (): Promise<string> => (await aVehicle(pool)).id,
  say: async (
    detections: readonly DetectionVersion[],
    nowMs = NOON + 2 * MINUTE_MS,
    policies: AlertPolicies = defaultPolicies,
    withdrawnIds: readonly string[] = [],
  ): Promise<OutboxEvent[]> => {
    const gone = await retractIds(pool, "detections", withdrawnIds);
    await saveDetections(pool, detections);
    const said = detections.map((detection) => ({ detection, by: "observation" }) as const);
    return deriveAlerts(pool, said, idsOf(gone), policies, nowMs);
  },
  retract: async (ids: readonly string[], nowMs = NOON + 2 * MINUTE_MS): Promise<OutboxEvent[]> => {
    const gone = await retractIds(pool, "detections", ids);
    return deriveAlerts(pool, [], idsOf(gone), defaultPolicies, nowMs);
  },
  alertsOf: (vehicleId: string): Promise<Alert[]> => listAlertsOf(pool, vehicleId),
  actionsOf: async (alert: Alert | undefined): Promise<string[]> =>
    (await loadAlertHistory(pool, alert?.id ?? "")).map(({ action }) => action),
  /** Moves the latest alert of a vehicle as a person would; answers how it stood. */
  takeUp: async (vehicleId: string, to: Omit<AlertTransition, "id">): Promise<Alert> => {
    const alert = (await listAlertsOf(pool, vehicleId)).at(-1);
    if (!alert) throw new Error(`vehicle ${vehicleId} has no alert`);
    await moveAlert(pool, { id: alert.id, ...to }, new Date(NOON));
    return alert;
  },
});
export type AlertTeller = ReturnType<typeof tellAlerts>;
