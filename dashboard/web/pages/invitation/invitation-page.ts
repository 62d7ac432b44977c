import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Invited } from "../../../../contracts/invitation.ts";
import { MIN_PASSWORD_CHARS } from "../../../../contracts/user.ts";
import { switchLocale } from "../../i18n/catalogue.ts";
import { isLanguageChosen, localeFor } from "../../i18n/language.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/text-field.ts";
import { ApiError } from "../../session/api.ts";
import { acceptInvitation, readInvitation } from "../../settings/settings-api.ts";
import { formProblem } from "../../forms/form-problem.ts";
import { FormSending } from "../../forms/form-sending.ts";
import { formStyles } from "../../forms/form-styles.ts";
import "../../shell/brand-mark.ts";
import { entryPageStyles } from "../../shell/entry-page-styles.ts";
import "../../shell/language-select.ts";
import "../../shell/theme-toggle.ts";
import { invitationText } from "./text.ts";

/** Answer for a code that does not hold, or no longer. */
const VOID = 404;
/** Answer for a link that lost its code on the way. */
const NO_CODE = 400;

const isAnswer = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof ApiError && statuses.includes(error.status);

type Stage = Invited | "looking" | "void" | "failed";

/**
 * Where whoever was invited sets their password. Fires `signed-in` with the user once they have.
 */
@customElement("invitation-page")
export class InvitationPage extends LitElement {
  static override styles = [
    controls,
    formStyles,
    entryPageStyles,
    css`
      :host {
        --card-width: 420px;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      .wide {
        width: 100%;
        height: 40px;
      }
      .lead + .wide {
        margin-top: 18px;
      }
      @media (pointer: coarse) {
        .wide {
          height: 46px;
        }
      }
      /* as high as what comes: it stays in its place */
      .waiting {
        min-height: 26rem;
      }
    `,
  ];

  /** What the link holds behind its #. */
  @property() code = "";
  @state() private stage: Stage = "looking";
  @state() private password = "";
  readonly #sending = new FormSending(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  readonly #look = async (): Promise<void> => {
    this.stage = "looking";
    try {
      const invited = await readInvitation(this.code);
      if (invited.language && !isLanguageChosen()) await switchLocale(localeFor(invited.language));
      this.stage = invited;
    } catch (error) {
      this.stage = isAnswer(error, VOID, NO_CODE) ? "void" : "failed";
    }
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { code, password } = this;
    const isShort = password.length < MIN_PASSWORD_CHARS;
    const faults = { ...(isShort && { password: invitationText().tooShort(MIN_PASSWORD_CHARS) }) };
    const user = await this.#sending.submit(faults, () =>
      acceptInvitation(code, password).catch((error: unknown) => {
        if (!isAnswer(error, VOID)) throw error;
        this.stage = "void";
        return undefined;
      }),
    );
    if (user) {
      this.dispatchEvent(
        new CustomEvent("signed-in", { detail: user, bubbles: true, composed: true }),
      );
    }
  };

  #form({ email, name }: Invited) {
    const t = invitationText();
    const { isBusy, faults } = this.#sending;
    return html`<h1>${t.heading(name)}</h1>
      <p class="lead">${t.lead}</p>
      <form novalidate @submit=${this.#submit}>
        <text-field
          label=${t.email}
          type="email"
          autocomplete="username"
          disabled
          .value=${email}
        ></text-field>
        <text-field
          data-field="password"
          label=${t.password}
          hint=${t.passwordHint(MIN_PASSWORD_CHARS)}
          type="password"
          maxLength="1024"
          autocomplete="new-password"
          error=${faults["password"] ?? ""}
          .value=${this.password}
          @value-change=${({ detail }: CustomEvent<string>) => (this.password = detail)}
        ></text-field>
        ${formProblem(this.#sending)}
        <button class="button primary wide" ?disabled=${isBusy}>
          ${isBusy ? t.submitting : t.submit}
        </button>
      </form>`;
  }

  #content() {
    const t = invitationText();
    const { stage } = this;
    if (stage === "looking") return html`<p class="lead" role="status">${t.looking}</p>`;
    if (stage === "void") {
      // loaded anew, which asks again who is here
      return html`<h1>${t.void}</h1>
        <p class="lead">${t.voidHint}</p>
        <a class="button wide" href="/">${t.toSignIn}</a>`;
    }
    if (stage === "failed") {
      return html`<h1>${t.failed}</h1>
        <p class="lead"></p>
        <button class="button wide" @click=${this.#look}>${t.tryAgain}</button>`;
    }
    return this.#form(stage);
  }

  protected override render() {
    return html`<header><language-select></language-select><theme-toggle></theme-toggle></header>
      <main>
        <div class="card ${this.stage === "looking" ? "waiting" : ""}">
          <brand-mark></brand-mark>${this.#content()}
        </div>
      </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "invitation-page": InvitationPage;
  }
}
