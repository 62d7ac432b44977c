import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { fleetBrowserStyles } from "../../elements/fleet-browser-styles.ts";
import { searchBox } from "../../elements/search-box.ts";
import { fleetText } from "../../fleet/text.ts";
import type { FenceBook } from "../../geofences/fence-book.ts";
import { findFences } from "../../geofences/fence-words.ts";
import { geofenceText } from "../../geofences/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import "../../kit/virtual-list.ts";
import type { VirtualList } from "../../kit/virtual-list.ts";
import { icon } from "../../page/icons.ts";
import "./fence-row.ts";

const rowOf = (fence: GeofenceVersion) => html`<fence-row .fence=${fence}></fence-row>`;

/** The fences by name, and a search among them. Fires `fence-pick` (an id), `fence-new`. */
@customElement("fence-list")
export class FenceList extends LitElement {
  static override styles = [
    controls,
    fleetBrowserStyles,
    css`
      stale-note {
        flex: none;
        margin: 10px 12px 0;
      }
      .bar {
        min-height: 44px;
        padding-right: 8px;
      }
      .bar .button {
        height: 30px;
        padding: 0 11px 0 8px;
        font-size: var(--size-s);
      }
      virtual-list {
        flex: 1;
      }
      @media (pointer: coarse) {
        .bar {
          min-height: 54px;
        }
        .bar .button {
          height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) book!: FenceBook;
  /** Counts the changes of `book`. */
  @property({ type: Number }) revision = 0;
  /** The feed is lost, and with it perhaps the server. */
  @property({ type: Boolean }) stale = false;
  @property() chosenId: string | undefined;
  @property({ type: Boolean, attribute: "may-edit" }) mayEdit = false;
  @state() private sought = "";
  @query("#search") private searchField!: HTMLInputElement;
  @query("virtual-list") private list!: VirtualList<GeofenceVersion> | null;

  /** Puts the keyboard into the search field. */
  focusSearch(): void {
    this.searchField.focus();
    this.searchField.select();
  }

  /** Puts the keyboard into the list. */
  override focus(): void {
    if (this.list) this.list.focus();
    else this.searchField.focus();
  }

  #fire(type: "fence-pick" | "fence-new", detail?: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  readonly #searchKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.list?.focus();
    }
    if (event.key === "Escape" && this.sought !== "") {
      event.stopPropagation();
      this.sought = "";
    }
  };

  #search() {
    const t = geofenceText();
    return searchBox({
      ...{ query: this.sought, placeholder: t.searchFor, label: t.search, onKey: this.#searchKey },
      onQuery: (sought) => (this.sought = sought),
    });
  }

  #bar(shown: number) {
    const t = geofenceText();
    return html`<div class="bar">
      <span class="total">${shown > 0 ? t.count(shown) : nothing}</span>
      ${
        this.mayEdit
          ? html`<button class="button primary" @click=${() => this.#fire("fence-new")}>
              ${icon("plus")}${t.add}
            </button>`
          : nothing
      }
    </div>`;
  }

  #content(found: readonly GeofenceVersion[]) {
    const t = geofenceText();
    if (found.length > 0) {
      return html`<virtual-list
        label=${t.title}
        .items=${found}
        .renderRow=${rowOf}
        .selectedId=${this.chosenId}
        @item-pick=${({ detail }: CustomEvent<string>) => this.#fire("fence-pick", detail)}
      ></virtual-list>`;
    }
    const { load, atMs } = this.book;
    if (load === "loading") return html`<list-skeleton></list-skeleton>`;
    if (load === "failed" && atMs === undefined) return this.#failure();
    if (this.sought !== "") {
      return html`<state-message icon="search" heading=${t.noMatch}></state-message>`;
    }
    return html`<state-message
      icon="zone"
      heading=${t.empty}
      action=${this.mayEdit ? t.drawFirst : ""}
      @act=${() => this.#fire("fence-new")}
      >${t.emptyHint}</state-message
    >`;
  }

  #staleNote() {
    const { load, atMs } = this.book;
    if (atMs === undefined || (load !== "failed" && !this.stale)) return nothing;
    return html`<stale-note .sinceMs=${atMs} @act=${() => this.book.reload()}></stale-note>`;
  }

  #failure() {
    return html`<state-message
      bad
      icon="lost"
      heading=${geofenceText().failed}
      action=${fleetText().tryAgain}
      @act=${() => this.book.reload()}
    ></state-message>`;
  }

  protected override render() {
    const found = findFences(this.book.fences, this.sought);
    return html`${this.#staleNote()}
      <div class="head">${this.#search()}</div>
      ${this.#bar(found.length)} ${this.#content(found)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fence-list": FenceList;
  }
}
