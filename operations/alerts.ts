import type pg from "pg";
import type { Alert, AlertEvent } from "../contracts/alert.ts";
import { isAllowed } from "../contracts/permissions.ts";
import { findAlert } from "../db/alert-list.ts";
import { addAlertSteps, lockAlerts, lockAlertsOfCauses, moveAlert } from "../db/alerts.ts";
import type { AlertStanding } from "../db/alerts.ts";
import { addToOutbox } from "../db/outbox.ts";
import { inTransaction, type Queryable } from "../db/pool.ts";
import { findUser } from "../db/users.ts";
import type { Actor } from "./actor.ts";
import { alertTransition, type AlertAction } from "./alert-life.ts";
import { conflict, invalid, isRefusal, type Refusal } from "./refusal.ts";

/** Alerts go to active people who may handle them and see the car. */
const assigneeFault = async (
  db: Queryable,
  alert: Alert,
  assigneeId: string,
): Promise<Refusal | undefined> => {
  const user = await findUser(db, null, assigneeId);
  if (user?.status !== "ACTIVE") return invalid("userId", "names no active user");
  if (!isAllowed(user.role, "alerts:handle"))
    return invalid("userId", "names somebody who may not handle alerts");
  return user.branchId === null || user.branchId === alert.branchId
    ? undefined
    : invalid("userId", "names somebody who does not see this car");
};

/** There is one open alert a cause: an old one does not come back beside a newer. */
const supersededFault = async (
  db: Queryable,
  standing: AlertStanding,
): Promise<Refusal | undefined> => {
  const alerts = await lockAlertsOfCauses(db, [standing]);
  return alerts.some(({ generation }) => generation > standing.generation)
    ? conflict("status", "cannot change: a newer alert tells of the same cause")
    : undefined;
};

const actionFault = async (
  db: Queryable,
  alert: Alert,
  standing: AlertStanding,
  action: AlertAction,
): Promise<Refusal | undefined> => {
  if (action.kind === "assign") return assigneeFault(db, alert, action.assigneeId);
  if (action.kind === "reopen") return supersededFault(db, standing);
  return undefined;
};

/**
 * Does what a person decided about an alert, writes it into its history and tells everybody who
 * watches. Undefined when the actor sees no such alert.
 */
export const handleAlert = async (
  pool: pg.Pool,
  { scope, userId }: Actor,
  id: string,
  action: AlertAction,
  note: string | undefined,
): Promise<Alert | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const [standing] = await lockAlerts(client, [id]);
    const alert = await findAlert(client, scope, id);
    if (!alert || !standing) return undefined;
    const fault = await actionFault(client, alert, standing, action);
    if (fault) return fault;
    const now = new Date();
    const known = { ...alert, statusBefore: standing.statusBefore };
    const transition = alertTransition(known, action, now);
    if (isRefusal(transition)) return transition;
    await moveAlert(client, transition, now);
    await addAlertSteps(client, [{ alertId: id, userId, action: action.kind, note }], now);
    const moved = await findAlert(client, null, id);
    if (!moved) throw new Error(`alert ${id} vanished inside its own transaction`);
    const payload: AlertEvent = { alert: moved };
    await addToOutbox(client, [{ event: "alert:updated", payload }]);
    return moved;
  });
