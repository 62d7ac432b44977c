import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Up to this width the list and the panel share a sheet at the bottom instead of flanking the map. */
const phoneQuery = matchMedia("(max-width: 760px)");

/** Tells its element whether the page is as narrow as a phone. */
export class PhoneController implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isPhone(): boolean {
    return phoneQuery.matches;
  }

  hostConnected(): void {
    phoneQuery.addEventListener("change", this.#changed);
  }

  hostDisconnected(): void {
    phoneQuery.removeEventListener("change", this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
