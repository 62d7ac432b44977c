import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { atLeastText, wholeText } from "../i18n/figures.ts";
import { controls } from "./controls.ts";

/**
 * Narrows a list down to one kind while it is pressed, and says how many there are. A shape may
 * stand before the name in the slot `mark`. Fires `pressed-change` with a boolean.
 */
@customElement("filter-chip")
export class FilterChip extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
      }
      button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 7px;
        height: 30px;
        padding: 0 11px;
        border: 1px solid var(--line-strong);
        border-radius: 15px;
        background: var(--surface);
        color: var(--text);
        font-size: var(--size-s);
        font-weight: 550;
        white-space: nowrap;
        transition:
          background var(--quick),
          border-color var(--quick);
      }
      button:hover {
        background: var(--surface-hover);
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--surface-selected);
        color: var(--accent-text);
      }
      .count {
        color: var(--text-muted);
        font-weight: 450;
        font-variant-numeric: tabular-nums;
      }
      button[aria-pressed="true"] .count {
        color: inherit;
      }
      @media (pointer: coarse) {
        button {
          min-width: 44px;
          height: 44px;
          border-radius: 22px;
        }
      }
    `,
  ];

  @property() label = "";
  /** How many of them there are; nothing is said while it is not known. */
  @property({ type: Number }) count: number | undefined;
  /** There are more than have been counted. */
  @property({ type: Boolean, attribute: "and-more" }) andMore = false;
  @property({ type: Boolean }) pressed = false;

  readonly #toggle = (): void => {
    this.pressed = !this.pressed;
    this.dispatchEvent(new CustomEvent("pressed-change", { detail: this.pressed }));
  };

  protected override render() {
    return html`<button aria-pressed=${this.pressed} @click=${this.#toggle}>
      <slot name="mark"></slot>${this.label}${
        this.count === undefined
          ? nothing
          : html`<span class="count"
              >${this.andMore ? atLeastText(this.count) : wholeText(this.count)}</span
            >`
      }
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "filter-chip": FilterChip;
  }
}
