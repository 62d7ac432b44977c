import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { wholeText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { todayText } from "../../today/text.ts";

/** The figures of the day, and what each leads to: another page, or a part of this one. */
export const FIGURES = ["overdue", "dueToday", "openAlerts", "out", "moving"] as const;
export type Figure = (typeof FIGURES)[number];

/** Pages with the list behind a figure; the others are on this page. */
const PAGES: Partial<Record<Figure, string>> = {
  openAlerts: "/alerts",
  moving: "/?status=driving&connection=live,late",
};

/** How many cars and alerts, each with the way to them. Fires `figure-pick` for a part of this page. */
@customElement("day-figures")
export class DayFigures extends LitElement {
  static override styles = [
    controls,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        grid-column: span 2;
      }
      li:nth-child(n + 4) {
        grid-column: span 3;
      }
      a,
      button {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        gap: 2px;
        width: 100%;
        height: 100%;
        min-height: 68px;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: inherit;
        text-align: left;
        text-decoration: none;
        transition: background var(--quick);
      }
      a:hover,
      button:hover {
        background: var(--surface-hover);
      }
      .count {
        font-size: 1.5rem;
        font-weight: 650;
        line-height: 1.2;
        letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums;
      }
      .bad .count {
        color: var(--danger);
      }
      .name {
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 1.3;
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      @media (min-width: 761px) {
        ul {
          grid-template-columns: repeat(5, minmax(0, 1fr));
          gap: 12px;
        }
        li,
        li:nth-child(n + 4) {
          grid-column: auto;
        }
      }
    `,
  ];

  /** Undefined for what is not known yet. */
  @property({ attribute: false }) figures: Partial<Record<Figure, number>> = {};

  #figure(figure: Figure) {
    const count = this.figures[figure];
    const isBad = (figure === "overdue" || figure === "openAlerts") && (count ?? 0) > 0;
    const content = html`<span class="count">${wholeText(count ?? null)}</span>
      <span class="name">${todayText()[figure]}</span>`;
    const page = PAGES[figure];
    const className = isBad ? "bad" : "";
    if (page !== undefined) return html`<a class=${className} href=${page}>${content}</a>`;
    return html`<button
      class=${className}
      @click=${() => this.dispatchEvent(new CustomEvent("figure-pick", { detail: figure }))}
    >
      ${content}
    </button>`;
  }

  protected override render() {
    return html`<ul aria-label=${todayText().figures}>
      ${FIGURES.map((figure) => html`<li>${this.#figure(figure)}</li>`)}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "day-figures": DayFigures;
  }
}
