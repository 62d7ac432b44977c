import type { Activity, ActivityKind } from "../../../contracts/activity.ts";
import { alertText } from "../alerts/text.ts";
import { momentText } from "../i18n/dates.ts";
import type { IconName } from "../page/icons.ts";
import { todayText } from "./text.ts";

/** What became known this much later than it happened says when it did, ms. */
const TOLD_LATE_MS = 5 * 60_000;

export const ACTIVITY_ICONS: Readonly<Record<ActivityKind, IconName>> = {
  alert_raised: "warning",
  alert_raised_again: "warning",
  alert_resolved: "done",
  booking_created: "calendar",
  booking_void: "close",
  handed_out: "ignition",
  returned: "undo",
  extension_requested: "info",
  extension_approved: "check",
  extension_denied: "minus",
  car_silent: "lost",
  car_heard: "satellite",
  link_made: "share",
  link_revoked: "close",
};

/** What happened, without whose car it was. */
export const activityTitle = ({ kind, alertType }: Activity): string => {
  const word = todayText().kinds[kind];
  return alertType === null ? word : `${word}: ${alertText().types[alertType]}`;
};

/** Where one reads more: the alert, else the car on the map. */
export const activityHref = ({ alertId, vehicleId }: Activity): string =>
  alertId === null ? `/?vehicle=${vehicleId}` : `/alerts/${alertId}`;

/** How far an overdue return had come is told by the alert itself, not in its short name. */
const saidOf = ({ userName, note, kind }: Activity): string | null =>
  userName === null && kind !== "booking_void" ? null : note;

/** Whose, until when, by whom, and what was said: each a part of its own, as they may read in any direction. */
export const activityDetails = (activity: Activity, zone: string): readonly string[] => {
  const t = todayText();
  const { at, recordedAt, customerName, dueAt, userName } = activity;
  const recordedMs = Date.parse(recordedAt);
  const moment = (time: string): string => momentText(Date.parse(time), recordedMs, zone);
  const wasToldLate = recordedMs - Date.parse(at) > TOLD_LATE_MS;
  return [
    wasToldLate ? t.at(moment(at)) : null,
    customerName,
    dueAt === null ? null : t.until(moment(dueAt)),
    userName === null ? null : t.by(userName),
    saidOf(activity),
  ].filter((part) => part !== null);
};
