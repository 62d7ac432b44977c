import type { Activity } from "../../../contracts/activity.ts";
import type { Today } from "../../../contracts/today.ts";
import type { LiveNews } from "../live/live-news.ts";
import { serverNowMs } from "../page/clock.ts";
import { repeatable } from "./repeatable.ts";
import { joinLatest, type Told } from "./told.ts";
import type { TodayApi } from "./today-api.ts";

/** What a board held when it was last connected. */
export type LastToday = {
  readonly atMs: number;
  readonly today: Today;
  readonly activities: readonly Activity[];
};

/**
 * The day at a glance and what happened, kept current by the feed from the first time it is looked
 * at. `failed`: what it holds is from `atMs`, or nothing.
 */
export type TodayBoard = {
  readonly load: "loading" | "ready" | "failed";
  /** When all of it was last known to be true, ms of the server's clock. */
  readonly atMs: number | undefined;
  readonly today: Today | undefined;
  /** Latest known first. */
  readonly activities: readonly Activity[];
  /** Whether there is more before them that can be fetched. */
  readonly hasEarlier: boolean;
  /** The last activity that the person had read before this look; undefined while nobody knows. */
  readonly readBefore: number | undefined;
  /** Somebody looks, anew: what they had read until now is no longer new. */
  look(): void;
  reload(): void;
  /** Fetches what was before. Throws `ApiError`. */
  loadEarlier(): Promise<void>;
  /** What is shown, up to that activity, has been seen, on whatever device. */
  markRead(latestId: number): void;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  close(): void;
};

/** The board of who may not see the day: it stays empty. */
export const NO_TODAY: TodayBoard = {
  ...{ load: "ready", atMs: undefined, today: undefined, activities: [], hasEarlier: false },
  readBefore: undefined,
  look: () => {},
  reload: () => {},
  loadEarlier: () => Promise.resolve(),
  markRead: () => {},
  subscribe: () => () => {},
  close: () => {},
};

/** A board that fetches nothing until somebody looks. `last` is what it holds until then. */
export const openTodayBoard = (news: LiveNews, api: TodayApi, last?: LastToday): TodayBoard => {
  const listeners = new Set<() => void>();
  let told: Told = { activities: last?.activities ?? [], cursor: null };
  let { atMs, today }: Partial<LastToday> = last ?? {};
  let load: TodayBoard["load"] = last ? "ready" : "loading";
  let isLookedAt = false;
  let isNewLook = true;
  let readBefore: number | undefined;
  let markedId = 0;

  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  const takeMark = (read: Today): void => {
    const id = read.lastSeen?.activityId ?? 0;
    markedId = Math.max(markedId, id);
    if (isNewLook) readBefore = id;
    isNewLook = false;
  };
  const fetchAll = async (): Promise<void> => {
    const before = new Set(told.activities.map(({ id }) => id));
    const loaded = await Promise.all([api.loadToday(), api.loadActivities()]).catch(
      () => undefined,
    );
    if (loaded) {
      const [read, page] = loaded;
      const arrived = told.activities.filter(({ id }) => !before.has(id));
      told = joinLatest(told, page, arrived);
      today = read;
      atMs = serverNowMs();
      takeMark(read);
    }
    load = loaded ? "ready" : "failed";
    announce();
  };
  const { run: reload, stop } = repeatable(fetchAll);
  const follow = (): void => {
    if (isLookedAt) reload();
  };
  const unsubscribe = [
    news.on("booking", follow),
    news.on("resumed", follow),
    news.on("activity", (activity) => {
      if (!isLookedAt || told.activities.some(({ id }) => id === activity.id)) return;
      told = { ...told, activities: [activity, ...told.activities].sort((a, b) => b.id - a.id) };
      announce();
    }),
  ];
  return {
    get load() {
      return load;
    },
    get atMs() {
      return atMs;
    },
    get today() {
      return today;
    },
    get activities() {
      return told.activities;
    },
    get hasEarlier() {
      return told.cursor !== null;
    },
    get readBefore() {
      return readBefore;
    },
    look() {
      isLookedAt = true;
      isNewLook = true;
      reload();
    },
    reload,
    async loadEarlier() {
      if (told.cursor === null) return;
      const { items, nextCursor } = await api.loadActivities(told.cursor);
      told = { activities: [...told.activities, ...items], cursor: nextCursor };
      announce();
    },
    markRead(latestId) {
      if (load !== "ready" || today === undefined || latestId <= markedId) return;
      const before = markedId;
      markedId = latestId;
      // asked again with the next look: nothing is lost but the mark
      api.markRead(latestId).catch(() => (markedId = Math.min(markedId, before)));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stop();
      for (const each of unsubscribe) each();
    },
  };
};
