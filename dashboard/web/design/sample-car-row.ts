import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";

/** A row of the sample list. */
@customElement("sample-car-row")
export class SampleCarRow extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      justify-content: space-between;
      gap: 16px;
      padding: 12px 16px;
      font-size: var(--size-m);
      line-height: 20px;
    }
    b {
      font-weight: 600;
    }
    span {
      color: var(--text-muted);
    }
  `;

  @property() plate = "";
  @property() model = "";

  protected override render() {
    return html`<b>${this.plate}</b><span>${this.model}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sample-car-row": SampleCarRow;
  }
}
