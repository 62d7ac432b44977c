import { type AlertInbox, loadAlert } from "../../alerts/alert-inbox.ts";

/** Fetches alerts that were resolved so long ago that the inbox does not hold them, each once. */
export class MissingAlert {
  readonly #host: { readonly inbox: AlertInbox };
  readonly #onFault: (id: string, error: unknown) => void;
  /** The one that was looked for last. */
  #sought: string | undefined;

  constructor(host: { readonly inbox: AlertInbox }, onFault: (id: string, error: unknown) => void) {
    this.#host = host;
    this.#onFault = onFault;
  }

  /** Looks for an alert that the address names, unless the inbox has it or has yet to load. */
  seek(id: string | undefined): void {
    const { load, alerts } = this.#host.inbox;
    if (id === undefined || load !== "ready" || alerts.has(id) || this.#sought === id) return;
    this.#sought = id;
    void this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    try {
      this.#host.inbox.take(await loadAlert(id));
    } catch (error) {
      this.#onFault(id, error);
    }
  }
}
