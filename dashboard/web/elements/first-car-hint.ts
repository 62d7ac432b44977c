import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { fleetText } from "../fleet/text.ts";
import "../kit/state-message.ts";

/** What to do when there is no car yet. */
@customElement("first-car-hint")
export class FirstCarHint extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    code {
      padding: 1px 5px;
      border-radius: 4px;
      background: var(--surface-sunken);
      font-size: 0.92em;
    }
  `;

  protected override render() {
    const t = fleetText();
    return html`<state-message
      icon="car"
      heading=${t.addFirst}
      action=${t.openApi}
      @act=${() => window.open("/api/docs", "_blank", "noopener")}
    >
      <span>${t.addFirstHint}</span>
    </state-message>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "first-car-hint": FirstCarHint;
  }
}
