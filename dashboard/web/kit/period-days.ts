import { Day } from "../../../contracts/fuel-efficiency.ts";
import { dayOf, momentOfWall } from "../i18n/dates.ts";
import { type Period, periodOf } from "./period.ts";

/** A period as an address has it: its first day, and the day behind the last. */
export type Days = { readonly from: string; readonly to: string };

/** The days that an address says; undefined where it says none, or no such days. */
export const readDays = (parameters: URLSearchParams): Days | undefined => {
  const from = Day.safeParse(parameters.get("from"));
  const to = Day.safeParse(parameters.get("to"));
  if (!from.success || !to.success || from.data >= to.data) return undefined;
  return { from: from.data, to: to.data };
};

/** The days of a period in a zone. */
export const daysOfPeriod = ({ fromMs, toMs }: Period, zone: string): Days => ({
  from: dayOf(fromMs, zone),
  to: dayOf(toMs, zone),
});

/** The period of some days in a zone; where the page may choose, the last thirty. */
export const periodOfDays = (days: Days | undefined, nowMs: number, zone: string): Period =>
  days
    ? { fromMs: momentOfWall(days.from, zone), toMs: momentOfWall(days.to, zone) }
    : periodOf("last30", nowMs, zone);
