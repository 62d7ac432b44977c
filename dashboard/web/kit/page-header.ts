import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "./controls.ts";

/** The head of a page: its heading, a line about it, and in the slot `actions` what can be done. */
@customElement("page-header")
export class PageHeader extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: var(--space-3) var(--space-5);
        padding: 22px 28px 16px;
      }
      .words {
        flex: 1 1 var(--words-basis, 240px);
        min-width: 0;
      }
      h1 {
        margin: 0;
        overflow-wrap: anywhere;
        font-size: var(--heading-size, 1.375rem);
        font-weight: 650;
        line-height: 1.3;
        letter-spacing: -0.02em;
      }
      p {
        min-height: var(--lead-height, 0);
        margin: 4px 0 0;
        overflow-wrap: anywhere;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
      }
      slot {
        display: var(--actions-display, flex);
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      @media (max-width: 760px) {
        :host {
          padding: 16px 16px 12px;
        }
      }
    `,
  ];

  @property() heading = "";
  @property() lead = "";

  protected override render() {
    return html`<div class="words">
        <h1>${this.heading}</h1>
        ${this.lead ? html`<p>${this.lead}</p>` : nothing}
      </div>
      <slot name="actions"></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "page-header": PageHeader;
  }
}
