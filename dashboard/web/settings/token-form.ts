import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Role } from "../../../contracts/permissions.ts";
import "../kit/check-field.ts";
import { controls } from "../kit/controls.ts";
import "../kit/select-field.ts";
import "../kit/text-field.ts";
import { serverNowMs } from "../page/clock.ts";
import { formProblem } from "../forms/form-problem.ts";
import { FormSending, missingIn } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { shellText } from "../shell/text.ts";
import { addToken } from "./settings-api.ts";
import { settingsText } from "./text.ts";
import type { SettingsText } from "./text/en.ts";

type Expiry = keyof SettingsText["tokens"]["expiries"];

const DAY_MS = 86_400_000;
/** How long a token holds, ms; null until it is revoked. */
const LIFETIMES_MS: Readonly<Record<Expiry, number | null>> = {
  days30: 30 * DAY_MS,
  days90: 90 * DAY_MS,
  days365: 365 * DAY_MS,
  never: null,
};
const EXPIRIES = Object.keys(LIFETIMES_MS) as Expiry[];

/** Asks what a new token is for and may do. Fires `created` with the token (`ApiTokenWithSecret`). */
@customElement("token-form")
export class TokenForm extends LitElement {
  static override styles = [
    controls,
    formStyles,
    css`
      check-field {
        margin: -6px 0;
      }
    `,
  ];

  /** The roles whose rights may be handed out, the least first. */
  @property({ attribute: false }) roles: readonly Role[] = [];
  @state() private name = "";
  @state() private chosenRole: Role | undefined;
  @state() private isReadOnly = true;
  @state() private expiry: Expiry = "days90";
  readonly #sending = new FormSending(this);

  get #role(): Role | undefined {
    return this.chosenRole ?? this.roles[0];
  }

  /** Makes the token. */
  readonly submit = async (): Promise<void> => {
    const role = this.#role;
    if (!role) return;
    const lifetimeMs = LIFETIMES_MS[this.expiry];
    const expiresAt =
      lifetimeMs === null ? null : new Date(serverNowMs() + lifetimeMs).toISOString();
    const { isReadOnly } = this;
    const name = this.name.trim();
    const created = await this.#sending.submit(missingIn({ name }, settingsText().missing), () =>
      addToken({ name, role, isReadOnly, expiresAt }),
    );
    if (created) this.dispatchEvent(new CustomEvent("created", { detail: created }));
  };

  #name() {
    const t = settingsText().tokens;
    return html`<text-field
      data-field="name"
      label=${t.name}
      hint=${t.nameHint}
      maxLength="100"
      autocomplete="off"
      error=${this.#sending.faults["name"] ?? ""}
      .value=${this.name}
      @value-change=${({ detail }: CustomEvent<string>) => (this.name = detail)}
    ></text-field>`;
  }

  #rights() {
    const t = settingsText();
    const role = this.#role;
    return html`<select-field
        data-field="role"
        label=${t.tokens.role}
        hint=${role ? t.users.roleMeans[role] : ""}
        error=${this.#sending.faults["role"] ?? ""}
        .choices=${this.roles.map((value) => ({ value, label: shellText().roles[value] }))}
        .value=${role ?? ""}
        @value-change=${({ detail }: CustomEvent<string>) => (this.chosenRole = Role.parse(detail))}
      ></select-field>
      <check-field
        label=${t.tokens.readOnlyField}
        .checked=${this.isReadOnly}
        @value-change=${({ detail }: CustomEvent<boolean>) => (this.isReadOnly = detail)}
      ></check-field>`;
  }

  #expiry() {
    const t = settingsText().tokens;
    return html`<select-field
      data-field="expiresAt"
      label=${t.expiry}
      error=${this.#sending.faults["expiresAt"] ?? ""}
      .choices=${EXPIRIES.map((value) => ({ value, label: t.expiries[value] }))}
      .value=${this.expiry}
      @value-change=${({ detail }: CustomEvent<string>) =>
        (this.expiry = EXPIRIES.find((each) => each === detail) ?? this.expiry)}
    ></select-field>`;
  }

  protected override render() {
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.submit();
      }}
    >
      ${this.#name()} ${this.#rights()} ${this.#expiry()} ${formProblem(this.#sending)}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "token-form": TokenForm;
  }
}
