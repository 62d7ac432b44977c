import { consume } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { fleetText } from "../fleet/text.ts";
import "../kit/state-message.ts";
import { navigate } from "../routing/router.ts";
import { userContext } from "../shell/contexts.ts";

/** What to do when there is no car yet; who may not add one is told that they appear. */
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

  @consume({ context: userContext }) user!: User;

  /** Where this person adds a car; undefined for who may not. */
  get #start(): string | undefined {
    const { role } = this.user;
    if (isAllowed(role, "branches:edit")) return "/setup";
    return isAllowed(role, "devices:edit") ? "/devices/new" : undefined;
  }

  protected override render() {
    const t = fleetText();
    const start = this.#start;
    if (start === undefined) {
      return html`<state-message icon="car" heading=${t.noCars}>${t.noCarsHint}</state-message>`;
    }
    return html`<state-message
      icon="car"
      heading=${t.addFirst}
      action=${t.startSetup}
      @act=${() => navigate(start)}
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
