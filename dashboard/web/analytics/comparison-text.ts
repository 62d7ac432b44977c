import type { Analytics } from "../../../contracts/analytics.ts";
import { datedDaysText, momentOfWall } from "../i18n/dates.ts";
import { analyticsText } from "./text.ts";

/** Which days the figures are compared with, and how much of them. */
export const comparisonText = ({ before, isOngoing }: Analytics): string => {
  const t = analyticsText();
  // calendar days, whatever the zone
  const lastMs = momentOfWall(before.to, "UTC") - 1;
  const days = datedDaysText(momentOfWall(before.from, "UTC"), lastMs, "UTC");
  return isOngoing ? t.comparedSoFar(days) : t.comparedWith(days);
};
