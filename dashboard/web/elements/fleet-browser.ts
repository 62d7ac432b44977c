import { html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Fleet } from "../fleet/fleet.ts";
import type { FleetCounts, SortOrder } from "../fleet/fleet-filter.ts";
import { type Browse, NO_FILTER } from "../fleet/fleet-view-controller.ts";
import { fleetText } from "../fleet/text.ts";
import { icon } from "../page/icons.ts";
import { controls } from "../kit/controls.ts";
import { fleetBrowserStyles } from "./fleet-browser-styles.ts";
import "../kit/list-skeleton.ts";
import "../kit/state-message.ts";
import { searchBox } from "./search-box.ts";
import "./status-chips.ts";
import type { ChosenKinds } from "./status-chips.ts";
import "./vehicle-list.ts";
import type { VehicleList } from "./vehicle-list.ts";

/** Search, filters and the list of cars. Fires `browse` with what the person asks for now. */
@customElement("fleet-browser")
export class FleetBrowser extends LitElement {
  static override styles = [controls, fleetBrowserStyles];

  @property({ attribute: false }) browse: Browse | undefined;
  @property({ attribute: false }) fleet!: Fleet;
  /** The cars that are listed, in this order. */
  @property({ attribute: false }) ids: readonly string[] = [];
  @property({ attribute: false }) counts: FleetCounts | undefined;
  /** Cars in the fleet; undefined until it is known. */
  @property({ type: Number }) total: number | undefined;
  @property() selectedId: string | undefined;
  @property() hoveredId: string | undefined;
  @query("#search") private searchField!: HTMLInputElement;
  @query("vehicle-list") private list!: VehicleList | null;

  /** Puts the keyboard into the search field. */
  focusSearch(): void {
    this.searchField.focus();
    this.searchField.select();
  }

  #change(part: Partial<Browse>): void {
    if (!this.browse) return;
    this.dispatchEvent(new CustomEvent("browse", { detail: { ...this.browse, ...part } }));
  }

  readonly #searchKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.list?.focus();
    }
    if (event.key === "Enter" && this.ids[0] !== undefined) {
      const [detail] = this.ids;
      this.dispatchEvent(
        new CustomEvent("vehicle-pick", { detail, bubbles: true, composed: true }),
      );
    }
    if (event.key === "Escape" && this.browse?.query) {
      event.stopPropagation();
      this.#change({ query: "" });
    }
  };

  /** Escape in the list takes back the search, as it does in the field, before anything else. */
  readonly #listKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.browse?.query) return;
    event.stopPropagation();
    this.#change({ query: "" });
    this.focusSearch();
  };

  #search(query: string) {
    const t = fleetText();
    return searchBox({
      ...{ query, placeholder: t.searchFor, label: t.search, onKey: this.#searchKey },
      onQuery: (sought) => this.#change({ query: sought }),
    });
  }

  #bar({ onlyOnMap, order }: Browse) {
    const shown = this.ids.length;
    const all = this.total ?? 0;
    const t = fleetText();
    return html`<div class="bar">
      <span class="total">${shown === all ? t.cars(all) : t.carsOf(shown, all)}</span>
      <button
        class="pill"
        aria-pressed=${onlyOnMap}
        @click=${() => this.#change({ onlyOnMap: !onlyOnMap })}
      >
        ${icon("onMap")} ${t.onTheMap}
      </button>
      <label class="order">
        <span class="visually-hidden">${t.order}</span>
        <select
          @change=${(event: Event) =>
            this.#change({ order: (event.target as HTMLSelectElement).value as SortOrder })}
        >
          <option value="plate" ?selected=${order === "plate"}>${t.byPlate}</option>
          <option value="activity" ?selected=${order === "activity"}>${t.byActivity}</option>
          <option value="recent" ?selected=${order === "recent"}>${t.byLastHeard}</option>
        </select>
        ${icon("chevronDown")}
      </label>
    </div>`;
  }

  #content(browse: Browse) {
    const t = fleetText();
    if (this.total === undefined) return html`<list-skeleton></list-skeleton>`;
    if (this.total === 0) {
      return html`<slot name="empty"
        ><state-message icon="car" heading=${t.noCars}> ${t.noCarsHint} </state-message></slot
      >`;
    }
    if (this.ids.length === 0) {
      return html`<state-message
        icon="search"
        heading=${t.noMatch}
        action=${t.clearFilters}
        @act=${() => this.#change({ ...NO_FILTER })}
        >${browse.onlyOnMap ? t.noneOnMap : t.tryAnother}</state-message
      >`;
    }
    return html`<vehicle-list
      .fleet=${this.fleet}
      .ids=${this.ids}
      .selectedId=${this.selectedId}
      .hoveredId=${this.hoveredId}
      @keydown=${this.#listKey}
    ></vehicle-list>`;
  }

  protected override render() {
    const { browse } = this;
    if (!browse) return nothing;
    return html`<div class="head">
        ${this.#search(browse.query)}
        <status-chips
          .counts=${this.counts}
          .chosen=${browse}
          @change=${({ detail: { statuses, connections } }: CustomEvent<ChosenKinds>) =>
            this.#change({ statuses, connections })}
        ></status-chips>
      </div>
      ${this.#bar(browse)} ${this.#content(browse)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fleet-browser": FleetBrowser;
  }
}
