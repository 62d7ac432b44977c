import "@lit-labs/virtualizer";
import type { LitVirtualizer } from "@lit-labs/virtualizer";
import type { VisibilityChangedEvent } from "@lit-labs/virtualizer/events.js";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { stepIn } from "../kit/list-steps.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";
import { virtualListStyles } from "../kit/virtual-list-styles.ts";
import { NearFlow } from "./near-flow.ts";
import "./vehicle-row.ts";

const LAYOUT = { type: NearFlow };

/**
 * The cars as a list box: the accessible equivalent of the map. Fires `vehicle-hover` and
 * `vehicle-pick` with a vehicle id (hover: undefined when it ends), and `rows-seen` with the ids of the
 * rows that can be seen.
 */
@customElement("vehicle-list")
export class VehicleList extends LitElement {
  static override styles = [
    controls,
    virtualListStyles,
    css`
      lit-virtualizer:focus-visible vehicle-row[active] {
        box-shadow: inset 0 0 0 2px var(--focus);
      }
    `,
  ];

  @property({ attribute: false }) fleet!: Fleet;
  /** The cars that are listed, in this order. */
  @property({ attribute: false }) ids: readonly string[] = [];
  @property() selectedId: string | undefined;
  @property() hoveredId: string | undefined;
  /** The row the arrow keys stand on. */
  @state() private activeId: string | undefined;
  /** Places of the first and the last row that can be seen. */
  #seen = { first: 0, last: -1 };
  @query("lit-virtualizer") private scroller!: LitVirtualizer<string>;

  /** Puts the keyboard into the list. */
  override focus(): void {
    this.activeId ??= this.#firstChoice();
    this.scroller.focus();
  }

  /** Where the keyboard begins: at the chosen car, or at the top. */
  #firstChoice(): string | undefined {
    return this.#isListed(this.selectedId) ? this.selectedId : this.ids[0];
  }

  #isListed(id: string | undefined): boolean {
    return id !== undefined && this.ids.includes(id);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("selectedId")) this.activeId = this.selectedId;
    // a row that was filtered out must not be what Enter picks
    if (!this.#isListed(this.activeId)) this.activeId = undefined;
  }

  #fire(type: "vehicle-hover" | "vehicle-pick", id: string | undefined): void {
    this.dispatchEvent(new CustomEvent(type, { detail: id, bubbles: true, composed: true }));
  }

  readonly #visible = ({ first, last }: VisibilityChangedEvent): void => {
    this.#seen = { first, last };
    this.#tellSeen();
  };

  #tellSeen(): void {
    const { first, last } = this.#seen;
    const detail = this.ids.slice(first, last + 1);
    this.dispatchEvent(new CustomEvent("rows-seen", { detail, bubbles: true, composed: true }));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("ids")) this.#tellSeen();
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const { ids } = this;
    if (event.key === "Escape") {
      this.activeId = undefined;
      this.#fire("vehicle-hover", undefined);
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      const id = this.activeId ?? this.#firstChoice();
      if (id !== undefined) this.#fire("vehicle-pick", id);
      event.preventDefault();
      return;
    }
    const next = stepIn(ids, this.activeId, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.activeId = next;
    this.#fire("vehicle-hover", next);
    this.scroller.element(ids.indexOf(next))?.scrollIntoView({ block: "nearest" });
  };

  readonly #row = (id: string) =>
    html`<vehicle-row
      id=${`row-${id}`}
      role="option"
      aria-selected=${id === this.selectedId}
      ?active=${id === this.activeId}
      ?hovered=${id === this.hoveredId}
      .vehicle=${this.fleet.vehicles.get(id)}
      @pointerenter=${(event: PointerEvent) =>
        event.pointerType === "mouse" && this.#fire("vehicle-hover", id)}
      @pointerleave=${() => this.#fire("vehicle-hover", undefined)}
      @click=${() => {
        this.activeId = id;
        this.#fire("vehicle-pick", id);
      }}
    ></vehicle-row>`;

  protected override render() {
    // a new function makes the virtualizer draw its rows again
    const renderItem = (id: string) => this.#row(id);
    const active = this.activeId === undefined ? undefined : `row-${this.activeId}`;
    return html`<lit-virtualizer
      scroller
      role="listbox"
      tabindex="0"
      aria-label=${fleetText().vehicles}
      aria-activedescendant=${ifDefined(active)}
      .layout=${LAYOUT}
      .items=${this.ids}
      .keyFunction=${(id: string) => id}
      .renderItem=${renderItem}
      @keydown=${this.#keydown}
      @visibilityChanged=${this.#visible}
      @blur=${() => this.#fire("vehicle-hover", undefined)}
    ></lit-virtualizer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vehicle-list": VehicleList;
  }
}
