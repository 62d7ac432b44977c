import type { ReactiveController, ReactiveControllerHost } from "lit";
import { MAX_PAGE_SIZE, type Page } from "../../../contracts/paging.ts";
import { serverNowMs } from "../page/clock.ts";

/** Of what nobody announces, the first look again comes so long after the last one, ms. */
const LOOK_AGAIN_MS = 60_000;

type LoadPage<Item> = (query: URLSearchParams, signal: AbortSignal) => Promise<Page<Item>>;

type Loaded<Item> = {
  readonly query: string;
  readonly rows: readonly Item[];
  readonly nextCursor: string | null;
  readonly atMs: number;
};

type Options<Item> = {
  readonly load: LoadPage<Item>;
  /** Rows that each page brings. */
  readonly pageSize: number;
};

/**
 * A list that the server hands out page by page: as much of it as was asked for, read again every
 * minute while it is looked at, and when somebody comes back to it.
 */
export class PagedLoading<Item> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options<Item>;
  #query: string | undefined;
  #loaded: Loaded<Item> | undefined;
  #failed = false;
  #abort = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, options: Options<Item>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#lookAgain, LOOK_AGAIN_MS);
    document.addEventListener("visibilitychange", this.#lookAgain);
    addEventListener("focus", this.#lookAgain);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#lookAgain);
    removeEventListener("focus", this.#lookAgain);
    this.#abort.abort();
    this.#query = undefined;
  }

  get #current(): Loaded<Item> | undefined {
    return this.#loaded?.query === this.#query ? this.#loaded : undefined;
  }

  /** What has been fetched of the list; empty until it is there. */
  get rows(): readonly Item[] {
    return this.#current?.rows ?? [];
  }

  get hasMore(): boolean {
    return (this.#current?.nextCursor ?? null) !== null;
  }

  get state(): "loading" | "ready" | "failed" {
    if (this.#current) return "ready";
    return this.#failed ? "failed" : "loading";
  }

  /** Since when what is shown could not be brought up to date, ms. */
  get staleSinceMs(): number | undefined {
    return this.#failed ? this.#current?.atMs : undefined;
  }

  /** Asks for another list; for the same one nothing is done. */
  ask(query: URLSearchParams): void {
    if (query.toString() === this.#query) return;
    this.#query = query.toString();
    void this.reload();
  }

  /** Fetches as much anew as is shown; what is shown stays meanwhile. */
  readonly reload = (): Promise<void> => {
    const shown = Math.max(this.#options.pageSize, this.rows.length);
    return this.#load({ limit: String(Math.min(shown, MAX_PAGE_SIZE)) }, []);
  };

  /** Fetches the next page behind what is shown. */
  readonly more = (): Promise<void> => {
    const { rows, nextCursor } = this.#current ?? { rows: [], nextCursor: null };
    if (nextCursor === null) return Promise.resolve();
    return this.#load({ limit: String(this.#options.pageSize), cursor: nextCursor }, rows);
  };

  readonly #lookAgain = (): void => {
    // a longer list would lose its end, and whoever reads there their place
    if (!document.hidden && this.rows.length <= MAX_PAGE_SIZE) void this.reload();
  };

  async #load(page: Readonly<Record<string, string>>, before: readonly Item[]): Promise<void> {
    const query = this.#query;
    if (query === undefined) return;
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#failed = false;
    this.#host.requestUpdate();
    const parameters = new URLSearchParams([
      ...new URLSearchParams(query),
      ...Object.entries(page),
    ]);
    try {
      const { items, nextCursor } = await this.#options.load(parameters, signal);
      this.#loaded = { query, rows: [...before, ...items], nextCursor, atMs: serverNowMs() };
    } catch {
      if (signal.aborted) return;
      this.#failed = true;
    }
    this.#host.requestUpdate();
  }
}
