import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** The product's mark with its name. */
@customElement("brand-mark")
export class BrandMark extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 9px;
      font-size: var(--size-l);
      font-weight: 650;
      letter-spacing: -0.015em;
      color: var(--text);
    }
    span {
      display: var(--name, inline);
    }
    :host([icon-only]) {
      --name: none;
    }
    svg {
      width: 24px;
      height: 24px;
      flex: none;
    }
    rect {
      fill: var(--accent);
    }
  `;

  protected override render() {
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path
          d="M10 23V9h6.6a4.4 4.4 0 0 1 0 8.8H10m6 0 5.5 5.2"
          fill="none"
          stroke="#fff"
          stroke-width="2.6"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
        <circle cx="22.6" cy="23.6" r="1.9" fill="#8ff0c5" /></svg
      ><span>Roadledger</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "brand-mark": BrandMark;
  }
}
