import "@lit-labs/virtualizer";
import type { LitVirtualizer } from "@lit-labs/virtualizer";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { stepIn } from "./list-steps.ts";

/** One row's data; `id` tells rows apart and stays the same while a row changes. */
export type ListItem = { readonly id: string };

const NO_MARKS: ReadonlySet<string> = new Set();

/**
 * A list box of any length: only the rows in sight are in the page. Arrow keys walk it, Enter picks.
 * Where rows are `markable`, to do something with several at once, a box before each, X, and Ctrl+A
 * mark them, Shift marks all on the way, Escape none. Fires `item-pick` and `item-active` with an id,
 * `marks-change` with a set of ids. The caller gives the box its height.
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
      .row.markable {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
      }
      .mark {
        display: grid;
        place-items: center;
        width: 44px;
        color: transparent;
      }
      .box {
        display: grid;
        place-items: center;
        width: 18px;
        height: 18px;
        border: 1.5px solid var(--text-faint);
        border-radius: 5px;
        font-size: 13px;
      }
      .row[aria-checked="true"] .box {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--text-on-accent);
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
  @property({ type: Boolean }) markable = false;
  @property({ attribute: false }) markedIds = NO_MARKS;
  /** The row that was marked last, from which Shift goes on. */
  #markedLast: string | undefined;
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

  #markAll(ids: Iterable<string>): void {
    this.dispatchEvent(new CustomEvent("marks-change", { detail: new Set(ids) }));
  }

  /** Marks a row, or takes its mark away; with all others from the last one on to it. */
  #mark(id: string, isRange: boolean): void {
    const ids = this.items.map((item) => item.id);
    const from = isRange ? ids.indexOf(this.#markedLast ?? id) : -1;
    const to = ids.indexOf(id);
    const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    const marks = new Set(this.markedIds);
    const isTaken = from < 0 && marks.has(id);
    for (const each of range) {
      if (isTaken) marks.delete(each);
      else marks.add(each);
    }
    this.#markedLast = id;
    this.#markAll(marks);
  }

  /** Whether a key was one that marks rows. */
  #markByKey(event: KeyboardEvent, ids: readonly string[], active: string | undefined): boolean {
    if (!this.markable) return false;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const key = event.key.toLowerCase();
    if (key === "a" && !isPlain) this.#markAll(ids);
    else if (key === "x" && isPlain && active !== undefined) this.#mark(active, event.shiftKey);
    else if (key === "escape" && this.markedIds.size > 0) this.#markAll([]);
    else return false;
    return true;
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const ids = this.items.map(({ id }) => id);
    const active = this.activeId ?? ids[0];
    if (this.#markByKey(event, ids, active)) return event.preventDefault();
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

  #box(id: string) {
    return html`<span
      class="mark"
      @click=${(event: MouseEvent) => {
        event.stopPropagation();
        this.activeId = id;
        this.#mark(id, event.shiftKey);
      }}
      ><span class="box">${icon("check")}</span></span
    >`;
  }

  #row(item: Item) {
    const { id } = item;
    return html`<div
      id=${`row-${id}`}
      class="row ${id === this.activeId ? "active" : ""} ${this.markable ? "markable" : ""}"
      role="option"
      aria-selected=${id === this.selectedId}
      aria-checked=${this.markable ? this.markedIds.has(id) : nothing}
      @click=${() => {
        this.activeId = id;
        this.#fire("item-pick", id);
      }}
    >
      ${this.markable ? this.#box(id) : nothing}${this.renderRow(item)}
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
