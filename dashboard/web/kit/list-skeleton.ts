import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { kitText } from "./text.ts";

/** Grey rows in the place of rows that are on their way. */
@customElement("list-skeleton")
export class ListSkeleton extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow: hidden;
    }
    .row {
      display: grid;
      grid-template-columns: 16px 1fr 56px;
      align-items: center;
      gap: 12px;
      height: 58px;
      padding: 0 16px;
    }
    i {
      display: block;
      height: 10px;
      border-radius: 5px;
      background: linear-gradient(90deg, var(--line) 25%, var(--surface-hover) 50%, var(--line) 75%)
        0 0 / 300% 100%;
      animation: sweep 1.6s linear infinite;
    }
    .dot {
      width: 14px;
      height: 14px;
      border-radius: 50%;
    }
    .short {
      width: 60%;
      margin-top: 8px;
    }
    @keyframes sweep {
      to {
        background-position: -150% 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      i {
        animation: none;
      }
    }
  `;

  @property({ type: Number }) rows = 8;

  protected override render() {
    return html`<div role="status" aria-label=${kitText().loading}>
      ${Array.from(
        { length: this.rows },
        () =>
          html`<div class="row">
            <i class="dot"></i>
            <div><i></i><i class="short"></i></div>
            <i></i>
          </div>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "list-skeleton": ListSkeleton;
  }
}
