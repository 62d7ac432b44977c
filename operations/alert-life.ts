import { z } from "zod";
import type { AlertTransition } from "../db/alerts.ts";
import { type Alert, AlertStatus } from "../contracts/alert.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

/** What a person may do to an alert. */
export type AlertAction =
  | { readonly kind: "acknowledge" }
  | { readonly kind: "assign"; readonly assigneeId: string }
  | { readonly kind: "snooze"; readonly until: Date }
  | { readonly kind: "unsnooze" }
  | { readonly kind: "resolve"; readonly resolution: string }
  | { readonly kind: "reopen" }
  /** Something is said about it, and it stays as it is. */
  | { readonly kind: "note" };

/** What decides about an action: how the alert stands, and what it was before it was snoozed. */
export type Standing = Pick<Alert, "id" | "status" | "assigneeId" | "snoozedUntil"> & {
  readonly statusBefore: AlertStatus | null;
};

/** How an alert stood before a step: what taking it back restores. */
export const StandingBefore = z.object({
  status: AlertStatus,
  statusBefore: AlertStatus.nullable(),
  assigneeId: z.string().nullable(),
  snoozedUntil: z.iso.datetime().nullable(),
  resolution: z.string().nullable(),
});
export type StandingBefore = z.infer<typeof StandingBefore>;

/** Where taking a step back takes an alert: to how it stood, though no snooze begins again. */
export const restored = (id: string, before: StandingBefore, now: Date): AlertTransition => {
  const { snoozedUntil, statusBefore, assigneeId } = before;
  const until = snoozedUntil === null ? null : new Date(snoozedUntil);
  if (until !== null && until <= now) return { id, status: statusBefore ?? "open", assigneeId };
  return { ...before, id, snoozedUntil: until };
};

const isNot = ({ status }: Standing, wanted: string): Refusal =>
  conflict("status", "not_in_state", { state: status, wanted });

const acknowledge = (alert: Standing): AlertTransition | Refusal =>
  alert.status === "open" || alert.status === "snoozed"
    ? { id: alert.id, status: "acknowledged" }
    : isNot(alert, "open");

const snooze = (alert: Standing, until: Date, now: Date): AlertTransition | Refusal => {
  if (until <= now) return invalid("until", "until_passed");
  const statusBefore = alert.status === "snoozed" ? alert.statusBefore : alert.status;
  return { id: alert.id, status: "snoozed", statusBefore, snoozedUntil: until };
};

const unsnooze = (alert: Standing): AlertTransition | Refusal =>
  alert.status === "snoozed"
    ? { id: alert.id, status: alert.statusBefore ?? "open" }
    : isNot(alert, "snoozed");

const asItStands = ({ id, status, statusBefore, snoozedUntil }: Standing): AlertTransition => ({
  ...{ id, status, statusBefore },
  snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil),
});

/** A closed alert goes back to whose it was, one taken up to everybody. */
const reopen = ({ id, status, assigneeId }: Standing): AlertTransition | Refusal => {
  if (status === "open") return conflict("status", "alert_open");
  if (status === "resolved") return { id, status: assigneeId === null ? "open" : "assigned" };
  return { id, status: "open", assigneeId: null };
};

/** Where an action takes an alert, or why it does not. */
export const alertTransition = (
  alert: Standing,
  action: AlertAction,
  now: Date,
): AlertTransition | Refusal => {
  const { id, status } = alert;
  if (action.kind === "reopen") return reopen(alert);
  if (status === "resolved") return conflict("status", "alert_resolved");
  if (action.kind === "acknowledge") return acknowledge(alert);
  if (action.kind === "assign") return { id, status: "assigned", assigneeId: action.assigneeId };
  if (action.kind === "snooze") return snooze(alert, action.until, now);
  if (action.kind === "unsnooze") return unsnooze(alert);
  if (action.kind === "note") return asItStands(alert);
  return { id, status: "resolved", resolution: action.resolution };
};
