import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type SharedCar, SharedView } from "../../../../contracts/share-link.ts";
import { createFleet } from "../../fleet/fleet.ts";
import { isStale, type Link } from "../../live/link.ts";
import { noteServerTime, serverNowMs } from "../../page/clock.ts";
import { ApiError, getJsonBy } from "../../session/api.ts";
import { createRetry } from "../../session/retry.ts";
import { asVehicle, SHARED_CAR_ID } from "./shared-car.ts";
import { openSharedFeed } from "./shared-feed.ts";

/** The answer to a token that opens nothing, or nothing any more. */
const UNKNOWN = 404;
/** Pause before asking again after the server turned the page away, ms. */
const RETRY_MS = 1_000;
/** Time between two looks whether the link has come to its end, or what it shows is stale, ms. */
const LOOK_EVERY_MS = 1_000;

export type SharedState =
  | { readonly kind: "loading" | "failed" | "ended" }
  | { readonly kind: "open"; readonly view: SharedView };

/** What a link shows, brought up to date until the link ends; nothing of it stays then. */
export class SharedController implements ReactiveController {
  state: SharedState = { kind: "loading" };
  link: Link = { kind: "connecting", sinceMs: Date.now() };
  /** The one car of a live link; empty for a route. */
  readonly fleet = createFleet();
  readonly #host: ReactiveControllerHost;
  readonly #token: () => string;
  readonly #retry = createRetry(
    () => true,
    () => void this.load(),
  );
  #closeFeed: (() => void) | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(host: ReactiveControllerHost, token: () => string) {
    this.#host = host;
    this.#token = token;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  hostDisconnected(): void {
    this.#close();
    this.#retry.stop();
  }

  get vehicle() {
    return this.fleet.vehicles.get(SHARED_CAR_ID);
  }

  /** True once what is on screen may no longer be true. */
  get isStale(): boolean {
    return isStale(this.link, Date.now());
  }

  /** Asks what the link shows, and follows it from there on. */
  readonly load = async (): Promise<void> => {
    this.#close();
    try {
      const view = await getJsonBy(this.#token(), "/api/shared", SharedView);
      noteServerTime(view.serverTime);
      this.#open(view);
      this.#retry.stop();
    } catch (error) {
      // tried again, also by hand; the reason is in the browser's network log
      if (error instanceof ApiError && error.status === UNKNOWN) return this.#end();
      this.#become({ kind: "failed" });
      this.#retry.failed();
    }
  };

  #open(view: SharedView): void {
    if (view.kind === "live") this.#take(view.car, view.name);
    this.#become({ kind: "open", view });
    this.#closeFeed = openSharedFeed({
      token: this.#token(),
      fleet: this.fleet,
      onCar: (car) => this.#take(car, view.name),
      onLink: (link) => this.#note(link),
      onEnded: () => this.#end(),
      // mostly because the link has ended meanwhile: asking again tells
      onRefused: () => this.#timers.push(setTimeout(this.load, RETRY_MS)),
    });
    const endMs = Date.parse(view.expiresAt);
    const look = (): void => {
      if (serverNowMs() >= endMs) this.#end();
      // what is not live grows stale
      else if (this.link.kind !== "live") this.#host.requestUpdate();
    };
    this.#timers.push(setInterval(look, LOOK_EVERY_MS));
    look();
  }

  #take(car: SharedCar, name: string): void {
    this.fleet.replaceAll([asVehicle(car, name)]);
    this.#host.requestUpdate();
  }

  #note(link: Link): void {
    this.link = link;
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#close();
    this.fleet.replaceAll([]);
    this.#become({ kind: "ended" });
  }

  #close(): void {
    this.#closeFeed?.();
    this.#closeFeed = undefined;
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }

  #become(state: SharedState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
