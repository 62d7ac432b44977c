import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isAllowed, type Role } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { controls } from "../kit/controls.ts";
import { icon, type IconName } from "../page/icons.ts";
import { chooseTheme, readThemeChoice, type ThemeChoice } from "../page/theme.ts";
import { pushText } from "../push/text.ts";
import { accountMenuStyles } from "./account-menu-styles.ts";
import "./language-select.ts";
import { shellText } from "./text.ts";

const initials = (name: string): string =>
  name
    .split(/[\s@.]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join("");

const THEMES = [
  ["system", "system"],
  ["light", "sun"],
  ["dark", "moon"],
] as const satisfies readonly (readonly [ThemeChoice, IconName])[];

/** Who is signed in, what the page looks and speaks like, and the way out. Fires `sign-out`. */
@customElement("account-menu")
export class AccountMenu extends LitElement {
  static override styles = [controls, accountMenuStyles];

  @property({ attribute: false }) user: User | undefined;
  @state() private theme = readThemeChoice();
  @state() private notifying = false;
  @query(".menu") private menu!: HTMLElement;

  readonly #signOut = (): void => {
    this.menu.hidePopover();
    this.dispatchEvent(new CustomEvent("sign-out", { bubbles: true, composed: true }));
  };

  #choose(theme: ThemeChoice): void {
    this.theme = theme;
    chooseTheme(theme);
  }

  #themes() {
    const { theme, themes } = shellText();
    return html`<div class="themes" role="group" aria-label=${theme}>
      ${THEMES.map(
        ([choice, iconName]) =>
          html`<button aria-pressed=${choice === this.theme} @click=${() => this.#choose(choice)}>
            ${icon(iconName)}${themes[choice]}
          </button>`,
      )}
    </div>`;
  }

  #addDevice(role: User["role"]) {
    if (!isAllowed(role, "devices:edit")) return nothing;
    return html`<a class="item" href="/devices/new" @click=${() => this.menu.hidePopover()}
      >${icon("plus")} ${shellText().pages.device}</a
    >`;
  }

  #importFile(role: User["role"]) {
    if (!isAllowed(role, "fleet:edit")) return nothing;
    return html`<a class="item" href="/import/vehicles" @click=${() => this.menu.hidePopover()}
      >${icon("table")} ${shellText().pages.import}</a
    >`;
  }

  #account() {
    return html`<a class="item" href="/settings/account" @click=${() => this.menu.hidePopover()}
      >${icon("user")} ${shellText().pages.account}</a
    >`;
  }

  /** What they look like is fetched when somebody asks. */
  readonly #notify = async (): Promise<void> => {
    this.menu.hidePopover();
    await Promise.all([import("../push/push-settings.ts"), pushText.load()]);
    this.notifying = true;
  };

  #notifications(role: Role) {
    if (!isAllowed(role, "alerts:view")) return nothing;
    return html`<button class="item" @click=${() => void this.#notify()}>
      ${icon("notify")} ${shellText().notifications}
    </button>`;
  }

  protected override render() {
    if (!this.user) return null;
    const { name, email, role } = this.user;
    const t = shellText();
    return html`<button class="avatar" popovertarget="menu" aria-label=${t.accountOf(name)}>
        ${initials(name)}
      </button>
      <div class="menu" id="menu" popover>
        <div class="who">
          <div class="name">${name}</div>
          <div class="detail">${email}</div>
          <div class="detail">${t.roles[role]}</div>
        </div>
        ${this.#themes()}
        <language-select></language-select>
        ${this.#account()} ${this.#addDevice(role)} ${this.#importFile(role)}
        ${this.#notifications(role)}
        <button class="item" @click=${this.#signOut}>${icon("signOut")} ${t.signOut}</button>
      </div>
      ${
        this.notifying
          ? html`<push-settings @close=${() => (this.notifying = false)}></push-settings>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "account-menu": AccountMenu;
  }
}
