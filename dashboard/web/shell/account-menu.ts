import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { User } from "../../../contracts/user.ts";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";

const initials = (name: string): string =>
  name
    .split(/[\s@.]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join("");

const ROLE_NAMES: Readonly<Record<User["role"], string>> = {
  OWNER: "Owner",
  MANAGER: "Manager",
  DESK: "Desk",
  FIELD: "Field",
  DISPATCHER: "Dispatcher",
};

/** Who is signed in, and the way out. Fires `sign-out`. */
@customElement("account-menu")
export class AccountMenu extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      .avatar {
        width: 30px;
        height: 30px;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: var(--accent-soft);
        color: var(--accent-text);
        font-size: var(--size-xs);
        font-weight: 650;
        letter-spacing: 0.02em;
      }
      .menu {
        position: fixed;
        inset: 48px 10px auto auto;
        width: 232px;
        margin: 0;
        padding: 6px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: var(--shadow-l);
      }
      .who {
        padding: 8px 10px 10px;
        border-bottom: 1px solid var(--line);
        margin-bottom: 6px;
      }
      .name {
        font-size: var(--size-m);
        font-weight: 600;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .detail {
        margin-top: 2px;
        font-size: var(--size-s);
        color: var(--text-muted);
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .item {
        display: flex;
        align-items: center;
        gap: 9px;
        width: 100%;
        height: 34px;
        padding: 0 10px;
        border: 0;
        border-radius: var(--radius-s);
        background: none;
        font-size: var(--size-m);
        text-align: left;
      }
      .item:hover {
        background: var(--surface-hover);
      }
      .item .icon {
        font-size: 15px;
        color: var(--text-muted);
      }
      @media (pointer: coarse) {
        .avatar {
          width: 36px;
          height: 36px;
        }
        .item {
          height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) user: User | undefined;
  @query(".menu") private menu!: HTMLElement;

  readonly #signOut = (): void => {
    this.menu.hidePopover();
    this.dispatchEvent(new CustomEvent("sign-out", { bubbles: true, composed: true }));
  };

  protected override render() {
    if (!this.user) return null;
    const { name, email, role } = this.user;
    return html`<button class="avatar" popovertarget="menu" aria-label=${`Account of ${name}`}>
        ${initials(name)}
      </button>
      <div class="menu" id="menu" popover>
        <div class="who">
          <div class="name">${name}</div>
          <div class="detail">${email} · ${ROLE_NAMES[role]}</div>
        </div>
        <button class="item" @click=${this.#signOut}>${icon("signOut")} Sign out</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "account-menu": AccountMenu;
  }
}
