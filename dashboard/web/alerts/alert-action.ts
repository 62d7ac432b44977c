import { Alert, type AlertStatus, type Resolution } from "../../../contracts/alert.ts";
import type { z } from "zod";
import { postJson } from "../session/api.ts";
import type { SnoozeTime } from "./snooze-times.ts";

/** What a person can do to an alert here. */
export type AlertAction =
  | { readonly kind: "acknowledge" }
  /** To whom; without, to oneself. */
  | { readonly kind: "assign"; readonly userId?: string }
  | { readonly kind: "snooze"; readonly untilMs: number }
  | { readonly kind: "unsnooze" }
  | { readonly kind: "resolve"; readonly resolution: z.infer<typeof Resolution> }
  | { readonly kind: "reopen" }
  /** Only says something: the alert stays as it is. */
  | { readonly kind: "note" };
export type ActionKind = AlertAction["kind"];

const bodyOf = (action: AlertAction): object => {
  if (action.kind === "snooze") return { until: new Date(action.untilMs).toISOString() };
  if (action.kind === "resolve") return { resolution: action.resolution };
  if (action.kind === "assign") return action.userId === undefined ? {} : { userId: action.userId };
  return {};
};

/** Does it, with a note if there is one; resolves with the alert as it is then. Throws `ApiError`. */
export const handleAlert = (id: string, action: AlertAction, note = ""): Promise<Alert> =>
  postJson(
    `/api/alerts/${id}/${action.kind}`,
    { ...bodyOf(action), ...(note.trim() !== "" && { note: note.trim() }) },
    Alert,
  );

/**
 * Takes back one's own step that left an alert at a revision; resolves with the alert as it was
 * before. Throws `ApiError`, of status 409 once somebody has taken another step.
 */
export const undoStep = ({ id, revision }: Pick<Alert, "id" | "revision">): Promise<Alert> =>
  postJson(`/api/alerts/${id}/undo`, { revision }, Alert);

/** What somebody does to an alert; a time says until when it is put off. */
export type NextStep = AlertAction | SnoozeTime;

/** Whether an action fits an alert of a status: of several that are marked, only those that do. */
export const fits = (kind: ActionKind, status: AlertStatus): boolean => {
  if (kind === "reopen") return status !== "open";
  if (kind === "acknowledge") return status === "open" || status === "snoozed";
  return kind === "unsnooze" ? status === "snoozed" : status !== "resolved";
};

/** Whether a step changes anything about an alert; `userId` takes it. */
export const fitsStep = (
  step: NextStep,
  { status, assigneeId }: Pick<Alert, "status" | "assigneeId">,
  userId: string,
): boolean => {
  if (typeof step === "string") return fits("snooze", status);
  const isTheirs = status === "assigned" && assigneeId === userId;
  if (step.kind === "assign" && (step.userId ?? userId) === userId && isTheirs) return false;
  return fits(step.kind, status);
};

/** What an alert of a status asks for next; the others are offered beside it. */
export const nextAction = (status: AlertStatus): ActionKind => {
  if (status === "open") return "acknowledge";
  if (status === "snoozed") return "unsnooze";
  return status === "resolved" ? "reopen" : "resolve";
};

/** The same as a step to be taken. */
export const nextStep = (status: AlertStatus): AlertAction => {
  const kind = nextAction(status);
  if (kind === "resolve") return { kind, resolution: "handled" };
  return kind === "acknowledge" || kind === "unsnooze" ? { kind } : { kind: "reopen" };
};
