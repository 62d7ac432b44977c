import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";
import "./vehicle-row.ts";

/** Width of the popover, CSS pixels; it stays inside the map it lies on. */
const WIDTH = 272;
const MAX_HEIGHT = 264;

/** Lists cars that stand on the same spot. Fires `vehicle-pick` and `close`. */
@customElement("stack-popover")
export class StackPopover extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        z-index: 4;
        width: 272px;
        max-height: 264px;
        overflow: hidden auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        box-shadow: var(--shadow-l);
        scrollbar-width: thin;
      }
      h2 {
        position: sticky;
        top: 0;
        margin: 0;
        padding: 10px 14px 8px;
        background: var(--surface-raised);
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 550;
      }
      button {
        display: block;
        width: 100%;
        padding: 0;
        border: 0;
        background: none;
        text-align: left;
      }
      button:hover,
      button:focus-visible {
        background: var(--surface-hover);
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) vehicles: readonly VehicleSummary[] = [];
  /** Where the cars are, pixels from the top left of the containing box. */
  @property({ type: Number }) x = 0;
  @property({ type: Number }) y = 0;

  readonly #outside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.dispatchEvent(new CustomEvent("close"));
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pointerdown", this.#outside, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.#outside, { capture: true });
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("button")?.focus({ preventScroll: true });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("x") && !changed.has("y")) return;
    const box = this.offsetParent;
    const left = Math.min(this.x + 14, (box?.clientWidth ?? 0) - WIDTH - 12);
    const top = Math.min(this.y + 14, (box?.clientHeight ?? 0) - MAX_HEIGHT - 12);
    this.style.left = `${Math.max(12, left)}px`;
    this.style.top = `${Math.max(12, top)}px`;
  }

  #pick(id: string): void {
    this.dispatchEvent(
      new CustomEvent("vehicle-pick", { detail: id, bubbles: true, composed: true }),
    );
  }

  protected override render() {
    return html`<h2>${fleetText().carsHere(this.vehicles.length)}</h2>
      ${this.vehicles.map(
        (vehicle) =>
          html`<button @click=${() => this.#pick(vehicle.vehicleId)}>
            <vehicle-row .vehicle=${vehicle}></vehicle-row>
          </button>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "stack-popover": StackPopover;
  }
}
