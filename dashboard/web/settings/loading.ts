import type { ReactiveController, ReactiveControllerHost } from "lit";
import { serverNowMs } from "../page/clock.ts";

/** Fetches what an element shows when it comes onto the page, and again when told. */
export class Loading<Content> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Content>;
  #loaded: { readonly content: Content; readonly atMs: number } | undefined;
  #failed = false;
  #asked = 0;

  constructor(host: ReactiveControllerHost, load: () => Promise<Content>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {
    void this.reload();
  }

  /** What was fetched last; undefined until it is there. */
  get content(): Content | undefined {
    return this.#loaded?.content;
  }

  get state(): "loading" | "ready" | "failed" {
    if (this.#loaded) return "ready";
    return this.#failed ? "failed" : "loading";
  }

  /** Since when what is shown could not be brought up to date, ms. */
  get staleSinceMs(): number | undefined {
    return this.#failed ? this.#loaded?.atMs : undefined;
  }

  /** Fetches it anew; what is shown stays meanwhile. */
  readonly reload = async (): Promise<void> => {
    const asked = ++this.#asked;
    this.#failed = false;
    this.#host.requestUpdate();
    try {
      const content = await this.#load();
      if (asked === this.#asked) this.#loaded = { content, atMs: serverNowMs() };
    } catch {
      if (asked === this.#asked) this.#failed = true;
    }
    this.#host.requestUpdate();
  };
}
