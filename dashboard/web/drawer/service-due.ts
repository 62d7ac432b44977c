import type { ServicePlan } from "../../../contracts/vehicle.ts";

/** When the next service is due, by what is known: `by` is the last day in time, `2026-03-29`. */
export type ServiceDue = {
  /** Negative once it is driven too far. */
  readonly leftKm: number | undefined;
  readonly by: string | undefined;
  readonly isOverdue: boolean;
};

/** The same day of a later month, or the last of that month where it has no such day. */
const monthsAfter = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const due = Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth));
  return new Date(due).toISOString().slice(0, 10);
};

/**
 * When the next service of a car is due by distance and by calendar, whichever comes first; undefined
 * when neither can be told. `today` is a day of the car's branch.
 */
export const serviceDue = (
  { serviceEveryKm, serviceEveryMonths, lastServiceKm, lastServiceOn }: ServicePlan,
  odometerKm: number | null,
  today: string,
): ServiceDue | undefined => {
  const leftKm =
    serviceEveryKm === null || lastServiceKm === null || odometerKm === null
      ? undefined
      : lastServiceKm + serviceEveryKm - odometerKm;
  const by =
    serviceEveryMonths === null || lastServiceOn === null
      ? undefined
      : monthsAfter(lastServiceOn, serviceEveryMonths);
  if (leftKm === undefined && by === undefined) return undefined;
  const isOverdue = (leftKm !== undefined && leftKm < 0) || (by !== undefined && by < today);
  return { leftKm, by, isOverdue };
};
