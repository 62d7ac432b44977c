import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { type FirstOwner } from "../../../../contracts/account.ts";
import { MIN_PASSWORD_CHARS } from "../../../../contracts/user.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/text-field.ts";
import { icon } from "../../page/icons.ts";
import { ApiError } from "../../session/api.ts";
import { formProblem } from "../../forms/form-problem.ts";
import { type FieldFaults, FormSending, missingIn } from "../../forms/form-sending.ts";
import { formStyles } from "../../forms/form-styles.ts";
import { claimServer } from "../../setup/setup-api.ts";
import { setupText } from "../../setup/text.ts";
import "../../shell/brand-mark.ts";
import { entryPageStyles } from "../../shell/entry-page-styles.ts";
import "../../shell/language-select.ts";
import "../../shell/theme-toggle.ts";
import { ownerPageStyles } from "./owner-page-styles.ts";

/** Answers of `POST /api/setup/owner`. */
const WRONG_CODE = 401;
const OWNED = 409;

/** What the server takes at most, characters. */
const MOST_CHARS = { code: 32, name: 100, email: 254, password: 1_024 } as const;

/** As lenient as the browsers' own check: the server has the last word. */
const EMAIL = /^\S+@\S+\.\S+$/;

/**
 * What a server without an owner shows instead of signing in. Fires `signed-in` with the user once
 * somebody has become its owner.
 */
@customElement("owner-page")
export class OwnerPage extends LitElement {
  static override styles = [controls, formStyles, entryPageStyles, ownerPageStyles];

  @state() private claim: FirstOwner = { code: "", name: "", email: "", password: "" };
  @state() private isOwned = false;
  readonly #sending = new FormSending(this);

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>("[data-field=code]")?.focus();
  }

  get #faults(): FieldFaults {
    const { email, password } = this.claim;
    const t = setupText().owner;
    return {
      ...(!EMAIL.test(email.trim()) && { email: t.noEmail }),
      ...(password.length < MIN_PASSWORD_CHARS && { password: t.tooShort(MIN_PASSWORD_CHARS) }),
      ...missingIn(this.claim, setupText().missing),
    };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { code, name, email, password } = this.claim;
    const claim = { code: code.trim(), name: name.trim(), email: email.trim(), password };
    const user = await this.#sending.submit(this.#faults, () =>
      claimServer(claim).catch((error: unknown) => this.#explain(error)),
    );
    if (user) {
      this.dispatchEvent(
        new CustomEvent("signed-in", { detail: user, bubbles: true, composed: true }),
      );
    }
  };

  /** Says what the two answers mean that a person can do something about. */
  #explain(error: unknown): undefined {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === OWNED) {
      this.isOwned = true;
      return undefined;
    }
    if (error.status !== WRONG_CODE) throw error;
    const message = setupText().owner.wrongCode;
    throw new ApiError(message, WRONG_CODE, { fields: [{ field: "code", message }] });
  }

  #field(
    field: keyof FirstOwner,
    label: string,
    { hint = "", ...rest }: { hint?: string; type?: string; autocomplete: string },
  ) {
    return html`<text-field
      data-field=${field}
      label=${label}
      hint=${hint}
      type=${rest.type ?? "text"}
      maxLength=${MOST_CHARS[field]}
      autocomplete=${rest.autocomplete}
      error=${this.#sending.faults[field] ?? ""}
      .value=${this.claim[field]}
      @value-change=${({ detail }: CustomEvent<string>) =>
        (this.claim = { ...this.claim, [field]: detail })}
    ></text-field>`;
  }

  #form() {
    const t = setupText().owner;
    const { isBusy } = this.#sending;
    const passwordHint = t.passwordHint(MIN_PASSWORD_CHARS);
    return html`<form novalidate @submit=${this.#submit}>
      ${this.#field("code", t.code, { hint: t.codeHint, autocomplete: "one-time-code" })}
      ${this.#field("name", t.name, { autocomplete: "name" })}
      ${this.#field("email", t.email, { type: "email", autocomplete: "username" })}
      ${this.#field("password", t.password, {
        ...{ hint: passwordHint, type: "password", autocomplete: "new-password" },
      })}
      ${formProblem(this.#sending)}
      <button class="button primary" ?disabled=${isBusy}>
        ${isBusy ? t.submitting : t.submit}
      </button>
    </form>`;
  }

  #owned() {
    const t = setupText().owner;
    // loaded anew, which asks again who is here
    return html`<p class="problem" role="alert">${icon("warning")}<span>${t.owned}</span></p>
      <a class="button primary" href="/">${t.toSignIn}</a>`;
  }

  protected override render() {
    const t = setupText().owner;
    return html`<header><language-select></language-select><theme-toggle></theme-toggle></header>
      <main>
        <div class="card">
          <brand-mark></brand-mark>
          <h1>${t.heading}</h1>
          <p class="lead">${t.lead}</p>
          ${this.isOwned ? this.#owned() : this.#form()}
        </div>
      </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "owner-page": OwnerPage;
  }
}
