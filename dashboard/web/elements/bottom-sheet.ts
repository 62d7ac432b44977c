import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";
import { nearestStop, SHEET_STOPS, sheetHeight, type SheetStop } from "../page/sheet-stops.ts";

/** A sheet at the bottom of a phone's screen with three heights. Fires `stop-change`. */
@customElement("bottom-sheet")
export class BottomSheet extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        inset: auto 0 0;
        z-index: 3;
        display: flex;
        flex-direction: column;
        border-radius: 16px 16px 0 0;
        border-top: 1px solid var(--line);
        background: var(--surface);
        box-shadow: var(--shadow-l);
        transition: height var(--calm);
      }
      :host([dragging]) {
        transition: none;
      }
      .grip {
        position: relative;
        flex: none;
        display: grid;
        place-items: center;
        width: 100%;
        height: 32px;
        padding: 0;
        border: 0;
        background: none;
        touch-action: none;
        cursor: grab;
      }
      .grip::before {
        content: "";
        width: 36px;
        height: 4px;
        border-radius: 2px;
        background: var(--line-strong);
      }
      /* a finger may also take the sheet by its edge */
      .grip::after {
        content: "";
        position: absolute;
        inset: -12px 0 0;
      }
      .grip:focus-visible {
        outline-offset: -4px;
      }
      .content {
        flex: 1;
        min-height: 0;
        overflow: hidden;
      }
    `,
  ];

  @property() stop: SheetStop = "half";
  #drag: { readonly fromY: number; readonly fromHeight: number } | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("stop")) this.#settle();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("resize", this.#settle);
    this.#settle();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("resize", this.#settle);
  }

  readonly #settle = (): void => {
    this.style.height = `${sheetHeight(this.stop, this.#roomPx)}px`;
  };

  /** Height of the box the sheet lies in. */
  get #roomPx(): number {
    return this.offsetParent?.clientHeight ?? innerHeight;
  }

  #go(stop: SheetStop): void {
    this.stop = stop;
    this.#settle();
    this.dispatchEvent(new CustomEvent("stop-change", { detail: stop }));
  }

  readonly #down = (event: PointerEvent): void => {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { fromY: event.clientY, fromHeight: this.offsetHeight };
    this.toggleAttribute("dragging", true);
  };

  readonly #move = (event: PointerEvent): void => {
    if (!this.#drag) return;
    const height = this.#drag.fromHeight + this.#drag.fromY - event.clientY;
    this.style.height = `${Math.min(sheetHeight("full", this.#roomPx), Math.max(64, height))}px`;
  };

  readonly #up = (event: PointerEvent): void => {
    if (!this.#drag) return;
    const moved = Math.abs(event.clientY - this.#drag.fromY);
    const height = this.offsetHeight;
    this.#drag = undefined;
    this.toggleAttribute("dragging", false);
    if (moved > 6) this.#go(nearestStop(height, this.#roomPx));
    else this.#step(this.stop === "full" ? -2 : 1);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "ArrowUp") this.#step(1);
    if (event.key === "ArrowDown") this.#step(-1);
  };

  #step(by: number): void {
    const at = SHEET_STOPS.indexOf(this.stop) + by;
    this.#go(SHEET_STOPS[Math.max(0, Math.min(2, at))] ?? "half");
  }

  protected override render() {
    return html`<button
        class="grip"
        aria-label=${fleetText().sheetHeight}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @keydown=${this.#key}
      ></button>
      <div class="content"><slot></slot></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bottom-sheet": BottomSheet;
  }
}
