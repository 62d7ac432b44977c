import { Alert, type AlertStatus } from "../../../contracts/alert.ts";
import { type Page, pageOf } from "../../../contracts/paging.ts";
import type { LiveNews } from "../live/live-news.ts";
import { serverNowMs } from "../page/clock.ts";
import { getAll } from "../session/all-pages.ts";
import { getJson } from "../session/api.ts";
import { createRetry } from "../session/retry.ts";
import { createAlertTelling } from "./alert-telling.ts";
import { createOlderAlerts, type LoadResolved } from "./older-alerts.ts";

const AlertPage = pageOf(Alert);
/** All that is not resolved yet; of what is, the latest, so that it can be looked up and undone. */
const UNRESOLVED: readonly AlertStatus[] = ["open", "acknowledged", "assigned", "snoozed"];
const RESOLVED_SHOWN = 100;
/** How far the inbox has come. `failed`: what it holds is from `atMs` or empty. */
export type InboxLoad = "loading" | "ready" | "failed";

/**
 * Every alert that needs somebody, and of those that no longer do the latest, or as many as were asked
 * for; kept current by the feed.
 */
export type AlertInbox = {
  readonly load: InboxLoad;
  /** When all of it was last known to be true, ms; undefined before the first time. */
  readonly atMs: number | undefined;
  readonly alerts: ReadonlyMap<string, Alert>;
  /** Whether more have been resolved than it holds. */
  readonly hasOlder: boolean;
  /** Takes an alert in as the server has just told of it; an older version changes nothing. */
  take(alert: Alert): void;
  reload(): Promise<void>;
  /** Takes in the next that were resolved before those it holds, if there are any. Throws `ApiError`. */
  loadOlder(): Promise<void>;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /**
   * Calls back with what people are to be told of: alerts that were raised or became worse, each
   * once. Several at a time are those of a gap in which nothing was heard.
   */
  onNews(listener: (alerts: readonly Alert[]) => void): () => void;
  close(): void;
};

/** The inbox of who may not see alerts: there are none. */
export const NO_ALERTS: AlertInbox = {
  load: "ready",
  atMs: undefined,
  alerts: new Map(),
  hasOlder: false,
  take: () => {},
  reload: () => Promise.resolve(),
  loadOlder: () => Promise.resolve(),
  subscribe: () => () => {},
  onNews: () => () => {},
  close: () => {},
};

const loadUnresolved = (): Promise<Alert[]> => getAll("/api/alerts", Alert, { status: UNRESOLVED });

/** A page of what is resolved. */
export const loadResolved: LoadResolved = (cursor) => {
  const query = new URLSearchParams({ status: "resolved", limit: String(RESOLVED_SHOWN) });
  if (cursor !== undefined) query.set("cursor", cursor);
  return getJson(`/api/alerts?${query}`, AlertPage);
};

/** What an inbox holds, as the server has it now, and the cursor of what was resolved before. Throws `ApiError`. */
export const loadAlerts = async (): Promise<Page<Alert>> => {
  const [unresolved, { items, nextCursor }] = await Promise.all([
    loadUnresolved(),
    loadResolved(undefined),
  ]);
  return { items: [...unresolved, ...items], nextCursor };
};

/** An alert, whatever has become of it. Throws `ApiError`. */
export const loadAlert = (id: string): Promise<Alert> =>
  getJson(`/api/alerts/${encodeURIComponent(id)}`, Alert);

/** What an inbox held when it was last connected. */
export type LastAlerts = { readonly atMs: number; readonly alerts: readonly Alert[] };

export type AlertInboxParts = {
  readonly news: LiveNews;
  readonly loadAll: typeof loadAlerts;
  readonly loadPage: LoadResolved;
  /** Whether the server is there: without it nothing is asked for. */
  readonly isLive: () => boolean;
  /** What it holds until all has been loaded. */
  readonly last?: LastAlerts | undefined;
};

/** An inbox that begins to load, and follows the feed until it is closed. */
export const openAlertInbox = (parts: AlertInboxParts): AlertInbox => {
  const { news, loadAll, loadPage, isLive, last } = parts;
  const listeners = new Set<() => void>();
  const newsListeners = new Set<(alerts: readonly Alert[]) => void>();
  const telling = createAlertTelling();
  const older = createOlderAlerts(loadPage);
  let alerts = new Map((last?.alerts ?? []).map((alert) => [alert.id, alert]));
  let load: InboxLoad = last ? "ready" : "loading";
  let atMs = last?.atMs;
  /** What has been told since the load under way began, which may be older; undefined without one. */
  let arrived: Alert[] | undefined;
  let latest = 0;

  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  const tell = (told: readonly Alert[]): void => {
    if (told.length === 0) return;
    for (const listener of newsListeners) listener(told);
  };
  const keep = (into: Map<string, Alert>, alert: Alert): void => {
    if ((into.get(alert.id)?.revision ?? -1) > alert.revision) return;
    into.set(alert.id, alert);
    older.note(alert);
    telling.note(alert);
  };
  const take = (alert: Alert): void => {
    arrived?.push(alert);
    keep(alerts, alert);
    alerts = new Map(alerts);
    announce();
  };
  /** Puts what was loaded in the place of what was known; answers what of it is news. */
  const replace = (loaded: readonly Alert[]): readonly Alert[] => {
    const known = alerts;
    const isFirst = atMs === undefined;
    alerts = new Map();
    for (const alert of [...older.held.values(), ...loaded]) keep(alerts, alert);
    atMs = serverNowMs();
    // who has just come sees it all: nothing of it is new
    return isFirst ? [] : telling.compare(known, [...alerts.values()]);
  };
  const loadOlder = async (): Promise<void> => {
    const found = await older.next(alerts);
    alerts = new Map(alerts);
    for (const alert of found) keep(alerts, alert);
    announce(); // without any it is known now that there are none
  };
  const reload = async (): Promise<void> => {
    const turn = ++latest;
    const meanwhile: Alert[] = [];
    arrived = meanwhile;
    if (atMs === undefined) load = "loading";
    announce();
    const loaded = await loadAll().catch(() => undefined);
    if (turn !== latest) return; // a later one says more
    arrived = undefined;
    load = loaded ? "ready" : "failed";
    if (loaded) older.restart(loaded.nextCursor);
    const told = loaded ? replace([...loaded.items, ...meanwhile]) : [];
    if (loaded) retry.stop();
    else retry.failed();
    announce();
    tell(told);
  };
  const retry = createRetry(isLive, () => void reload());

  const unsubscribe = [
    news.on("alert", (each) => {
      take(each.alert);
      if (telling.hear(each)) tell([each.alert]);
    }),
    news.on("resumed", () => {
      retry.stop();
      void reload();
    }),
  ];
  void reload();
  return {
    get load() {
      return load;
    },
    get atMs() {
      return atMs;
    },
    get alerts() {
      return alerts;
    },
    get hasOlder() {
      return older.areMoreLeft;
    },
    take,
    reload,
    loadOlder,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onNews(listener) {
      newsListeners.add(listener);
      return () => newsListeners.delete(listener);
    },
    close() {
      latest++;
      retry.stop();
      for (const stop of unsubscribe) stop();
    },
  };
};
