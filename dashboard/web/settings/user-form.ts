import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Branch } from "../../../contracts/branch.ts";
import type { Invitation } from "../../../contracts/invitation.ts";
import { Language } from "../../../contracts/language.ts";
import { Role } from "../../../contracts/permissions.ts";
import type { Account } from "../../../contracts/account.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/language.ts";
import { controls } from "../kit/controls.ts";
import "../kit/select-field.ts";
import type { Choice } from "../kit/select-field.ts";
import "../kit/text-field.ts";
import { ApiError } from "../session/api.ts";
import { formProblem } from "../forms/form-problem.ts";
import { type FieldFaults, FormSending, missingIn } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { shellText } from "../shell/text.ts";
import { addUser, changeUser } from "./settings-api.ts";
import { settingsText } from "./text.ts";

/** As lenient as the browsers' own check: the server has the last word. */
const EMAIL = /^\S+@\S+\.\S+$/;
/** Going by the browser, as a choice among the languages. */
const AS_BROWSER = "browser";

type Draft = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly branchId: string;
  readonly language: string;
};

/** Who was saved; with an invitation when they are new. */
export type SavedUser = { readonly name: string; readonly invitation: Invitation | null };

/** What somebody is called and may do, of a new account or of `account`. Fires `saved`. */
@customElement("user-form")
export class UserForm extends LitElement {
  static override styles = [controls, formStyles];

  @property({ attribute: false }) account: Account | undefined;
  /** The roles that may be given. */
  @property({ attribute: false }) roles: readonly Role[] = [];
  @property({ attribute: false }) branches: readonly Branch[] = [];
  @state() private draft: Draft = this.#begin();
  readonly #sending = new FormSending(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("account");
    // the same person read anew takes nothing away from who is typing
    if (changed.has("account") && before?.id !== this.account?.id) this.draft = this.#begin();
    if (changed.has("branches") && this.draft.branchId === "")
      this.draft = { ...this.draft, branchId: this.#onlyBranch };
  }

  get #onlyBranch(): string {
    return this.branches.length === 1 ? (this.branches[0]?.id ?? "") : "";
  }

  #begin(): Draft {
    const { account } = this;
    return {
      name: account?.name ?? "",
      email: account?.email ?? "",
      role: account?.role ?? "DISPATCHER",
      branchId: account ? (account.branchId ?? "") : this.#onlyBranch,
      language: account?.language ?? AS_BROWSER,
    };
  }

  get #faults(): FieldFaults {
    const { name, email, role, branchId } = this.draft;
    const t = settingsText();
    return {
      ...(!EMAIL.test(email.trim()) && { email: t.users.noEmail }),
      ...missingIn({ name, email, ...(role !== "OWNER" && { branchId }) }, t.missing),
    };
  }

  /** Saves what is typed. */
  readonly submit = async (): Promise<void> => {
    const saved = await this.#sending.submit(this.#faults, () =>
      this.#save().catch((error: unknown) => this.#explain(error)),
    );
    if (saved) this.dispatchEvent(new CustomEvent<SavedUser>("saved", { detail: saved }));
  };

  async #save(): Promise<SavedUser> {
    const { name, email, role, branchId, language } = this.draft;
    const user = {
      ...{ name: name.trim(), email: email.trim(), role },
      branchId: role === "OWNER" ? null : branchId,
      language: language === AS_BROWSER ? null : Language.parse(language),
    };
    if (!this.account) return addUser(user);
    return { ...(await changeUser(this.account.id, user)), invitation: null };
  }

  /** Says the two refusals that a person can do something about in the person's language. */
  #explain(error: unknown): never {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    const t = settingsText().users;
    const said: Readonly<Record<string, string>> = { email: t.emailTaken, role: t.lastOwner };
    const fields = error.fields.map(({ field, message }) => ({
      field,
      message: said[field] ?? message,
    }));
    throw new ApiError(error.message, error.status, { fields });
  }

  #text(field: "name" | "email", autocomplete: AutoFill) {
    return html`<text-field
      data-field=${field}
      label=${settingsText().users[field]}
      type=${field === "email" ? "email" : "text"}
      maxLength=${field === "email" ? 254 : 100}
      autocomplete=${autocomplete}
      error=${this.#sending.faults[field] ?? ""}
      .value=${this.draft[field]}
      @value-change=${({ detail }: CustomEvent<string>) =>
        (this.draft = { ...this.draft, [field]: detail })}
    ></text-field>`;
  }

  #choice(
    field: "role" | "branchId" | "language",
    label: string,
    choices: readonly Choice[],
    hint = "",
  ) {
    return html`<select-field
      data-field=${field}
      label=${label}
      hint=${hint}
      error=${this.#sending.faults[field] ?? ""}
      .choices=${choices}
      .value=${this.draft[field]}
      @value-change=${({ detail }: CustomEvent<string>) => this.#choose(field, detail)}
    ></select-field>`;
  }

  #choose(field: "role" | "branchId" | "language", chosen: string): void {
    const change = field === "role" ? { role: Role.parse(chosen) } : { [field]: chosen };
    this.draft = { ...this.draft, ...change };
  }

  protected override render() {
    const t = settingsText().users;
    const { role } = this.draft;
    const names = shellText().roles;
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.submit();
      }}
    >
      ${this.#text("name", "off")} ${this.#text("email", "off")}
      ${this.#choice(
        "role",
        t.role,
        this.roles.map((value) => ({ value, label: names[value] })),
        t.roleMeans[role],
      )}
      ${
        role === "OWNER"
          ? nothing
          : this.#choice(
              "branchId",
              t.branch,
              this.branches.map(({ id, name }) => ({ value: id, label: name })),
            )
      }
      ${this.#choice("language", t.language, [
        { value: AS_BROWSER, label: t.asBrowser },
        ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
      ])}
      ${formProblem(this.#sending)}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "user-form": UserForm;
  }
}
