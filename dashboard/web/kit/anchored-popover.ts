import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type Alignment, popoverPlace } from "./popover-place.ts";

type Parts = {
  readonly anchor: () => HTMLElement | null;
  readonly popover: () => HTMLElement | null;
  readonly alignment?: Alignment;
  /** The popover is as wide as its anchor at least. */
  readonly matchWidth?: boolean;
};

/**
 * Shows an element with the attribute `popover` in the top layer beside another one, and keeps it
 * there while the page scrolls or changes size.
 */
export class AnchoredPopover implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: Parts;
  #isOpen = false;

  constructor(host: ReactiveControllerHost, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  show(): void {
    const popover = this.#parts.popover();
    if (this.#isOpen || !popover) return;
    this.#isOpen = true;
    popover.showPopover();
    popover.addEventListener("toggle", this.#toggled);
    addEventListener("scroll", this.place, { capture: true, passive: true });
    addEventListener("resize", this.place);
    this.place();
    this.#host.requestUpdate();
  }

  hide(): void {
    if (!this.#isOpen) return;
    const popover = this.#parts.popover();
    this.#release();
    if (popover?.matches(":popover-open")) popover.hidePopover();
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#isOpen) this.place();
  }

  hostDisconnected(): void {
    this.#release();
  }

  #release(): void {
    this.#isOpen = false;
    this.#parts.popover()?.removeEventListener("toggle", this.#toggled);
    removeEventListener("scroll", this.place, { capture: true });
    removeEventListener("resize", this.place);
  }

  /** The browser closes a popover by itself on Escape or a press outside. */
  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === "closed" && this.#isOpen) this.hide();
  };

  readonly place = (): void => {
    const anchor = this.#parts.anchor();
    const popover = this.#parts.popover();
    if (!anchor || !popover) return;
    const box = anchor.getBoundingClientRect();
    if (this.#parts.matchWidth) popover.style.minWidth = `${box.width}px`;
    popover.style.maxHeight = "none";
    const size = { width: popover.offsetWidth, height: popover.offsetHeight };
    const screen = { width: innerWidth, height: innerHeight };
    const place = popoverPlace(box, size, screen, this.#parts.alignment ?? "start");
    popover.style.left = `${place.left}px`;
    popover.style.top = `${place.top}px`;
    popover.style.maxHeight = `${place.maxHeight}px`;
  };
}
