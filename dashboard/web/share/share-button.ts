import { consume } from "@lit/context";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Route } from "../../../contracts/live-protocol.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { fleetText } from "../fleet/text.ts";
import { hereZone } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import { showToast } from "../kit/toast.ts";
import { icon } from "../page/icons.ts";
import { userContext } from "../shell/contexts.ts";
import { shellText } from "../shell/text.ts";
import { shareText } from "./text.ts";

/** Opens what makes links to a car and its routes; nothing for those who may not share. */
@customElement("share-button")
export class ShareButton extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
      }
    `,
  ];

  @consume({ context: userContext }) user: User | undefined;
  @property() vehicleId = "";
  @property() plate = "";
  /** The time zone that times around it are told in, IANA. */
  @property() zone = hereZone();
  /** What may be shared besides where the car is now. */
  @property({ attribute: false }) routes: readonly Route[] = [];
  /** The route that is looked at. */
  @property() routeId: string | undefined;
  @property({ type: Boolean, attribute: "icon-only" }) isIconOnly = false;
  @state() private isOpen = false;

  readonly #open = async (): Promise<void> => {
    try {
      await Promise.all([import("./share-dialog.ts"), shareText.load()]);
      this.isOpen = true;
    } catch {
      const { pageFailed: message, pageFailedHint: detail } = shellText();
      showToast(this, { tone: "danger", message, detail });
    }
  };

  #dialog() {
    return html`<share-dialog
      vehicleId=${this.vehicleId}
      plate=${this.plate}
      zone=${this.zone}
      .routes=${this.routes}
      .routeId=${this.routeId}
      @close=${() => (this.isOpen = false)}
    ></share-dialog>`;
  }

  protected override render() {
    const { user, isIconOnly } = this;
    if (!user || !isAllowed(user.role, "links:share")) return nothing;
    const { share } = fleetText();
    return html`<button
        class=${isIconOnly ? "icon-button" : "button"}
        aria-label=${isIconOnly ? share : nothing}
        title=${isIconOnly ? share : nothing}
        @click=${this.#open}
      >
        ${icon("share")}${isIconOnly ? nothing : share}
      </button>
      ${this.isOpen ? this.#dialog() : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "share-button": ShareButton;
  }
}
