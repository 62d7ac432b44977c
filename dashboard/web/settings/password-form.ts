import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { MIN_PASSWORD_CHARS } from "../../../contracts/user.ts";
import { controls } from "../kit/controls.ts";
import "../kit/text-field.ts";
import { showToast } from "../kit/toast.ts";
import { ApiError } from "../session/api.ts";
import { formProblem } from "../forms/form-problem.ts";
import { FormSending, missingIn } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { changePassword } from "./settings-api.ts";
import { settingsText } from "./text.ts";

type Draft = { readonly currentPassword: string; readonly password: string };
const EMPTY: Draft = { currentPassword: "", password: "" };

/** Changes one's own password. Fires `changed`: other sessions have ended. */
@customElement("password-form")
export class PasswordForm extends LitElement {
  static override styles = [controls, formStyles];

  @state() private draft = EMPTY;
  readonly #sending = new FormSending(this);

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const t = settingsText();
    const { draft } = this;
    const faults = {
      ...(draft.password.length < MIN_PASSWORD_CHARS && {
        password: t.account.tooShort(MIN_PASSWORD_CHARS),
      }),
      ...missingIn(draft, t.missing),
    };
    const isDone = await this.#sending.submit(faults, async () => {
      await changePassword(draft).catch((error: unknown) => this.#explain(error));
      return true;
    });
    if (!isDone) return;
    this.draft = EMPTY;
    showToast(this, {
      ...{ tone: "good", message: t.account.changed, detail: t.account.changedHint },
    });
    this.dispatchEvent(new CustomEvent("changed"));
  };

  #explain(error: unknown): never {
    if (!(error instanceof ApiError)) throw error;
    const isWrong = error.fields.some(({ field }) => field === "currentPassword");
    if (!isWrong) throw error;
    const fields = [{ field: "currentPassword", message: settingsText().account.wrong }];
    throw new ApiError(error.message, error.status, { fields });
  }

  #field(field: keyof Draft, label: string, autocomplete: AutoFill, hint = "") {
    return html`<text-field
      data-field=${field}
      label=${label}
      hint=${hint}
      type="password"
      maxLength="1024"
      autocomplete=${autocomplete}
      error=${this.#sending.faults[field] ?? ""}
      .value=${this.draft[field]}
      @value-change=${({ detail }: CustomEvent<string>) =>
        (this.draft = { ...this.draft, [field]: detail })}
    ></text-field>`;
  }

  protected override render() {
    const t = settingsText().account;
    const { isBusy } = this.#sending;
    return html`<h2>${t.password}</h2>
      <p class="lead">${t.passwordLead}</p>
      <form novalidate @submit=${this.#submit}>
        <div class="pair">
          ${this.#field("currentPassword", t.current, "current-password")}
          ${this.#field("password", t.next, "new-password", t.nextHint(MIN_PASSWORD_CHARS))}
        </div>
        ${formProblem(this.#sending)}
        <div class="actions">
          <button class="button primary" ?disabled=${isBusy}>${t.change}</button>
        </div>
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "password-form": PasswordForm;
  }
}
