import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { fleetText } from "../fleet/text.ts";
import { AnchoredPopover } from "../kit/anchored-popover.ts";
import "../kit/check-field.ts";
import { controls } from "../kit/controls.ts";
import { popoverStyles } from "../kit/popover-styles.ts";
import { MAP_LAYERS, type MapLayer } from "../map/layer-choice.ts";
import { icon } from "../page/icons.ts";
import { mapButtonStyles } from "./map-button-styles.ts";

/** What is laid over the map, to be chosen. Fires `change` with the layers that are wanted. */
@customElement("layers-menu")
export class LayersMenu extends LitElement {
  static override styles = [
    controls,
    popoverStyles,
    mapButtonStyles,
    css`
      [popover] {
        min-width: 210px;
        padding: 8px 14px 10px;
      }
      h2 {
        margin: 4px 0;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 550;
      }
      p {
        max-width: 220px;
        margin: 6px 0 2px;
        color: var(--danger);
        font-size: var(--size-s);
      }
    `,
  ];

  @property({ attribute: false }) layers: ReadonlySet<MapLayer> = new Set();
  /** Layers this person has nothing on, as those of alerts who may not see alerts. */
  @property({ attribute: false }) without: ReadonlySet<MapLayer> = new Set();
  /** Zones and depots could not be fetched. */
  @property({ type: Boolean }) failed = false;
  @query("#button") private button!: HTMLElement;
  @query("#menu") private menu!: HTMLElement;
  readonly #popover = new AnchoredPopover(this, {
    anchor: () => this.button,
    popover: () => this.menu,
    alignment: "end",
  });

  readonly #toggle = (): void => {
    if (this.#popover.isOpen) return this.#popover.hide();
    this.#popover.show();
    this.menu.querySelector("check-field")?.focus();
  };

  readonly #menuKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#popover.hide();
    this.button.focus();
  };

  #choose(layer: MapLayer, isWanted: boolean): void {
    const layers = new Set(this.layers);
    if (isWanted) layers.add(layer);
    else layers.delete(layer);
    this.dispatchEvent(new CustomEvent("change", { detail: layers }));
  }

  protected override render() {
    const t = fleetText();
    const offered = MAP_LAYERS.filter((layer) => !this.without.has(layer));
    return html`<div class="buttons">
        <button
          id="button"
          class="icon-button"
          aria-label=${t.layers}
          title=${t.layers}
          aria-haspopup="dialog"
          aria-expanded=${this.#popover.isOpen}
          @click=${this.#toggle}
        >
          ${icon("layers")}
        </button>
      </div>
      <div id="menu" popover role="dialog" aria-label=${t.layers} @keydown=${this.#menuKey}>
        <h2>${t.layers}</h2>
        ${offered.map(
          (layer) =>
            html`<check-field
              .label=${t.layer[layer]}
              .checked=${this.layers.has(layer)}
              @value-change=${(event: CustomEvent<boolean>) => this.#choose(layer, event.detail)}
            ></check-field>`,
        )}
        ${this.failed ? html`<p role="alert">${t.fencesFailed}</p>` : nothing}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "layers-menu": LayersMenu;
  }
}
