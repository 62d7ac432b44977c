import type { Alert } from "../../../contracts/alert.ts";
import { isInView } from "./alert-view.ts";

/** The alerts that need somebody, and whose cars they are of. */
export type OpenAlerts = {
  readonly alerts: readonly Alert[];
  readonly vehicleIds: ReadonlySet<string>;
};

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

/**
 * A function that picks the open alerts out of an inbox. It remembers what it answered:
 * the same inbox has the same alerts, and as long as the cars are the same, so is their set.
 */
export const createOpenAlerts = (): ((inbox: ReadonlyMap<string, Alert>) => OpenAlerts) => {
  let before: ReadonlyMap<string, Alert> | undefined;
  let open: OpenAlerts = { alerts: [], vehicleIds: new Set() };
  return (inbox) => {
    if (inbox === before) return open;
    before = inbox;
    const alerts = [...inbox.values()].filter((alert) => isInView(alert, "open", ""));
    const ids = new Set(alerts.map(({ vehicleId }) => vehicleId));
    open = { alerts, vehicleIds: isSame(ids, open.vehicleIds) ? open.vehicleIds : ids };
    return open;
  };
};
