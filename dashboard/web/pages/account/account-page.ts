import { consume } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement, query } from "lit/decorators.js";
import { Language } from "../../../../contracts/language.ts";
import type { User } from "../../../../contracts/user.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { chooseLanguage } from "../../i18n/catalogue.ts";
import { LANGUAGE_NAMES, LANGUAGES, locale, localeFor } from "../../i18n/language.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/page-header.ts";
import "../../kit/select-field.ts";
import "../../settings/password-form.ts";
import { tellRefusal } from "../../settings/refusal.ts";
import "../../settings/session-list.ts";
import type { SessionList } from "../../settings/session-list.ts";
import { keepLanguage } from "../../settings/settings-api.ts";
import "../../settings/settings-nav.ts";
import { settingsText } from "../../settings/text.ts";
import { formStyles } from "../../forms/form-styles.ts";
import { userContext } from "../../shell/contexts.ts";
import { shellText } from "../../shell/text.ts";

/** What everybody settles for themselves: password, language, and where they are signed in. */
@customElement("account-page")
export class AccountPage extends LitElement {
  static override styles = [
    controls,
    formStyles,
    scrollingPageStyles,
    css`
      .content {
        max-width: 760px;
      }
      .card {
        padding: 20px 22px 22px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-s);
      }
      select-field {
        max-width: 320px;
        margin-top: 14px;
      }
      @media (max-width: 760px) {
        .card {
          padding: 16px;
        }
      }
    `,
  ];

  @consume({ context: userContext, subscribe: true }) user!: User;
  @query("session-list") private sessions!: SessionList;

  async #speak(language: Language): Promise<void> {
    try {
      await keepLanguage(language);
      await chooseLanguage(localeFor(language));
    } catch (error) {
      tellRefusal(this, error);
      this.requestUpdate();
    }
  }

  #language() {
    const t = settingsText().account;
    return html`<section class="card">
      <h2>${t.language}</h2>
      <p class="lead">${t.languageLead}</p>
      <select-field
        label=${t.language}
        label-hidden
        .choices=${LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        .value=${locale().language}
        @value-change=${({ detail }: CustomEvent<string>) =>
          void this.#speak(Language.parse(detail))}
      ></select-field>
    </section>`;
  }

  protected override render() {
    const { name, email, role } = this.user;
    const who = [name, email, shellText().roles[role]].join(" · ");
    return html`<div class="scroll">
      <page-header heading=${settingsText().account.title} lead=${who}></page-header>
      <settings-nav current="account"></settings-nav>
      <div class="content">
        <section class="card">
          <password-form @changed=${() => void this.sessions.reload()}></password-form>
        </section>
        ${this.#language()}
        <section class="card"><session-list></session-list></section>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "account-page": AccountPage;
  }
}
