import type { Alert, AlertEvent } from "../contracts/alert.ts";
import type { OutboxEvent } from "../db/outbox.ts";

/** What viewers knew of an alert before a change; null for a new one. */
export type KnownBefore = { readonly raisedMs: number | null } | null;

/**
 * The events that tell viewers of a changed alert. One that was never raised is only recorded: it
 * is in the list for whoever looks, and disturbs nobody. `isUrgent`: of what it tells, something
 * has changed that nobody may sleep through.
 */
export const alertEvents = (alert: Alert, before: KnownBefore, isUrgent = false): OutboxEvent[] => {
  const payload: AlertEvent = { alert };
  if (alert.raisedAt === null) return [{ event: "alert:recorded", payload }];
  const isNews = before === null || before.raisedMs === null;
  const events: OutboxEvent[] = [{ event: isNews ? "alert:created" : "alert:updated", payload }];
  if (isUrgent && alert.severity === "critical" && alert.status !== "resolved") {
    events.push({ event: "alert:critical", payload });
  }
  return events;
};
