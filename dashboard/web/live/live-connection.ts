import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Fleet } from "../fleet/fleet.ts";
import { stillSinceMs } from "../fleet/freshness.ts";
import { serverNowMs } from "../page/clock.ts";
import { loadUser } from "../session/session.ts";
import { isStale, type Link, OFFLINE_AFTER_MS } from "./link.ts";
import { type LiveFeed, openLiveFeed, type RouteNews } from "./live-feed.ts";

/** Pause before trying again after the server turned the page away, ms. */
const RETRY_MS = 3_000;
/** Time between two looks whether the feed stands still, ms. */
const LOOK_EVERY_MS = 1_000;

/** Keeps the live feed open while its element is on the page. Fires `session-expired` on it. */
export class LiveController implements ReactiveController {
  link: Link = { kind: "connecting", sinceMs: Date.now() };
  /** Since when nothing has come of a fleet that is on the move, ms. */
  stillSinceMs: number | undefined;
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #fleet: Fleet;
  readonly #onRouteNews: (news: RouteNews) => void;
  #feed: LiveFeed | undefined;
  #lookTimer: ReturnType<typeof setInterval> | undefined;
  #staleTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost & EventTarget,
    fleet: Fleet,
    onRouteNews: (news: RouteNews) => void,
  ) {
    this.#host = host;
    this.#fleet = fleet;
    this.#onRouteNews = onRouteNews;
    host.addController(this);
  }

  /** True once what is on screen may no longer be true. */
  get stale(): boolean {
    return isStale(this.link, Date.now());
  }

  hostConnected(): void {
    this.#feed = openLiveFeed({
      fleet: this.#fleet,
      onRouteNews: this.#onRouteNews,
      onLink: (link) => this.#take(link),
      onRefused: () => void this.#refused(),
    });
    this.#lookTimer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  hostDisconnected(): void {
    this.#feed?.close();
    clearInterval(this.#lookTimer);
    clearTimeout(this.#staleTimer);
    clearTimeout(this.#retryTimer);
  }

  /** Turned away: mostly because the session is over, else it is worth another try. */
  async #refused(): Promise<void> {
    const user = await loadUser().catch(() => "unknown" as const);
    if (user === undefined) this.#host.dispatchEvent(new CustomEvent("session-expired"));
    else this.#retryTimer = setTimeout(() => this.#feed?.retry(), RETRY_MS);
  }

  #look(): void {
    const sinceMs = stillSinceMs(this.#fleet.vehicles.values(), serverNowMs());
    if (sinceMs === this.stillSinceMs) return;
    this.stillSinceMs = sinceMs;
    this.#host.requestUpdate();
  }

  #take(link: Link): void {
    this.link = link;
    clearTimeout(this.#staleTimer);
    this.#staleTimer = undefined;
    if (link.kind !== "live") {
      const untilStaleMs = link.sinceMs + OFFLINE_AFTER_MS - Date.now();
      this.#staleTimer = setTimeout(() => this.#host.requestUpdate(), untilStaleMs);
    }
    this.#host.requestUpdate();
  }
}
