import type { Alert } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";

/** The parts of the inbox, in the order in which they are shown. */
export const ALERT_VIEWS = ["open", "mine", "snoozed", "resolved"] as const;
export type AlertView = (typeof ALERT_VIEWS)[number];

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** Whether an alert is in a part of the inbox of somebody. */
export const isInView = (alert: Alert, view: AlertView, userId: string): boolean => {
  const { status, assigneeId } = alert;
  if (view === "resolved" || view === "snoozed") return status === view;
  if (status === "resolved" || status === "snoozed") return false;
  return view === "open" || assigneeId === userId;
};

const whenMs = ({ resolvedAt, lastAt }: Alert): number => Date.parse(resolvedAt ?? lastAt);

/**
 * The alerts of a part of the inbox: worst first, of the same severity the latest, and what is
 * resolved by when it was.
 */
export const viewOf = (
  alerts: ReadonlyMap<string, Alert>,
  view: AlertView,
  userId: string,
): Alert[] =>
  [...alerts.values()]
    .filter((alert) => isInView(alert, view, userId))
    .sort(
      (one, other) =>
        (view === "resolved" ? 0 : RANK[one.severity] - RANK[other.severity]) ||
        whenMs(other) - whenMs(one) ||
        one.id.localeCompare(other.id),
    );

/** How many alerts are in a part of the inbox. */
export const countInView = (
  alerts: ReadonlyMap<string, Alert>,
  view: AlertView,
  userId: string,
): number => {
  let count = 0;
  for (const alert of alerts.values()) if (isInView(alert, view, userId)) count++;
  return count;
};

/** How many alerts nobody has taken up: what the navigation counts. */
export const countUnseen = (alerts: ReadonlyMap<string, Alert>): number => {
  let count = 0;
  for (const { status } of alerts.values()) if (status === "open") count++;
  return count;
};

/** What is open with those first that nobody has taken up; else worst first, as in the inbox. */
export const unseenFirst = (alerts: ReadonlyMap<string, Alert>, userId: string): Alert[] => {
  const open = viewOf(alerts, "open", userId);
  const isUnseen = ({ status }: Alert): boolean => status === "open";
  return [...open.filter(isUnseen), ...open.filter((alert) => !isUnseen(alert))];
};
