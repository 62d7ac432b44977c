import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../page/icons.ts";
import { type Cell, stepInGrid } from "./grid-steps.ts";
import { controls } from "./controls.ts";
import { dataTableStyles } from "./data-table-styles.ts";
import "./list-skeleton.ts";
import "./state-message.ts";
import { kitText } from "./text.ts";

/** A row's data; `id` tells rows apart. */
export type TableRow = { readonly id: string };

/** A column: its head, and what stands in it for a row. */
export type TableColumn<Row extends TableRow> = {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => TemplateResult | string;
  /** Figures stand at the end, under each other. */
  readonly align?: "start" | "end";
  /** A word or two that stay on one line, however long what stands beside them. */
  readonly whole?: boolean;
  /** The server can put rows in the order of this column. */
  readonly sortable?: boolean;
};

export type TableSort = { readonly column: string; readonly descending: boolean };

/** Where the rows stand: on their way, there, or not to be had. */
export type TableState = "loading" | "ready" | "failed";

/**
 * Rows that the server hands out page by page, in its own order. Arrow keys walk the cells, Enter
 * picks the row; on a narrow box each row becomes a card. Fires `sort-change` (a `TableSort`), `more`
 * for the next page, `row-pick` with an id, and `retry`. Say what an empty table means in the slot
 * `empty`.
 */
@customElement("data-table")
export class DataTable<Row extends TableRow> extends LitElement {
  static override styles = [controls, dataTableStyles];

  @property() label = "";
  @property({ attribute: false }) columns: readonly TableColumn<Row>[] = [];
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) sort: TableSort | undefined;
  @property() state: TableState = "ready";
  /** There is another page behind the last row. */
  @property({ type: Boolean, attribute: "has-more" }) hasMore = false;
  /** The row that is open beside the table. */
  @property() selectedId: string | undefined;
  /** Where the keyboard is; row -1 is the head. */
  @state() private at: Cell = { row: 0, column: 0 };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("rows")) return;
    this.at = { ...this.at, row: Math.min(this.at.row, Math.max(0, this.rows.length - 1)) };
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #sortBy({ id }: TableColumn<Row>): void {
    const descending = this.sort?.column === id && !this.sort.descending;
    this.#fire("sort-change", { column: id, descending });
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const size = { rows: this.rows.length, columns: this.columns.length };
    const next = stepInGrid(this.at, event.key, size);
    if (next) {
      event.preventDefault();
      this.at = next;
      void this.updateComplete.then(() => this.#focusCell());
      return;
    }
    // a button in a cell answers Enter itself
    if (event.key !== "Enter" || event.target !== this.#cellElement()) return;
    const row = this.rows[this.at.row];
    if (row) this.#fire("row-pick", row.id);
  };

  /** A press on a link or a button in a row is meant for that alone. */
  #pick(event: Event, row: Row): void {
    const own = event.composedPath().slice(0, event.composedPath().indexOf(this));
    const isOwn = own.some(
      (each) => each instanceof HTMLElement && each.matches("a, button, input"),
    );
    if (!isOwn) this.#fire("row-pick", row.id);
  }

  #cellElement(): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-cell="${this.at.row}:${this.at.column}"]`);
  }

  #focusCell(): void {
    const cell = this.#cellElement();
    cell?.focus();
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #cellAttributes(row: number, column: number) {
    const isHere = this.at.row === row && this.at.column === column;
    return { cell: `${row}:${column}`, tabindex: isHere ? 0 : -1 };
  }

  #head(column: TableColumn<Row>, index: number) {
    const { id, label, align = "start", sortable = false } = column;
    const { cell, tabindex } = this.#cellAttributes(-1, index);
    const sorted = this.sort?.column === id ? this.sort : undefined;
    const order = sorted?.descending ? "descending" : "ascending";
    return html`<th
      role="columnheader"
      scope="col"
      class=${align}
      aria-sort=${sorted ? order : nothing}
      data-cell=${sortable ? nothing : cell}
      tabindex=${sortable ? nothing : tabindex}
    >
      ${
        sortable
          ? html`<button
              data-cell=${cell}
              tabindex=${tabindex}
              @click=${() => this.#sortBy(column)}
            >
              ${label}${icon(sorted ? (sorted.descending ? "chevronDown" : "chevronUp") : "sortable")}
            </button>`
          : label
      }
    </th>`;
  }

  #row(row: Row, rowIndex: number) {
    return html`<tr
      role="row"
      aria-rowindex=${rowIndex + 2}
      aria-selected=${row.id === this.selectedId}
      @click=${(event: Event) => this.#pick(event, row)}
    >
      ${this.columns.map(({ cell, label, align = "start", whole = false }, index) => {
        const attributes = this.#cellAttributes(rowIndex, index);
        return html`<td
          role="gridcell"
          class="${align} ${whole ? "whole" : ""}"
          data-label=${label}
          data-cell=${attributes.cell}
          tabindex=${attributes.tabindex}
          @focus=${() => (this.at = { row: rowIndex, column: index })}
        >
          <span class="content">${cell(row)}</span>
        </td>`;
      })}
    </tr>`;
  }

  #below() {
    const t = kitText();
    if (this.state === "failed") {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.loadFailed}
        action=${t.tryAgain}
        @act=${() => this.#fire("retry")}
      ></state-message>`;
    }
    if (this.state === "loading") return html`<list-skeleton rows="5"></list-skeleton>`;
    if (this.rows.length === 0) {
      return html`<slot name="empty"
        ><state-message icon="table" heading=${t.nothingHere}></state-message
      ></slot>`;
    }
    return html`<div class="foot">
      <span role="status">${t.rows(this.rows.length, this.hasMore)}</span>
      ${
        this.hasMore
          ? html`<button class="button" @click=${() => this.#fire("more")}>${t.moreRows}</button>`
          : nothing
      }
    </div>`;
  }

  protected override render() {
    return html`<div class="scroll">
      <table
        role="grid"
        aria-label=${this.label}
        aria-rowcount=${this.hasMore ? -1 : this.rows.length + 1}
        aria-busy=${this.state === "loading"}
        @keydown=${this.#keydown}
      >
        <thead role="rowgroup">
          <tr role="row" aria-rowindex="1">
            ${this.columns.map((column, index) => this.#head(column, index))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            this.rows,
            ({ id }) => id,
            (row, index) => this.#row(row, index),
          )}
        </tbody>
      </table>
      ${this.#below()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "data-table": DataTable<TableRow>;
  }
}
