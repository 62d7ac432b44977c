import type { Alert, AlertEvent, AlertUndo } from "../contracts/alert.ts";
import { isAllowed } from "../contracts/permissions.ts";
import { findAlert, findLastAlertStep, type LastAlertStep } from "../db/alert-list.ts";
import { addAlertSteps, hasNewerAlert, lockAlerts, moveAlert } from "../db/alerts.ts";
import type { AlertStanding, AlertTransition, NewAlertStep } from "../db/alerts.ts";
import { addToOutbox } from "../db/outbox.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findUser } from "../db/users.ts";
import type { Actor } from "./actor.ts";
import { alertTransition, type AlertAction, restored, StandingBefore } from "./alert-life.ts";
import { conflict, invalid, isRefusal, type Refusal } from "./refusal.ts";

/** Alerts go to active people who may handle them and see the car. */
const assigneeFault = async (
  db: Queryable,
  alert: Alert,
  assigneeId: string,
): Promise<Refusal | undefined> => {
  const user = await findUser(db, null, assigneeId);
  if (user?.status !== "ACTIVE") return invalid("userId", "assignee_inactive");
  if (!isAllowed(user.role, "alerts:handle")) return invalid("userId", "assignee_may_not");
  return user.branchId === null || user.branchId === alert.branchId
    ? undefined
    : invalid("userId", "assignee_sees_not");
};

const laterStep = (last: LastAlertStep | undefined): Refusal =>
  last
    ? conflict("revision", "alert_step_taken", {
        name: last.userName ?? "the system",
        step: last.action,
      })
    : conflict("revision", "alert_no_step");

/** There is one open alert a cause: an old one does not come back beside a newer. */
const supersededFault = async (
  db: Queryable,
  standing: AlertStanding,
): Promise<Refusal | undefined> =>
  (await hasNewerAlert(db, standing)) ? conflict("status", "alert_superseded") : undefined;

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

type Asked = {
  readonly client: Queryable;
  readonly alert: Alert;
  readonly standing: AlertStanding;
};

/** Moves an alert, writes the step into its history and tells everybody who watches. */
const takeStep = async (
  { client, alert, standing }: Asked,
  transition: AlertTransition,
  step: Omit<NewAlertStep, "alertId" | "before" | "revision">,
  now: Date,
): Promise<Alert> => {
  const { id, status, assigneeId, snoozedUntil, resolution } = alert;
  const { statusBefore } = standing;
  const before: StandingBefore = { status, statusBefore, assigneeId, snoozedUntil, resolution };
  const revision = await moveAlert(client, transition, now);
  await addAlertSteps(client, [{ ...step, alertId: id, before, revision }], now);
  const moved = await findAlert(client, null, id); // with who has just seen it
  if (!moved) throw new Error(`alert ${id} vanished inside its own transaction`);
  const payload: AlertEvent = { alert: moved };
  await addToOutbox(client, [{ event: "alert:updated", payload }]);
  return moved;
};

/** Runs a step with an alert that the actor sees, while nobody else changes it. */
const withAlert = (
  pool: Database,
  { scope }: Actor,
  id: string,
  run: (asked: Asked) => Promise<Alert | Refusal>,
): Promise<Alert | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const [standing] = await lockAlerts(client, [id]);
    const alert = await findAlert(client, scope, id);
    return alert && standing ? run({ client, alert, standing }) : undefined;
  });

/**
 * Does what a person decided about an alert, writes it into its history and tells everybody who
 * watches. Undefined when the actor sees no such alert.
 */
export const handleAlert = async (
  pool: Database,
  actor: Actor,
  id: string,
  action: AlertAction,
  note: string | undefined,
): Promise<Alert | Refusal | undefined> =>
  withAlert(pool, actor, id, async (asked) => {
    const { client, alert, standing } = asked;
    const fault = await actionFault(client, alert, standing, action);
    if (fault) return fault;
    const now = new Date();
    const known = { ...alert, statusBefore: standing.statusBefore };
    const transition = alertTransition(known, action, now);
    if (isRefusal(transition)) return transition;
    return takeStep(asked, transition, { userId: actor.userId, action: action.kind, note }, now);
  });

/**
 * Takes back the actor's own step that left an alert at a revision: all is as it was before it. Refused
 * once anybody has taken another, whom the refusal names. Undefined when the actor sees no such alert.
 */
export const undoAlertStep = async (
  pool: Database,
  actor: Actor,
  id: string,
  { revision, note }: AlertUndo,
): Promise<Alert | Refusal | undefined> =>
  withAlert(pool, actor, id, async (asked) => {
    const last = await findLastAlertStep(asked.client, id);
    const before = StandingBefore.safeParse(last?.before);
    const isOwn = last?.revision === revision && last.userId === actor.userId;
    if (!last || !isOwn || !before.success) return laterStep(last);
    if (asked.alert.status === "resolved") {
      const fault = await supersededFault(asked.client, asked.standing);
      if (fault) return fault;
    }
    const now = new Date();
    const transition = restored(id, before.data, now);
    return takeStep(asked, transition, { userId: actor.userId, action: "undo", note }, now);
  });
