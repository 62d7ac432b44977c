import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { fleetText } from "../fleet/text.ts";
import { icon } from "../page/icons.ts";
import { controls } from "../kit/controls.ts";
import { mapButtonStyles } from "./map-button-styles.ts";

/** Buttons on the map, with those of the page beneath. Fires `zoom` (steps) and `fit-fleet`. */
@customElement("map-controls")
export class MapControls extends LitElement {
  static override styles = [
    controls,
    mapButtonStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      /* a map that says how high it is, and is too low for all of them: two fingers zoom as well */
      @container (max-height: 190px) {
        .zoom {
          display: none;
        }
      }
    `,
  ];

  /** What is shown whole; the fleet unless given. */
  @property({ attribute: "fit-label" }) fitLabel: string | undefined;

  #fire(type: string, detail?: number): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  protected override render() {
    const t = fleetText();
    const fitLabel = this.fitLabel ?? t.wholeFleet;
    return html`<div class="buttons">
        <button
          class="icon-button"
          aria-label=${fitLabel}
          title=${fitLabel}
          @click=${() => this.#fire("fit-fleet")}
        >
          ${icon("fit")}
        </button>
      </div>
      <div class="buttons zoom">
        <button class="icon-button" aria-label=${t.zoomIn} @click=${() => this.#fire("zoom", 1)}>
          ${icon("plus")}
        </button>
        <button class="icon-button" aria-label=${t.zoomOut} @click=${() => this.#fire("zoom", -1)}>
          ${icon("minus")}
        </button>
      </div>
      <slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "map-controls": MapControls;
  }
}
