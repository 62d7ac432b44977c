import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { locale } from "../../i18n/language.ts";
import { controls } from "../../kit/controls.ts";
import { type Cell, stepInGrid } from "../../kit/grid-steps.ts";
import { rulesText } from "../../rules/text.ts";
import { EVERY_HOUR, hourIndex, type WeekHours } from "../../rules/week-hours.ts";

const SIZE = { rows: 24, columns: 7 };
/** A Monday, from which weekdays are named. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const DAYS = Array.from({ length: SIZE.columns }, (_, day) => day);
const HOURS = Array.from({ length: SIZE.rows }, (_, hour) => hour);

const dayName = (day: number, length: "short" | "long"): string =>
  new Intl.DateTimeFormat(locale().tag, { weekday: length, timeZone: "UTC" }).format(
    MONDAY_MS + day * DAY_MS,
  );

const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/**
 * The hours of a week, a column a day, marked with the mouse, a finger or the keyboard: arrows walk,
 * with Shift they mark what they walk over, Space turns an hour over. Fires `value-change`.
 */
@customElement("week-grid")
export class WeekGrid extends LitElement {
  static override styles = [
    controls,
    css`
      [role="row"] {
        display: grid;
        grid-template-columns: 44px repeat(7, minmax(0, 1fr));
        gap: 2px;
        margin-bottom: 2px;
      }
      [role="rowheader"] {
        color: var(--text-muted);
        font-size: var(--size-xs);
        line-height: 24px;
        font-variant-numeric: tabular-nums;
      }
      [role="columnheader"] button {
        width: 100%;
        height: 28px;
        padding: 0;
        border: 0;
        border-radius: var(--radius-s);
        background: none;
        color: var(--text-muted);
        font-size: var(--size-xs);
        font-weight: 600;
      }
      [role="columnheader"] button:hover:enabled {
        background: var(--surface-hover);
        color: var(--text);
      }
      [role="gridcell"] {
        display: grid;
        place-items: center;
        height: 24px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        background: var(--surface);
        cursor: pointer;
        user-select: none;
      }
      [role="gridcell"][aria-selected="true"] {
        border-color: var(--accent);
        background: var(--accent);
      }
      [role="gridcell"]:focus-visible {
        outline-offset: 1px;
      }
      :host([disabled]) [role="gridcell"] {
        cursor: default;
      }
      @media (pointer: coarse) {
        [role="row"] {
          grid-template-columns: 30px repeat(7, minmax(0, 1fr));
          gap: 0;
          margin: 0;
        }
        [role="gridcell"] {
          height: 44px;
        }
        [role="gridcell"][aria-selected="true"] {
          border-color: var(--surface);
        }
        [role="rowheader"] {
          line-height: 44px;
        }
        [role="columnheader"] button {
          height: 44px;
        }
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) value: WeekHours = EVERY_HOUR;
  @property({ type: Boolean, reflect: true }) disabled = false;
  @state() private at: Cell = { row: 8, column: 0 };
  /** What the mouse marks while it is pressed. */
  #painting: boolean | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pointerup", this.#release);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("pointerup", this.#release);
  }

  readonly #release = (): void => {
    this.#painting = undefined;
  };

  #marked({ row, column }: Cell): boolean {
    return this.value[hourIndex(column, row)] ?? false;
  }

  #mark(cells: readonly Cell[], isMarked: boolean): void {
    if (this.disabled) return;
    const value = [...this.value];
    for (const { row, column } of cells) value[hourIndex(column, row)] = isMarked;
    this.value = value;
    this.dispatchEvent(new CustomEvent("value-change", { detail: this.value }));
  }

  #toggleDay(column: number): void {
    const cells = HOURS.map((row) => ({ row, column }));
    this.#mark(cells, !cells.every((cell) => this.#marked(cell)));
  }

  #paintStart(event: PointerEvent, cell: Cell): void {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    this.at = cell;
    this.#painting = !this.#marked(cell);
    this.#mark([cell], this.#painting);
  }

  #click(event: MouseEvent, cell: Cell): void {
    // the mouse has marked it when it was pressed
    if (event instanceof PointerEvent && event.pointerType === "mouse") return;
    this.at = cell;
    this.#mark([cell], !this.#marked(cell));
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      this.#mark([this.at], !this.#marked(this.at));
      return;
    }
    const target = stepInGrid(this.at, event.key, SIZE);
    if (!target) return;
    event.preventDefault();
    const next = { ...target, row: Math.max(0, target.row) };
    if (event.shiftKey) this.#mark([next], this.#marked(this.at));
    this.at = next;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus(),
    );
  };

  #cell(cell: Cell) {
    const { row, column } = cell;
    const isAt = row === this.at.row && column === this.at.column;
    return html`<div
      role="gridcell"
      tabindex=${isAt ? 0 : -1}
      aria-selected=${this.#marked(cell)}
      aria-label=${`${dayName(column, "long")} ${clock(row)}`}
      @pointerdown=${(event: PointerEvent) => this.#paintStart(event, cell)}
      @pointerenter=${() => {
        if (this.#painting !== undefined) this.#mark([cell], this.#painting);
      }}
      @click=${(event: MouseEvent) => this.#click(event, cell)}
    ></div>`;
  }

  #head() {
    return html`<div role="row">
      <span role="columnheader"><span class="visually-hidden">${rulesText().hour}</span></span>
      ${DAYS.map(
        (day) =>
          html`<span role="columnheader"
            ><button
              type="button"
              aria-label=${rulesText().wholeDay(dayName(day, "long"))}
              ?disabled=${this.disabled}
              @click=${() => this.#toggleDay(day)}
            >
              ${dayName(day, "short")}
            </button></span
          >`,
      )}
    </div>`;
  }

  protected override render() {
    return html`<div
      role="grid"
      aria-label=${this.label}
      aria-multiselectable="true"
      aria-readonly=${this.disabled}
    >
      ${this.#head()}
      ${HOURS.map(
        (row) =>
          html`<div role="row" @keydown=${this.#keydown}>
            <span role="rowheader">${clock(row)}</span>
            ${DAYS.map((column) => this.#cell({ row, column }))}
          </div>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "week-grid": WeekGrid;
  }
}
