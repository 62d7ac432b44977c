import type { Branch } from "../../../contracts/branch.ts";
import type { User } from "../../../contracts/user.ts";
import type { AlertInbox } from "../alerts/alert-inbox.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { aheadOfServerMs } from "../page/clock.ts";
import type { TodayBoard } from "../today/today-board.ts";
import { writeLastState } from "./last-state.ts";

/** A browser that ends without a word loses no more than this, ms. */
const KEEP_EVERY_MS = 60_000;

/** As much of what happened as a person reads on a bad line. */
const MOST_ACTIVITIES = 100;

type Kept = {
  readonly live: LiveConnection;
  readonly user: User;
  readonly branches: () => readonly Branch[];
  readonly inbox: AlertInbox;
  readonly board: TodayBoard;
};

/** What a board holds, to be kept; nothing where nobody has looked at it. */
const todayOf = ({ today, activities }: TodayBoard) =>
  today && { today: { today, activities: activities.slice(0, MOST_ACTIVITIES) } };

/** How many of the parts have arrived: the fleet, the alerts, the day. */
const arrivedOf = ({ live, inbox, board }: Kept): number =>
  [live.fleet.isKnown(), inbox.atMs !== undefined, board.today !== undefined].filter(Boolean)
    .length;

/**
 * Keeps what the page shows for a time when its server cannot be reached: as each part of it arrives,
 * once a minute, whenever the link is lost, and before the page goes out of sight. Ends with the
 * returned function.
 */
export const keepLastState = (parts: Kept): (() => void) => {
  const { live, user, branches, inbox, board } = parts;
  let wasLive = false;
  let arrived = 0;
  const keep = (atMs: number): void => {
    if (!live.fleet.isKnown()) return;
    void writeLastState({
      atMs,
      aheadMs: aheadOfServerMs(),
      user,
      branches: [...branches()],
      vehicles: [...live.fleet.vehicles.values()],
      alerts: [...inbox.alerts.values()],
      ...todayOf(board),
    });
  };
  const keepIfLive = (): void => {
    if (live.link.kind === "live") keep(Date.now());
  };
  const hide = (): void => {
    if (document.visibilityState === "hidden") keepIfLive();
  };
  const follow = (): void => {
    const now = arrivedOf(parts);
    if (now > arrived) keepIfLive();
    arrived = now;
  };
  const unsubscribe = [
    live.subscribe(() => {
      const { link } = live;
      if (wasLive && link.kind === "lost") keep(link.sinceMs);
      wasLive = link.kind === "live";
    }),
    ...[live.fleet, inbox, board].map((part) => part.subscribe(follow)),
  ];
  const timer = setInterval(keepIfLive, KEEP_EVERY_MS);
  document.addEventListener("visibilitychange", hide);
  return () => {
    for (const stop of unsubscribe) stop();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", hide);
  };
};
