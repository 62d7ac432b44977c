import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { User } from "../../../contracts/user.ts";
import type { Silence } from "../fleet/freshness.ts";
import type { Link } from "../live/link.ts";
import type { PageRoute } from "../routing/page-route.ts";
import "./account-menu.ts";
import "./brand-mark.ts";
import "./connection-pill.ts";
import "./go-to-button.ts";
import { controls } from "../kit/controls.ts";

/** The bar across the top: product, state of the live feed, account. */
@customElement("top-bar")
export class TopBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 52px;
        padding: 0 12px 0 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      connection-pill {
        min-width: 0;
        margin: 0 auto 0 14px;
      }
      account-menu {
        margin-left: 6px;
      }
      /* how things are with the line matters more there than the product's name */
      @media (max-width: 420px) {
        brand-mark {
          --name: none;
        }
        connection-pill {
          margin-left: 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) user: User | undefined;
  @property({ attribute: false }) link: Link | undefined;
  @property({ attribute: false }) silence: Silence | undefined;
  /** The pages that this person may open. */
  @property({ attribute: false }) pages: readonly PageRoute[] = [];

  protected override render() {
    return html`<brand-mark></brand-mark>
      <connection-pill .link=${this.link} .silence=${this.silence}></connection-pill>
      <go-to-button .pages=${this.pages}></go-to-button>
      <account-menu .user=${this.user}></account-menu>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "top-bar": TopBar;
  }
}
