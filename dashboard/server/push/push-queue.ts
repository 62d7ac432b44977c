import type pg from "pg";
import type { Logger } from "pino";
import type { Alert } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";
import { PERMISSIONS } from "../../../contracts/permissions.ts";
import type { PushMessage } from "../../../contracts/push.ts";
import { findAlert } from "../../../db/alert-list.ts";
import {
  claimPushDeliveries,
  type ClaimedDelivery,
  endPushDelivery,
  postponePushDelivery,
} from "../../../db/push-deliveries.ts";
import { forgetPushSubscription } from "../../../db/push-subscriptions.ts";
import { startTurns } from "../turns.ts";
import { approvalPush, type Push } from "./approval-push.ts";
import { extensionPush } from "./extension-push.ts";
import type { PushManner, PushOutcome, PushSender } from "./push-sender.ts";

/** How often the queue is looked through, ms. */
const EVERY_MS = 1_000;
/** Deliveries tried at once. */
const BATCH = 20;
/** Longer than one try may take, ms: then its process has died. */
const LEASE_MS = 30_000;
/** The pause after the first failure, doubled with each, and its longest, ms. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

const MANNERS: Readonly<Record<Severity, Omit<PushManner, "topic">>> = {
  critical: { ttlS: 4 * 3_600, urgency: "high" },
  warning: { ttlS: 3_600, urgency: "normal" },
  info: { ttlS: 1_800, urgency: "low" },
};

/** How long news of an alert is worth delivering, ms. */
export const worthTellingMs = ({ severity }: Alert): number => MANNERS[severity].ttlS * 1_000;

const messageOf = (alert: Alert, { language, rings, timeZone }: ClaimedDelivery): PushMessage => {
  const { id: alertId, type, licensePlate, severity, status, level, startedAt, lastAt } = alert;
  return {
    ...{ kind: "alert", language, rings, alertId },
    ...{ type, licensePlate, severity, status, level, startedAt, lastAt, timeZone },
  };
};

export type PushQueueParts = {
  readonly pool: pg.Pool;
  readonly sender: PushSender;
  readonly log: Pick<Logger, "warn" | "error" | "info">;
};

/** Why a delivery is no longer worth making, whatever it tells of; undefined when it is. */
const lapsedBecause = ({ mayBeTold, expiresAt }: ClaimedDelivery): string | undefined => {
  if (!mayBeTold) return "who it is for may not see it, or has signed out";
  return Date.parse(expiresAt) <= Date.now() ? "it is no news any more" : undefined;
};

const overtakenBecause = (
  { rings, revision }: ClaimedDelivery,
  alert: Alert,
): string | undefined => {
  if (rings && alert.status !== "open") return `the alert is ${alert.status}`;
  return !rings && alert.revision > revision ? "a later one follows" : undefined;
};

const alertPush = async (
  pool: pg.Pool,
  delivery: ClaimedDelivery,
  alertId: string,
): Promise<Push> => {
  const alert = await findAlert(pool, null, alertId);
  if (!alert) throw new Error(`alert ${alertId} of a delivery is gone`);
  return {
    obsolete: overtakenBecause(delivery, alert),
    message: messageOf(alert, delivery),
    manner: { ...MANNERS[alert.severity], topic: alertId.replaceAll("-", "") },
  };
};

/** What a delivery says now. */
const pushOf = (pool: pg.Pool, delivery: ClaimedDelivery): Promise<Push> => {
  const { deliveryId, alertId, commandId, extensionId } = delivery;
  if (alertId !== null) return alertPush(pool, delivery, alertId);
  if (commandId !== null) return approvalPush(pool, delivery, commandId);
  if (extensionId !== null) return extensionPush(pool, delivery, extensionId);
  throw new Error(`delivery ${deliveryId} tells of nothing`);
};

const pauseOf = ({ attempts }: ClaimedDelivery, { retryAfterMs = 0 }: PushOutcome): number =>
  Math.max(retryAfterMs, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1)));

const settle = async (
  { pool, log }: PushQueueParts,
  delivery: ClaimedDelivery,
  outcome: PushOutcome,
): Promise<void> => {
  const { deliveryId, id } = delivery;
  const { kind, words } = outcome;
  if (kind === "taken") return endPushDelivery(pool, deliveryId, "sent", words);
  if (kind === "gone") {
    log.info({ subscriptionId: id, words }, "a device is no longer known to its push service");
    return forgetPushSubscription(pool, id);
  }
  if (kind === "later") {
    return postponePushDelivery(pool, deliveryId, pauseOf(delivery, outcome), words);
  }
  log.warn({ subscriptionId: id, words }, "a push service has refused a message");
  return endPushDelivery(pool, deliveryId, "failed", words);
};

const deliver = async (parts: PushQueueParts, delivery: ClaimedDelivery): Promise<void> => {
  const { message, manner, obsolete } = await pushOf(parts.pool, delivery);
  const reason = lapsedBecause(delivery) ?? obsolete;
  if (reason !== undefined) {
    return endPushDelivery(parts.pool, delivery.deliveryId, "obsolete", reason);
  }
  await settle(parts, delivery, await parts.sender.send(delivery, message, manner));
};

/** Makes the deliveries that are due; several servers may do it, each delivery is one's at a time. */
export const startPushQueue = (parts: PushQueueParts) => {
  const { pool, log } = parts;
  const claim = {
    ...{ limit: BATCH, leaseMs: LEASE_MS, alertRoles: PERMISSIONS["alerts:view"] },
    approvalRoles: PERMISSIONS["immobilisations:confirm"],
    extensionRoles: PERMISSIONS["extensions:decide"],
  };
  return startTurns({
    everyMs: EVERY_MS,
    async turn() {
      const claimed = await claimPushDeliveries(pool, claim);
      const made = await Promise.allSettled(claimed.map((delivery) => deliver(parts, delivery)));
      for (const each of made)
        if (each.status === "rejected") log.error({ err: each.reason }, "a push was not delivered");
      return false;
    },
    onFailure: (err) => log.error({ err }, "pushes not looked through"),
  });
};
