import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../../page/icons.ts";
import { ApiError } from "../../session/api.ts";
import { signIn } from "../../session/session.ts";
import "../../shell/language-select.ts";
import "../../shell/brand-mark.ts";
import { entryPageStyles } from "../../shell/entry-page-styles.ts";
import { controls } from "../../kit/controls.ts";
import "../../shell/theme-toggle.ts";
import { signInText } from "./text.ts";
import type { SignInText } from "./text/en.ts";

/** Asks for e-mail and password. Fires `signed-in` with the user. */
@customElement("sign-in-page")
export class SignInPage extends LitElement {
  static override styles = [
    controls,
    entryPageStyles,
    css`
      .lead {
        margin: 0 0 22px;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
      }
      label {
        display: block;
        margin: 0 0 6px;
        font-size: var(--size-s);
        font-weight: 550;
        color: var(--text-muted);
      }
      .row {
        margin-bottom: 15px;
      }
      .password {
        position: relative;
      }
      .password .field {
        padding-right: 42px;
      }
      .password .icon-button {
        position: absolute;
        inset: 0 2px 0 auto;
        height: 100%;
        background: none;
      }
      .field {
        height: 40px;
        font-size: 0.875rem;
      }
      .button {
        width: 100%;
        height: 40px;
        margin-top: 6px;
        font-size: 0.875rem;
      }
      .notice {
        display: flex;
        gap: 9px;
        margin: 0 0 16px;
        padding: 10px 12px;
        border-radius: var(--radius-m);
        background: var(--danger-soft);
        color: var(--danger);
        font-size: var(--size-m);
        line-height: 1.4;
      }
      .notice .icon {
        margin-top: 2px;
      }
      .notice.calm {
        background: var(--accent-soft);
        color: var(--accent-text);
      }
      footer {
        padding: 16px;
        text-align: center;
        color: var(--text-faint);
        font-size: var(--size-s);
      }
      @media (pointer: coarse) {
        .field,
        .button {
          height: 46px;
          font-size: 16px;
        }
      }
    `,
  ];

  /** Said above the form, such as that the last session has ended. */
  @property() notice: keyof SignInText["notices"] = "none";
  @state() private error = "";
  @state() private busy = false;
  @state() private revealed = false;
  @query("#email") private email!: HTMLInputElement;
  @query("#password") private password!: HTMLInputElement;

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.busy = true;
    this.error = "";
    try {
      const user = await signIn(this.email.value.trim(), this.password.value);
      this.dispatchEvent(
        new CustomEvent("signed-in", { detail: user, bubbles: true, composed: true }),
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error.status === 401 ? signInText().mismatch : error.message;
      this.password.select();
    } finally {
      this.busy = false;
    }
  };

  protected override firstUpdated(): void {
    this.email.focus();
  }

  #notice() {
    if (this.error) {
      return html`<p class="notice" role="alert">${icon("warning")}${this.error}</p>`;
    }
    const notice = signInText().notices[this.notice];
    return notice ? html`<p class="notice calm" role="status">${notice}</p>` : nothing;
  }

  protected override render() {
    const t = signInText();
    return html`<header><language-select></language-select><theme-toggle></theme-toggle></header>
      <main>
        <div class="card">
          <brand-mark></brand-mark>
          <h1>${t.heading}</h1>
          <p class="lead">${t.lead}</p>
          ${this.#notice()}
          <form @submit=${this.#submit}>
            <div class="row">
              <label for="email">${t.email}</label>
              <input
                class="field"
                id="email"
                name="email"
                type="email"
                autocomplete="username"
                required
              />
            </div>
            <div class="row">
              <label for="password">${t.password}</label>
              <div class="password">
                <input
                  class="field"
                  id="password"
                  name="password"
                  type=${this.revealed ? "text" : "password"}
                  autocomplete="current-password"
                  required
                />
                <button
                  class="icon-button"
                  type="button"
                  aria-label=${this.revealed ? t.hidePassword : t.showPassword}
                  @click=${() => (this.revealed = !this.revealed)}
                >
                  ${icon(this.revealed ? "eyeOff" : "eye")}
                </button>
              </div>
            </div>
            <button class="button primary" ?disabled=${this.busy}>
              ${this.busy ? t.submitting : t.submit}
            </button>
          </form>
        </div>
      </main>
      <footer>${t.motto}</footer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sign-in-page": SignInPage;
  }
}
