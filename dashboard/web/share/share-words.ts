import type { ShareLink } from "../../../contracts/share-link.ts";
import { momentText, timeText } from "../i18n/dates.ts";
import { agoText, durationText } from "../i18n/figures.ts";
import { serverNowMs } from "../page/clock.ts";
import { shareText } from "./text.ts";

/** When something was in a zone: `3 Mar, 08:12–08:45`, without the day for today. */
export const spanText = (startTime: string, endTime: string, zone: string): string => {
  const start = momentText(Date.parse(startTime), serverNowMs(), zone);
  return `${start}–${timeText(Date.parse(endTime), zone)}`;
};

/** What a link shows, in a line. */
export const shownBy = (link: ShareLink, zone: string): string => {
  const { routeStartTime, routeEndTime, kind } = link;
  if (kind === "live" || routeStartTime === null || routeEndTime === null) return shareText().live;
  return spanText(routeStartTime, routeEndTime, zone);
};

/** Whose a link is, when it ends, and whether it is used. */
export const linkDetails = (link: ShareLink, nowMs: number): string => {
  const t = shareText();
  const { createdByName, expiresAt, opened, lastOpenedAt } = link;
  return [
    t.by(createdByName),
    t.endsIn(durationText((Date.parse(expiresAt) - nowMs) / 1_000)),
    lastOpenedAt === null
      ? t.neverOpened
      : t.opened(opened, agoText(Date.parse(lastOpenedAt), nowMs)),
  ].join(" · ");
};
