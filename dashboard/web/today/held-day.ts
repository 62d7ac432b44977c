import type { Activity } from "../../../contracts/activity.ts";
import type { Alert } from "../../../contracts/alert.ts";
import type { CarOut } from "../../../contracts/today.ts";
import { type HeldRows, heldRows } from "../alerts/held-rows.ts";
import { DUE_PARTS, type DuePart } from "./cars-out.ts";

/** All that the day lists. */
export type Day = {
  readonly cars: Readonly<Record<DuePart, readonly CarOut[]>>;
  readonly alerts: readonly Alert[];
  /** Latest known first. */
  readonly activities: readonly Activity[];
};

/** What of the day is shown, and how much waits to be. */
export type HeldDay = {
  readonly cars: Readonly<Record<DuePart, HeldRows<CarOut>>>;
  readonly alerts: HeldRows<Alert>;
  readonly activities: HeldRows<Activity>;
};

const bookingOf = ({ bookingId }: CarOut): string => bookingId;
const alertIdOf = ({ id }: Alert): string => id;

/** What was fetched of an earlier time is below all others, and moves none. */
const heldActivities = (kept: Day["activities"], now: Day["activities"]): HeldRows<Activity> => {
  const latestId = kept[0]?.id ?? Number.POSITIVE_INFINITY;
  const rows = now.filter(({ id }) => id <= latestId);
  return { rows, waiting: now.length - rows.length };
};

/**
 * The day as somebody began to read it, told as it is `now`: what has come since waits, what has
 * gone is gone, and what comes back is in its place again. A car that has become late stays in the
 * part where it was.
 */
export const heldDay = (kept: Day, now: Day): HeldDay => {
  const all = DUE_PARTS.flatMap((part) => now.cars[part]);
  const carsOf = (part: DuePart): HeldRows<CarOut> =>
    heldRows(kept.cars[part].map(bookingOf), now.cars[part], bookingOf, all);
  return {
    cars: { overdue: carsOf("overdue"), today: carsOf("today"), later: carsOf("later") },
    alerts: heldRows(kept.alerts.map(alertIdOf), now.alerts, alertIdOf),
    activities: heldActivities(kept.activities, now.activities),
  };
};
