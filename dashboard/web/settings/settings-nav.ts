import { consume } from "@lit/context";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { isAllowed, type Permission } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { controls } from "../kit/controls.ts";
import { userContext } from "../shell/contexts.ts";
import { settingsText } from "./text.ts";
import type { SettingsText } from "./text/en.ts";

type PartName = keyof SettingsText["tabs"];

const PARTS: readonly { readonly name: PartName; readonly permission?: Permission }[] = [
  { name: "users", permission: "users:view" },
  { name: "tokens", permission: "tokens:edit" },
  { name: "account" },
];

/** Links between the pages of the settings; none where there is only one to go to. */
@customElement("settings-nav")
export class SettingsNav extends LitElement {
  static override styles = [
    controls,
    css`
      nav {
        display: flex;
        gap: 4px;
        margin: 0 28px 18px;
        overflow: auto hidden;
        border-bottom: 1px solid var(--line);
        scrollbar-width: none;
      }
      a {
        position: relative;
        flex: none;
        padding: 0 12px;
        color: var(--text-muted);
        font-size: var(--size-m);
        font-weight: 550;
        line-height: 38px;
        text-decoration: none;
        white-space: nowrap;
      }
      a:hover,
      a[aria-current] {
        color: var(--text);
      }
      a[aria-current]::after {
        content: "";
        position: absolute;
        inset: auto 8px 0;
        height: 2px;
        border-radius: 1px;
        background: var(--accent);
      }
      a:focus-visible {
        outline-offset: -2px;
        border-radius: var(--radius-s);
      }
      @media (pointer: coarse) {
        a {
          line-height: 46px;
        }
      }
      @media (max-width: 760px) {
        nav {
          margin: 0 16px 14px;
        }
      }
    `,
  ];

  @consume({ context: userContext, subscribe: true }) user!: User;
  @property() current: PartName = "account";

  protected override render() {
    const t = settingsText();
    const { role } = this.user;
    const open = PARTS.filter(({ permission }) => !permission || isAllowed(role, permission));
    if (open.length < 2) return nothing;
    return html`<nav aria-label=${t.pages}>
      ${open.map(
        ({ name }) =>
          html`<a
            href=${`/settings/${name}`}
            aria-current=${name === this.current ? "page" : nothing}
            >${t.tabs[name]}</a
          >`,
      )}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "settings-nav": SettingsNav;
  }
}
