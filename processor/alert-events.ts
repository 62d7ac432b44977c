import type { Alert, AlertEvent } from "../contracts/alert.ts";
import type { Severity } from "../contracts/detection/detection.ts";
import type { OutboxEvent } from "../db/outbox.ts";

/** What viewers knew of an alert before a change; null for a new one. */
export type KnownBefore = {
  readonly severity: Severity;
  readonly raisedMs: number | null;
} | null;

/**
 * The events that tell viewers of a changed alert. One that was never raised is only recorded: it
 * is in the list for whoever looks, and disturbs nobody. `isEmergency`: of what it tells, something
 * critical is new since somebody took it up.
 */
export const alertEvents = (
  alert: Alert,
  before: KnownBefore,
  isEmergency = false,
): OutboxEvent[] => {
  const payload: AlertEvent = { alert };
  if (alert.raisedAt === null) return [{ event: "alert:recorded", payload }];
  const isNews = before === null || before.raisedMs === null;
  const events: OutboxEvent[] = [{ event: isNews ? "alert:created" : "alert:updated", payload }];
  const rings = alert.severity === "critical" && alert.status !== "resolved";
  if (rings && (isNews || isEmergency || before.severity !== "critical")) {
    events.push({ event: "alert:critical", payload });
  }
  return events;
};
