import "@lit-labs/virtualizer";
import type { LitVirtualizer, VisibilityChangedEvent } from "@lit-labs/virtualizer";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { stepIn, successorOf } from "./list-steps.ts";
import { virtualListStyles, virtualRowStyles } from "./virtual-list-styles.ts";

/** One row's data; `id` tells rows apart and stays the same while a row changes. */
export type ListItem = { readonly id: string };

/** So many rows before the last one it is said that the end is near. */
const END_ROWS = 10;

const NO_MARKS: ReadonlySet<string> = new Set();

/**
 * A list box of any length: only the rows in sight are in the page. Arrow keys walk it, Enter picks.
 * Where rows are `markable`, to do something with several at once, a box before each, X, and Ctrl+A
 * mark them, Shift marks all on the way, Escape none. Fires `item-pick` and `item-active` with an id,
 * `item-stand` where the keys have come to stand on another row without one, `marks-change` with a set
 * of ids, `end-near` when the last rows come into sight. The caller gives the box its height.
 */
@customElement("virtual-list")
export class VirtualList<Item extends ListItem> extends LitElement {
  static override styles = [controls, virtualListStyles, virtualRowStyles];

  @property() label = "";
  @property({ attribute: false }) items: readonly Item[] = [];
  /**
   * Draws the content of a row; it looks as an element of its own does, since styles of the page do
   * not reach it. A new function draws all rows again.
   */
  @property({ attribute: false }) renderRow: (item: Item) => TemplateResult = () => html``;
  @property() selectedId: string | undefined;
  /** When the row that the arrow keys stand on leaves, they stand on the next. */
  @property({ type: Boolean, attribute: "keeps-place" }) keepsPlace = false;
  @property({ type: Boolean }) markable = false;
  @property({ attribute: false }) markedIds = NO_MARKS;
  /** The row that was marked last, from which Shift goes on. */
  #markedLast: string | undefined;
  /** The row the arrow keys stand on. */
  @state() private activeId: string | undefined;
  @query("lit-virtualizer") private scroller!: LitVirtualizer<Item>;

  /** Puts the keyboard into the list. */
  override focus(): void {
    if (this.activeId === undefined) {
      const selected = this.items.find(({ id }) => id === this.selectedId);
      this.#stand((selected ?? this.items[0])?.id);
    }
    this.scroller.focus();
  }

  /**
   * Goes as a navigation key does, from wherever the keyboard is. Where no row is open, the first step
   * only puts it into the list: nobody saw where it stood.
   */
  step(key: string): void {
    const isInside = this.scroller.matches(":focus") || this.selectedId !== undefined;
    const isReady = isInside && this.activeId !== undefined;
    this.focus();
    if (isReady) this.#go(key);
  }

  #stand(id: string | undefined): void {
    this.activeId = id;
    if (id !== undefined) this.#fire("item-stand", id);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("selectedId") && !(this.keepsPlace && this.selectedId === undefined)) {
      this.activeId = this.selectedId;
    }
    const { activeId } = this;
    const ids = this.items.map(({ id }) => id);
    if (activeId === undefined || ids.includes(activeId)) return;
    // a row that has gone must not be what Enter picks
    const before = (changed.get("items") ?? []).map(({ id }) => id);
    this.#stand(this.keepsPlace ? successorOf(activeId, before, ids) : undefined);
  }

  readonly #visible = ({ last }: VisibilityChangedEvent): void => {
    if (last >= this.items.length - END_ROWS) this.dispatchEvent(new CustomEvent("end-near"));
  };

  #fire(type: "item-pick" | "item-active" | "item-stand", id: string): void {
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
    if (this.#go(event.key)) event.preventDefault();
  };

  /** Goes where a key leads; answers whether it leads anywhere. */
  #go(key: string): boolean {
    const ids = this.items.map(({ id }) => id);
    const next = stepIn(ids, this.activeId, key);
    if (next === undefined) return false;
    this.activeId = next;
    this.#fire("item-active", next);
    this.scroller.element(ids.indexOf(next))?.scrollIntoView({ block: "nearest" });
    return true;
  }

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
      @visibilityChanged=${this.#visible}
    ></lit-virtualizer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "virtual-list": VirtualList<ListItem>;
  }
}
