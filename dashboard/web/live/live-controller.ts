import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Fleet } from "../fleet/fleet.ts";
import { isStale, type Link, OFFLINE_AFTER_MS } from "./link.ts";
import { type LiveFeed, openLiveFeed, type RouteNews } from "./live-feed.ts";

/** Keeps the live feed open while its element is on the page. Fires `session-expired` on it. */
export class LiveController implements ReactiveController {
  link: Link = { kind: "connecting", sinceMs: Date.now() };
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #fleet: Fleet;
  readonly #onRouteNews: (news: RouteNews) => void;
  #feed: LiveFeed | undefined;
  #staleTimer: ReturnType<typeof setTimeout> | undefined;

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
      onExpired: () => this.#host.dispatchEvent(new CustomEvent("session-expired")),
    });
  }

  hostDisconnected(): void {
    this.#feed?.close();
    clearTimeout(this.#staleTimer);
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
