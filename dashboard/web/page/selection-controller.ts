import type { ReactiveController, ReactiveControllerHost } from "lit";

const PARAMETER = "vehicle";
const PART_PARAMETER = "part";

/** The chosen vehicle and what of it is looked at, kept in the address: a link, Back and a reload lead to the same car. */
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

  /** Which part of the chosen vehicle is looked at; undefined for the first. */
  get part(): string | undefined {
    return new URLSearchParams(location.search).get(PART_PARAMETER) ?? undefined;
  }

  /** Looks at another part; no step of its own for Back. */
  choosePart(part: string): void {
    const url = new URL(location.href);
    url.searchParams.set(PART_PARAMETER, part);
    history.replaceState(null, "", url);
    this.#host.requestUpdate();
  }

  /** Chooses a vehicle, or none. Choosing the same one again changes nothing. */
  choose(id: string | undefined): void {
    if (id === this.id) return;
    const url = new URL(location.href);
    if (id === undefined) {
      url.searchParams.delete(PARAMETER);
      url.searchParams.delete(PART_PARAMETER);
    } else url.searchParams.set(PARAMETER, id);
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
