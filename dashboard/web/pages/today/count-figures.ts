import type { AlertInbox } from "../../alerts/alert-inbox.ts";
import { countInView, unseenFirst } from "../../alerts/alert-view.ts";
import { connectionOfSummary } from "../../fleet/connection.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { byDuePart } from "../../today/cars-out.ts";
import type { Day } from "../../today/held-day.ts";
import type { TodayBoard } from "../../today/today-board.ts";
import type { Figure } from "./day-figures.ts";

/** Where the figures and lists of the day come from. */
export type DaySources = {
  readonly board: TodayBoard;
  readonly inbox: AlertInbox;
  readonly fleet: Fleet;
  readonly userId: string;
};

/** What the day lists at `nowMs`. */
export const listDay = ({ board, inbox, userId }: DaySources, nowMs: number): Day => ({
  cars: byDuePart(board.today?.carsOut ?? [], nowMs),
  alerts: unseenFirst(inbox.alerts, userId),
  activities: board.activities,
});

/** What the figures count at `nowMs`; what is not known yet is missing. */
export const countFigures = (
  { board: { today }, inbox, fleet, userId }: DaySources,
  nowMs: number,
): Partial<Record<Figure, number>> => {
  const { overdue, today: dueToday } = byDuePart(today?.carsOut ?? [], nowMs);
  const moving = [...fleet.vehicles.values()].filter(
    (car) => car.motion === "driving" && connectionOfSummary(car, nowMs) === "live",
  );
  return {
    ...(today && {
      overdue: overdue.length,
      dueToday: dueToday.length,
      out: today.carsOut.length + today.moreOut,
    }),
    ...(inbox.atMs !== undefined && { openAlerts: countInView(inbox.alerts, "open", userId) }),
    ...(fleet.isKnown() && { moving: moving.length }),
  };
};
