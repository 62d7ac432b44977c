import { html, nothing, type ReactiveController, type ReactiveControllerHost } from "lit";
import type { TemplateResult } from "lit";
import { fleetText } from "../fleet/text.ts";
import "../kit/state-message.ts";

type Drawing = {
  readonly draw: () => TemplateResult;
  /** What still works without the map. */
  readonly hint: string;
  /** Class of what stands in the map's place. */
  readonly place: string;
};

/** The map of a page: a chunk of its own, which comes behind everything else and may not come at all. */
export class PageMap implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<unknown>;
  #state: "loading" | "ready" | "failed" = "loading";

  /** `load` fetches the chunk that defines the map's element. */
  constructor(host: ReactiveControllerHost, load: () => Promise<unknown>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  hostConnected(): void {
    void this.#fetch();
  }

  /** The map could not be drawn: for its `map-failed`. */
  readonly fail = (): void => this.#become("failed");

  /** The map once it is there; nothing before; where it fails what says so and offers to try again. */
  render({ draw, hint, place }: Drawing): TemplateResult | typeof nothing {
    if (this.#state === "loading") return nothing;
    if (this.#state === "ready") return draw();
    const t = fleetText();
    return html`<state-message
      bad
      class=${place}
      icon="warning"
      heading=${t.mapFailed}
      action=${t.tryAgain}
      @act=${() => void this.#fetch()}
      >${hint}</state-message
    >`;
  }

  async #fetch(): Promise<void> {
    try {
      await this.#load();
      this.#become("ready");
    } catch {
      this.#become("failed");
    }
  }

  #become(state: "ready" | "failed"): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
