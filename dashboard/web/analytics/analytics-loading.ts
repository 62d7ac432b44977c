import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Analytics } from "../../../contracts/analytics.ts";
import { serverNowMs } from "../page/clock.ts";
import { getJson } from "../session/api.ts";

/** Figures of a period that has not ended are asked for again this often, ms. */
const REFRESH_MS = 120_000;

type Loaded = { readonly query: string; readonly analytics: Analytics; readonly atMs: number };

/** Fetches figures as the page asks for others, and again while their period lasts. */
export class AnalyticsLoading implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #query: string | undefined;
  #loaded: Loaded | undefined;
  #failed = false;
  #abort = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      if (!document.hidden && this.#loaded?.analytics.isOngoing) this.reload();
    }, REFRESH_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#abort.abort();
    this.#query = undefined;
  }

  /** What was asked for last; undefined until it is there. */
  get analytics(): Analytics | undefined {
    return this.#loaded?.query === this.#query ? this.#loaded?.analytics : undefined;
  }

  get state(): "loading" | "ready" | "failed" {
    if (this.analytics) return "ready";
    return this.#failed ? "failed" : "loading";
  }

  /** Since when what is shown could not be brought up to date, ms. */
  get staleSinceMs(): number | undefined {
    return this.#failed && this.analytics ? this.#loaded?.atMs : undefined;
  }

  /** Asks for other figures; for the same ones nothing is done. */
  ask(query: URLSearchParams): void {
    if (query.toString() === this.#query) return;
    this.#query = query.toString();
    this.reload();
  }

  reload(): void {
    if (this.#query !== undefined) void this.#load(this.#query);
  }

  async #load(query: string): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#failed = false;
    this.#host.requestUpdate();
    try {
      const analytics = await getJson(`/api/analytics?${query}`, Analytics, signal);
      this.#loaded = { query, analytics, atMs: serverNowMs() };
    } catch {
      if (signal.aborted) return;
      this.#failed = true;
    }
    this.#host.requestUpdate();
  }
}
