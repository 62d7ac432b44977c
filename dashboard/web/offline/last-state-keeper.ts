import type { Alert } from "../../../contracts/alert.ts";
import type { Branch } from "../../../contracts/branch.ts";
import type { User } from "../../../contracts/user.ts";
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
  readonly alerts: () => ReadonlyMap<string, Alert>;
  readonly board: TodayBoard;
};

/** What a board holds, to be kept; nothing where nobody has looked at it. */
const todayOf = ({ today, activities }: TodayBoard) =>
  today && { today: { today, activities: activities.slice(0, MOST_ACTIVITIES) } };

/**
 * Keeps what the page shows for a time when its server cannot be reached: once a minute, whenever the
 * link is lost, and before the page goes out of sight. Ends with the returned function.
 */
export const keepLastState = ({ live, user, branches, alerts, board }: Kept): (() => void) => {
  let wasLive = false;
  const keep = (atMs: number): void => {
    if (!live.fleet.isKnown()) return;
    void writeLastState({
      atMs,
      aheadMs: aheadOfServerMs(),
      user,
      branches: [...branches()],
      vehicles: [...live.fleet.vehicles.values()],
      alerts: [...alerts().values()],
      ...todayOf(board),
    });
  };
  const keepIfLive = (): void => {
    if (live.link.kind === "live") keep(Date.now());
  };
  const hide = (): void => {
    if (document.visibilityState === "hidden") keepIfLive();
  };
  const unsubscribe = live.subscribe(() => {
    const { link } = live;
    if (wasLive && link.kind === "lost") keep(link.sinceMs);
    wasLive = link.kind === "live";
  });
  const timer = setInterval(keepIfLive, KEEP_EVERY_MS);
  document.addEventListener("visibilitychange", hide);
  return () => {
    unsubscribe();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", hide);
  };
};
