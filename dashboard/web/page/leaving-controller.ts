import type { ReactiveController, ReactiveControllerHost } from "lit";
import { guardLeaving, navigate } from "../routing/router.ts";

/** Holds a person on the page who would lose what is not saved, until they say that it may go. */
export class LeavingController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wouldLose: () => boolean;
  #isAllowed = false;
  #release: (() => void) | undefined;
  /** Where they want to go; undefined while nothing is to be asked. */
  wantedHref: string | undefined;

  constructor(host: ReactiveControllerHost, wouldLose: () => boolean) {
    this.#host = host;
    this.#wouldLose = wouldLose;
    host.addController(this);
  }

  hostConnected(): void {
    this.#release = guardLeaving((href) => this.#mayGo(href));
    addEventListener("beforeunload", this.#unload);
  }

  hostDisconnected(): void {
    this.#release?.();
    removeEventListener("beforeunload", this.#unload);
  }

  /** The person stays. */
  stay(): void {
    this.wantedHref = undefined;
    this.#host.requestUpdate();
  }

  /** Goes where they wanted to. */
  leave(): void {
    const href = this.wantedHref;
    this.stay();
    if (href !== undefined) this.go(href);
  }

  /** Goes somewhere without asking: nothing is lost by it. */
  go(href: string, options: Parameters<typeof navigate>[1] = {}): void {
    this.#isAllowed = true;
    navigate(href, options);
    this.#isAllowed = false;
  }

  #mayGo(href: string): boolean {
    if (this.#isAllowed || !this.#wouldLose()) return true;
    this.wantedHref = href;
    this.#host.requestUpdate();
    return false;
  }

  /** The browser asks in its own words when the page itself is left. */
  readonly #unload = (event: BeforeUnloadEvent): void => {
    if (this.#wouldLose()) event.preventDefault();
  };
}
