import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ApiError } from "./api.ts";

type LoadChosen<Thing> = (id: string, signal: AbortSignal) => Promise<Thing>;

/** Where the chosen thing stands; `missing` when the server knows none by that id. */
export type ChosenState = "none" | "loading" | "ready" | "missing" | "failed";

const NOT_FOUND = 404;
/** An id that is none at all, in an address that somebody typed. */
const NO_ID = 400;

/** Fetches the one thing that is open, and another when another is. */
export class ChosenLoading<Thing> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #load: LoadChosen<Thing>;
  #id = "";
  #thing: Thing | undefined;
  #state: ChosenState = "none";
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost, load: LoadChosen<Thing>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#abort.abort();
    this.#id = "";
  }

  /** What is open; undefined until it is there. */
  get thing(): Thing | undefined {
    return this.#thing;
  }

  get state(): ChosenState {
    return this.#state;
  }

  /** Opens the thing of that id, or none with an empty one; for the same one nothing is done. */
  choose(id: string): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#thing = undefined;
    void this.reload();
  }

  /** Fetches it anew; what is shown stays meanwhile, also where it cannot be had. */
  readonly reload = async (): Promise<void> => {
    this.#abort.abort();
    if (this.#id === "") return this.#set("none");
    const { signal } = (this.#abort = new AbortController());
    if (!this.#thing) this.#set("loading");
    try {
      const thing = await this.#load(this.#id, signal);
      if (signal.aborted) return;
      this.#thing = thing;
      this.#set("ready");
    } catch (error) {
      if (signal.aborted) return;
      const isMissing =
        error instanceof ApiError && (error.status === NOT_FOUND || error.status === NO_ID);
      if (isMissing) this.#thing = undefined;
      if (!this.#thing) this.#set(isMissing ? "missing" : "failed");
    }
  };

  #set(state: ChosenState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
