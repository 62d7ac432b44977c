import { Alert, type AlertStatus } from "../../../contracts/alert.ts";
import { pageOf } from "../../../contracts/paging.ts";
import type { LiveNews } from "../live/live-news.ts";
import { serverNowMs } from "../page/clock.ts";
import { getAll } from "../session/all-pages.ts";
import { getJson } from "../session/api.ts";

const AlertPage = pageOf(Alert);
/** All that is not resolved yet; of what is, the latest, so that it can be looked up and undone. */
const UNRESOLVED: readonly AlertStatus[] = ["open", "acknowledged", "assigned", "snoozed"];
const RESOLVED_SHOWN = 100;

/** How far the inbox has come. `failed`: what it holds is from `atMs` or empty. */
export type InboxLoad = "loading" | "ready" | "failed";

/** Every alert that needs somebody, and the latest that no longer do; kept current by the feed. */
export type AlertInbox = {
  readonly load: InboxLoad;
  /** When all of it was last known to be true, ms; undefined before the first time. */
  readonly atMs: number | undefined;
  readonly alerts: ReadonlyMap<string, Alert>;
  /** Takes an alert in as the server has just told of it; an older version changes nothing. */
  take(alert: Alert): void;
  reload(): Promise<void>;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  close(): void;
};

/** The inbox of who may not see alerts: there are none. */
export const NO_ALERTS: AlertInbox = {
  load: "ready",
  atMs: undefined,
  alerts: new Map(),
  take: () => {},
  reload: () => Promise.resolve(),
  subscribe: () => () => {},
  close: () => {},
};

const loadUnresolved = (): Promise<Alert[]> => getAll("/api/alerts", Alert, { status: UNRESOLVED });

const loadResolved = async (): Promise<Alert[]> =>
  (await getJson(`/api/alerts?status=resolved&limit=${RESOLVED_SHOWN}`, AlertPage)).items;

/** What an inbox holds, as the server has it now. Throws `ApiError`. */
export const loadAlerts = async (): Promise<Alert[]> =>
  (await Promise.all([loadUnresolved(), loadResolved()])).flat();

/** An alert, whatever has become of it. Throws `ApiError`. */
export const loadAlert = (id: string): Promise<Alert> =>
  getJson(`/api/alerts/${encodeURIComponent(id)}`, Alert);

/** What an inbox held when it was last connected. */
export type LastAlerts = { readonly atMs: number; readonly alerts: readonly Alert[] };

/**
 * An inbox that begins to load, and follows the feed until it is closed. `last` is what it holds
 * until then.
 */
export const openAlertInbox = (
  news: LiveNews,
  loadAll: typeof loadAlerts,
  last?: LastAlerts,
): AlertInbox => {
  const listeners = new Set<() => void>();
  let alerts = new Map((last?.alerts ?? []).map((alert) => [alert.id, alert]));
  let load: InboxLoad = last ? "ready" : "loading";
  let atMs = last?.atMs;
  /** What has been told since the load under way began, which may be older; undefined without one. */
  let arrived: Alert[] | undefined;
  let latest = 0;

  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  const keep = (into: Map<string, Alert>, alert: Alert): void => {
    if ((into.get(alert.id)?.revision ?? -1) <= alert.revision) into.set(alert.id, alert);
  };
  const take = (alert: Alert): void => {
    arrived?.push(alert);
    keep(alerts, alert);
    alerts = new Map(alerts);
    announce();
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
    if (loaded) {
      alerts = new Map();
      for (const alert of [...loaded, ...meanwhile]) keep(alerts, alert);
      atMs = serverNowMs();
    }
    announce();
  };

  const unsubscribe = [
    news.on("alert", ({ alert }) => take(alert)),
    news.on("resumed", () => void reload()),
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
    take,
    reload,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      latest++;
      for (const stop of unsubscribe) stop();
    },
  };
};
