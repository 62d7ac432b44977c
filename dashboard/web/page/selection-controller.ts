import type { ReactiveController, ReactiveControllerHost } from "lit";

const PARAMETER = "vehicle";

/** The chosen vehicle, kept in the address: a link, Back and a reload lead to the same car. */
export class SelectionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onChange: (id: string | undefined) => void;

  constructor(host: ReactiveControllerHost, onChange: (id: string | undefined) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** Id of the chosen vehicle. */
  get id(): string | undefined {
    return new URLSearchParams(location.search).get(PARAMETER) ?? undefined;
  }

  /** Chooses a vehicle, or none. Choosing the same one again changes nothing. */
  choose(id: string | undefined): void {
    if (id === this.id) return;
    const url = new URL(location.href);
    if (id === undefined) url.searchParams.delete(PARAMETER);
    else url.searchParams.set(PARAMETER, id);
    history.pushState(null, "", url);
    this.#changed();
  }

  hostConnected(): void {
    addEventListener("popstate", this.#changed);
    this.#changed();
  }

  hostDisconnected(): void {
    removeEventListener("popstate", this.#changed);
  }

  readonly #changed = (): void => {
    this.#onChange(this.id);
    this.#host.requestUpdate();
  };
}
