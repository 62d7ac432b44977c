import { Alert } from "../../../contracts/alert.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import type { LiveNews } from "../live/live-news.ts";
import { getJson } from "../session/api.ts";
import { serverNowMs } from "../page/clock.ts";

const AlertPage = pageOf(Alert);
/** All that is not resolved yet; of what is, the latest, so that it can be looked up and undone. */
const UNRESOLVED = "status=open&status=acknowledged&status=assigned&status=snoozed";
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

/** Loads every page of a list. Throws `ApiError`. */
const loadUnresolved = async (): Promise<Alert[]> => {
  const alerts: Alert[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await getJson(
      `/api/alerts?${UNRESOLVED}&limit=${MAX_PAGE_SIZE}${after}`,
      AlertPage,
    );
    alerts.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return alerts;
};

const loadResolved = async (): Promise<Alert[]> =>
  (await getJson(`/api/alerts?status=resolved&limit=${RESOLVED_SHOWN}`, AlertPage)).items;

/** An inbox that begins to load, and follows the feed until it is closed. */
export const openAlertInbox = (news: LiveNews): AlertInbox => {
  const listeners = new Set<() => void>();
  let alerts = new Map<string, Alert>();
  let load: InboxLoad = "loading";
  let atMs: number | undefined;
  /** What the feed told while a load was under way; the load may be older. */
  let arrived: Alert[] = [];
  let latest = 0;

  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  const keep = (into: Map<string, Alert>, alert: Alert): void => {
    if ((into.get(alert.id)?.revision ?? -1) <= alert.revision) into.set(alert.id, alert);
  };
  const take = (alert: Alert): void => {
    arrived.push(alert);
    keep(alerts, alert);
    alerts = new Map(alerts);
    announce();
  };
  const reload = async (): Promise<void> => {
    const turn = ++latest;
    arrived = [];
    load = atMs === undefined ? "loading" : load;
    announce();
    try {
      const loaded = await Promise.all([loadUnresolved(), loadResolved()]);
      if (turn !== latest) return; // a later one says more
      const next = new Map<string, Alert>();
      for (const alert of [...loaded.flat(), ...arrived]) keep(next, alert);
      alerts = next;
      atMs = serverNowMs();
      load = "ready";
    } catch {
      if (turn !== latest) return;
      load = "failed";
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
