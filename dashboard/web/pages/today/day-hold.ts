import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Today } from "../../../../contracts/today.ts";
import type { DaySources } from "./count-figures.ts";
import { type Day, type HeldDay, heldDay } from "../../today/held-day.ts";

/** Nobody reads a page that has been left alone for so long, ms: it goes on by itself, as on a wall. */
const READS_MS = 5 * 60_000;
/** Signs that there is somebody. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel"] as const;

/** Keeps the lists of the day where they are while somebody reads them, from when all is there. */
export class DayHold implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #kept: Day | undefined;
  /** What was known of the day before it was looked at, which is about to be replaced. */
  #former: Today | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS) addEventListener(sign, this.#hold, { passive: true });
  }

  hostDisconnected(): void {
    for (const sign of SIGNS) removeEventListener(sign, this.#hold);
    clearTimeout(this.#timer);
  }

  readonly #hold = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#end, READS_MS);
  };

  readonly #end = (): void => {
    this.#timer = undefined;
    this.release();
  };

  /** Somebody begins to look, and is first shown all that comes in the place of `former`. */
  look(former: Today | undefined): void {
    this.#former = former;
    this.#kept = undefined;
    this.#hold();
  }

  /** Shows what waits. */
  readonly release = (): void => {
    this.#kept = undefined;
    this.#host.requestUpdate();
  };

  /** What is to be shown of the day as it is `now` by these sources. */
  shownOf(now: Day, { board, inbox }: Pick<DaySources, "board" | "inbox">): HeldDay {
    const isWhole = board.today !== this.#former && inbox.load !== "loading";
    const isHeld = isWhole && this.#timer !== undefined;
    this.#kept = isHeld ? (this.#kept ?? now) : undefined;
    return heldDay(this.#kept ?? now, now);
  }
}
