import type { ReactiveController, ReactiveControllerHost } from "lit";
import { serverNowMs } from "../page/clock.ts";

/** How far reading has come. `asOfMs`: when it was true; `isStale`: it could not be read again. */
export type Loaded<Answer> =
  | { readonly kind: "loading" }
  | { readonly kind: "failed" }
  | {
      readonly kind: "ready";
      readonly answer: Answer;
      readonly asOfMs: number;
      readonly isStale: boolean;
    };

type Options<Answer> = {
  /** Reads what is shown. Throws `ApiError`. */
  readonly load: (signal: AbortSignal) => Promise<Answer>;
  /** Pause before it is read again, ms. */
  readonly everyMs: number;
};

/** Reads something for an element, and reads it again as long as the element is on the page. */
export class RepeatedLoading<Answer> implements ReactiveController {
  state: Loaded<Answer> = { kind: "loading" };
  readonly #host: ReactiveControllerHost;
  readonly #options: Options<Answer>;
  #loading = new AbortController();
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, options: Options<Answer>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#loading.abort();
    clearTimeout(this.#again);
  }

  /** Begins anew, with nothing known: something else is shown from now on. */
  async restart(): Promise<void> {
    this.state = { kind: "loading" };
    await this.reload();
  }

  /** Reads now. What is shown stays until there is an answer. */
  async reload(): Promise<void> {
    this.#loading.abort();
    clearTimeout(this.#again);
    const { signal } = (this.#loading = new AbortController());
    const answer = await this.#options.load(signal).catch(() => undefined);
    if (signal.aborted) return;
    if (answer !== undefined) {
      this.state = { kind: "ready", answer, asOfMs: serverNowMs(), isStale: false };
    } else if (this.state.kind === "ready") this.state = { ...this.state, isStale: true };
    else this.state = { kind: "failed" };
    this.#again = setTimeout(() => void this.reload(), this.#options.everyMs);
    this.#host.requestUpdate();
  }
}
