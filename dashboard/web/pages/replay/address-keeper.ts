import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Browsers refuse more than a few changes of the address a second, ms. */
const WRITE_AFTER_MS = 500;

/** Keeps the address at what is on screen, and tells when somebody goes to another one. */
export class AddressKeeper implements ReactiveController {
  readonly #onVisit: () => void;
  #href: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, onVisit: () => void) {
    this.#onVisit = onVisit;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("popstate", this.#visited);
  }

  hostDisconnected(): void {
    removeEventListener("popstate", this.#visited);
    this.#forget();
  }

  /** Puts what is on screen now into the address before long, without a step in the history. */
  note(href: string): void {
    this.#href = href;
    this.#timer ??= setTimeout(this.#write, WRITE_AFTER_MS);
  }

  readonly #write = (): void => {
    if (this.#href !== undefined) history.replaceState(null, "", this.#href);
    this.#forget();
  };

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#href = undefined;
  }

  readonly #visited = (): void => {
    this.#forget();
    this.#onVisit();
  };
}
