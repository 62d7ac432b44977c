import "@lit-labs/virtualizer";
import type { LitVirtualizer } from "@lit-labs/virtualizer";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { controls } from "./controls.ts";
import { stepIn } from "./list-steps.ts";

/** One row's data; `id` tells rows apart and stays the same while a row changes. */
export type ListItem = { readonly id: string };

/**
 * A list box of any length: only the rows in sight are in the page. Arrow keys walk it, Enter picks.
 * Fires `item-pick` and `item-active` with an id. The caller gives the box its height.
 */
@customElement("virtual-list")
export class VirtualList<Item extends ListItem> extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
      }
      lit-virtualizer {
        height: 100%;
        overflow: hidden auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      lit-virtualizer:focus-visible {
        outline: none;
      }
      lit-virtualizer:focus-visible:not([aria-activedescendant]) {
        box-shadow: inset 0 0 0 2px var(--focus);
      }
      .row {
        width: 100%;
        border-left: 3px solid transparent;
        border-bottom: 1px solid var(--line);
        cursor: pointer;
      }
      .row:hover {
        background: var(--surface-hover);
      }
      .row[aria-selected="true"] {
        border-left-color: var(--accent);
        background: var(--surface-selected);
      }
      lit-virtualizer:focus-visible .row.active {
        box-shadow: inset 0 0 0 2px var(--focus);
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) items: readonly Item[] = [];
  /**
   * Draws the content of a row; it looks as an element of its own does, since styles of the page do
   * not reach it. A new function draws all rows again.
   */
  @property({ attribute: false }) renderRow: (item: Item) => TemplateResult = () => html``;
  @property() selectedId: string | undefined;
  /** The row the arrow keys stand on. */
  @state() private activeId: string | undefined;
  @query("lit-virtualizer") private scroller!: LitVirtualizer<Item>;

  /** Puts the keyboard into the list. */
  override focus(): void {
    this.activeId ??= this.selectedId ?? this.items[0]?.id;
    this.scroller.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("selectedId")) this.activeId = this.selectedId;
    // a row that has gone must not be what Enter picks
    if (!this.items.some(({ id }) => id === this.activeId)) this.activeId = undefined;
  }

  #fire(type: "item-pick" | "item-active", id: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail: id }));
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const ids = this.items.map(({ id }) => id);
    const active = this.activeId ?? ids[0];
    if ((event.key === "Enter" || event.key === " ") && active !== undefined) {
      event.preventDefault();
      return this.#fire("item-pick", active);
    }
    const next = stepIn(ids, this.activeId, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.activeId = next;
    this.#fire("item-active", next);
    this.scroller.element(ids.indexOf(next))?.scrollIntoView({ block: "nearest" });
  };

  #row(item: Item) {
    const { id } = item;
    return html`<div
      id=${`row-${id}`}
      class="row ${id === this.activeId ? "active" : ""}"
      role="option"
      aria-selected=${id === this.selectedId}
      @click=${() => {
        this.activeId = id;
        this.#fire("item-pick", id);
      }}
    >
      ${this.renderRow(item)}
    </div>`;
  }

  protected override render() {
    // a new function makes the virtualizer draw its rows again
    const renderItem = (item: Item) => this.#row(item);
    return html`<lit-virtualizer
      scroller
      role="listbox"
      tabindex="0"
      aria-label=${this.label}
      aria-activedescendant=${this.activeId === undefined ? nothing : `row-${this.activeId}`}
      .items=${this.items}
      .keyFunction=${(item: Item) => item.id}
      .renderItem=${renderItem}
      @keydown=${this.#keydown}
    ></lit-virtualizer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "virtual-list": VirtualList<ListItem>;
  }
}
