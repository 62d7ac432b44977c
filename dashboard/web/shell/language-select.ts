import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { chooseLanguage } from "../i18n/catalogue.ts";
import { LANGUAGE_NAMES, LANGUAGES, locale, localeFor } from "../i18n/language.ts";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import { shellText } from "./text.ts";

/** Chooses the language of the page; the choice is kept in this browser. */
@customElement("language-select")
export class LanguageSelect extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
      }
      label {
        position: relative;
        display: inline-flex;
        align-items: center;
        color: var(--text-muted);
      }
      label > .icon {
        position: absolute;
        left: 9px;
        font-size: 16px;
        pointer-events: none;
      }
      label > .icon:last-child {
        right: 9px;
        left: auto;
        font-size: 14px;
      }
      select {
        height: 34px;
        padding: 0 30px 0 32px;
        border: 1px solid transparent;
        border-radius: var(--radius-m);
        background: none;
        color: var(--text);
        font: inherit;
        font-size: var(--size-m);
        appearance: none;
        cursor: pointer;
      }
      select:hover {
        background: var(--surface-hover);
      }
      option {
        background: var(--surface-raised);
        color: var(--text);
      }
      @media (pointer: coarse) {
        select {
          height: 44px;
        }
      }
    `,
  ];

  readonly #choose = async (event: Event): Promise<void> => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const chosen = LANGUAGES[event.target.selectedIndex];
    if (chosen) await chooseLanguage(localeFor(chosen));
  };

  protected override render() {
    return html`<label>
      ${icon("language")}<span class="visually-hidden">${shellText().language}</span>
      <select @change=${this.#choose}>
        ${LANGUAGES.map(
          (language) =>
            html`<option lang=${language} ?selected=${language === locale().language}>
              ${LANGUAGE_NAMES[language]}
            </option>`,
        )}
      </select>
      ${icon("chevronDown")}
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "language-select": LanguageSelect;
  }
}
