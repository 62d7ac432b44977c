import type { ReactiveController, ReactiveControllerHost } from "lit";
import { heldRows, type HeldRows } from "../../alerts/held-rows.ts";

/** Rows stay where they are this long after somebody has last moved among them, ms. */
const HOLD_MS = 10_000;

/** Keeps the rows of a list where they are while somebody points at them or walks them by keys. */
export class RowHold<Item extends { readonly id: string }> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #ids: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.release();
  }

  /** Somebody moves among the rows. */
  readonly hold = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.release, HOLD_MS);
  };

  /** They look elsewhere, or want to see what waits. */
  readonly release = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#host.requestUpdate();
  };

  /** The rows to be shown now; an empty list has nothing to keep in its place. */
  rowsOf(now: readonly Item[]): HeldRows<Item> {
    const held = heldRows(this.#ids, now, ({ id }) => id);
    const isHeld = this.#timer !== undefined && held.rows.length > 0;
    const shown = isHeld ? held : { rows: now, waiting: 0 };
    this.#ids = shown.rows.map(({ id }) => id);
    return shown;
  }
}
