import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import "./state-message.ts";

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
    return html`<state-message
      icon="car"
      heading="Add the first car"
      action="Open the API"
      @act=${() => window.open("/api/docs", "_blank", "noopener")}
    >
      <span
        >Register a vehicle and its tracker, then point the tracker at this server. To see cars move
        right away, start a simulated fleet with <code>npm run simulate</code>.</span
      >
    </state-message>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "first-car-hint": FirstCarHint;
  }
}
