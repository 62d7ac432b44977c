import { type Activity, ActivityMark, ActivityPage } from "../../../contracts/activity.ts";
import type { Page } from "../../../contracts/paging.ts";
import { Today } from "../../../contracts/today.ts";
import { getJson, putJson } from "../session/api.ts";

/** What a page of the feed holds. */
const PAGE_SIZE = 15;

/** What a board asks the server; each throws `ApiError`. */
export type TodayApi = {
  readonly loadToday: () => Promise<Today>;
  /** The latest, or those behind a cursor. */
  readonly loadActivities: (cursor?: string) => Promise<Page<Activity>>;
  readonly markRead: (activityId: number) => Promise<unknown>;
};

export const todayApi: TodayApi = {
  loadToday: () => getJson("/api/today", Today),
  loadActivities: (cursor) => {
    const after = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    return getJson(`/api/activity?limit=${PAGE_SIZE}${after}`, ActivityPage);
  },
  markRead: (activityId) => putJson("/api/me/last-seen", { activityId }, ActivityMark),
};
