import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { LiveConnection } from "./live-connection.ts";

/** Who scrolls on within this time does not read yet, ms. */
const REST_MS = 300;

/** Keeps the cars that its element shows in full up to date in full, as long as it is on the page. */
export class WatchController implements ReactiveController {
  readonly #live: () => LiveConnection;
  readonly #shown: () => readonly string[];
  #watched: readonly string[] = [];
  #release: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `shown` is asked after each update; cars first that matter most. */
  constructor(
    host: ReactiveControllerHost,
    live: () => LiveConnection,
    shown: () => readonly string[],
  ) {
    this.#live = live;
    this.#shown = shown;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#look();
  }

  /** Something else may be shown now; while a list is scrolled that is so all the time. */
  lookSoon(): void {
    this.#timer ??= setTimeout(this.#look, REST_MS);
  }

  readonly #look = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const shown = this.#shown();
    const { length } = shown;
    const isSame =
      length === this.#watched.length && shown.every((id, at) => id === this.#watched[at]);
    if (isSame) return;
    this.#release?.();
    this.#watched = shown;
    this.#release = length > 0 ? this.#live().watch(shown) : undefined;
  };

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#release?.();
    this.#release = undefined;
    this.#watched = [];
  }
}
