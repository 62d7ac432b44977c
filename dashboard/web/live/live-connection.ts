import type { Fleet } from "../fleet/fleet.ts";
import { type Silence, silenceOf } from "../fleet/freshness.ts";
import { serverNowMs } from "../page/clock.ts";
import { loadUser } from "../session/session.ts";
import { isStale, type Link, OFFLINE_AFTER_MS } from "./link.ts";
import { openLiveFeed } from "./live-feed.ts";
import { createLiveNews, type LiveNews } from "./live-news.ts";

/** Pause before trying again after the server turned the page away, ms. */
const RETRY_MS = 3_000;
/** Time between two looks whether cars have fallen silent, ms. */
const LOOK_EVERY_MS = 1_000;

/** The one connection to the live feed, which every page shares and outlives none of them. */
export type LiveConnection = {
  readonly fleet: Fleet;
  /** What happens besides positions: routes, alerts, bookings. */
  readonly news: LiveNews;
  readonly link: Link;
  /** Cars that should be heard and are not, nobody else being heard either. */
  readonly silence: Silence | undefined;
  /** True once what is on screen may no longer be true. */
  readonly stale: boolean;
  /** Calls back when any of the three above may have changed, until the function is called. */
  subscribe(listener: () => void): () => void;
  /**
   * Keeps cars that are shown with all their figures up to date in full until the function is called;
   * of a large fleet only the positions come else.
   */
  watch(vehicleIds: readonly string[]): () => void;
  close(): void;
};

type Options = {
  readonly fleet: Fleet;
  /** When a page that could not reach its server was last connected, ms; undefined for others. */
  readonly lostSinceMs: number | undefined;
  /** The server no longer knows who this is. */
  readonly onExpired: () => void;
};

/** Opens the connection and keeps it open until it is closed. */
export const openLiveConnection = ({ fleet, lostSinceMs, onExpired }: Options): LiveConnection => {
  const { news, emit } = createLiveNews();
  const listeners = new Set<() => void>();
  let link: Link = { kind: "connecting", sinceMs: Date.now() };
  let silence: Silence | undefined;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  const onLink = (next: Link): void => {
    link = next;
    clearTimeout(staleTimer);
    if (next.kind !== "live") {
      staleTimer = setTimeout(announce, next.sinceMs + OFFLINE_AFTER_MS - Date.now());
    }
    announce();
  };
  // turned away: mostly because the session is over, else it is worth another try
  const onRefused = async (): Promise<void> => {
    const user = await loadUser().catch(() => "unknown" as const);
    if (user === undefined) onExpired();
    else retryTimer = setTimeout(() => feed.retry(), RETRY_MS);
  };
  const feed = openLiveFeed({
    ...{ fleet, emit, onLink, lostSinceMs },
    onRefused: () => void onRefused(),
  });
  const lookTimer = setInterval(() => {
    const now = silenceOf(fleet.cars.values(), serverNowMs());
    const isSame = now?.sinceMs === silence?.sinceMs && now?.licensePlate === silence?.licensePlate;
    if (isSame) return;
    silence = now;
    announce();
  }, LOOK_EVERY_MS);
  return {
    fleet,
    news,
    get link() {
      return link;
    },
    get silence() {
      return silence;
    },
    get stale() {
      return isStale(link, Date.now());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch: feed.watch,
    close() {
      feed.close();
      clearInterval(lookTimer);
      clearTimeout(staleTimer);
      clearTimeout(retryTimer);
    },
  };
};
