import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Branch } from "../../../contracts/branch.ts";
import type { Role } from "../../../contracts/permissions.ts";
import type { Account } from "../../../contracts/account.ts";
import "../kit/confirm-dialog.ts";
import { controls } from "../kit/controls.ts";
import "../kit/side-drawer.ts";
import { showToast } from "../kit/toast.ts";
import type { ApiError } from "../session/api.ts";
import { tellRefusal } from "./refusal.ts";
import { changeUser, makeInvitation } from "./settings-api.ts";
import { settingsText } from "./text.ts";
import "./user-form.ts";
import type { SavedUser, UserForm } from "./user-form.ts";
import { accountState, timeOr } from "./user-words.ts";

type Question = "deactivate" | "newLink";

/** A fleet keeps an owner: the server says which field stands in the way. */
const reasonOf = ({ status, fields, message }: ApiError): string =>
  status === 409 && fields.some(({ field }) => field !== "id")
    ? settingsText().users.lastOwner
    : message;

/**
 * One account beside the list: what can be changed of it, and its sign-in. Fires `changed` once
 * something is saved, `invited` (a `SavedUser`) for a new link, and `close`.
 */
@customElement("user-drawer")
export class UserDrawer extends LitElement {
  static override styles = [
    controls,
    css`
      user-form {
        padding: 0 20px 20px;
      }
      section {
        padding: 18px 20px 22px;
        border-top: 1px solid var(--line);
      }
      h3 {
        margin: 0 0 4px;
        font-size: var(--size-l);
        font-weight: 600;
      }
      p {
        margin: 0 0 12px;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
      }
    `,
  ];

  /** Undefined while nobody is open. */
  @property({ attribute: false }) account: Account | undefined;
  @property({ attribute: false }) roles: readonly Role[] = [];
  @property({ attribute: false }) branches: readonly Branch[] = [];
  /** Whose page it is: nobody locks themselves out here. */
  @property() ownId = "";
  @state() private asked: Question | undefined;
  @state() private isBusy = false;
  @query("user-form") private form!: UserForm;

  /** Does something to the account, and says what came of it. */
  async #do(work: () => Promise<unknown>, said: string): Promise<void> {
    this.isBusy = true;
    try {
      await work();
      if (said) showToast(this, { tone: "good", message: said });
      this.dispatchEvent(new CustomEvent("changed"));
    } catch (error) {
      tellRefusal(this, error, reasonOf);
    } finally {
      this.isBusy = false;
      this.asked = undefined;
    }
  }

  readonly #saved = ({ detail }: CustomEvent<SavedUser>): void => {
    showToast(this, { tone: "good", message: settingsText().users.saved(detail.name) });
    this.dispatchEvent(new CustomEvent("changed"));
  };

  #confirmed({ id, name }: Account): void {
    const t = settingsText().users;
    if (this.asked === "deactivate") {
      void this.#do(() => changeUser(id, { status: "INACTIVE" }), t.deactivated(name));
      return;
    }
    void this.#do(async () => {
      const detail: SavedUser = { name, invitation: await makeInvitation(id) };
      this.dispatchEvent(new CustomEvent("invited", { detail }));
    }, "");
  }

  #signIn(account: Account) {
    const t = settingsText();
    const state = accountState(account);
    if (state === "inactive") return nothing;
    const hints = {
      active: t.users.activeHint,
      invited: t.users.invitedHint(timeOr("", account.invitedUntil)),
      lapsed: t.users.lapsedHint,
    };
    const isOwn = account.id === this.ownId;
    return html`<section>
      <h3>${t.users.signIn}</h3>
      <p>${isOwn ? t.users.ownHint : hints[state]}</p>
      ${
        isOwn
          ? nothing
          : html`<button class="button" @click=${() => (this.asked = "newLink")}>
              ${t.users.newLink}
            </button>`
      }
    </section>`;
  }

  #actions({ id, name, status }: Account) {
    const t = settingsText();
    const activate = (): void =>
      void this.#do(() => changeUser(id, { status: "ACTIVE" }), t.users.activated(name));
    const button =
      status === "INACTIVE"
        ? html`<button slot="actions" class="button" ?disabled=${this.isBusy} @click=${activate}>
            ${t.users.activate}
          </button>`
        : html`<button slot="actions" class="button" @click=${() => (this.asked = "deactivate")}>
            ${t.users.deactivate}
          </button>`;
    return html`<button
        slot="actions"
        class="button primary"
        @click=${() => void this.form.submit()}
      >
        ${t.save}
      </button>
      ${id === this.ownId ? nothing : button}`;
  }

  #question({ name }: Account) {
    const t = settingsText().users;
    const isLink = this.asked === "newLink";
    return html`<confirm-dialog
      heading=${isLink ? t.newLink : t.deactivateAsk(name)}
      action=${isLink ? t.newLink : t.deactivate}
      danger
      ?open=${this.asked !== undefined}
      ?busy=${this.isBusy}
      @close=${() => (this.asked = undefined)}
      @confirm=${() => this.account && this.#confirmed(this.account)}
      >${isLink ? t.newLinkMeans : t.deactivateMeans}</confirm-dialog
    >`;
  }

  protected override render() {
    const { account } = this;
    return html`<side-drawer
        heading=${account?.name ?? ""}
        ?open=${account !== undefined}
        has-actions
        @close=${() => this.dispatchEvent(new CustomEvent("close"))}
      >
        ${
          account
            ? html`<span slot="subheading">${account.email}</span>
                <user-form
                  .account=${account}
                  .roles=${this.roles}
                  .branches=${this.branches}
                  @saved=${this.#saved}
                ></user-form>
                ${this.#signIn(account)} ${this.#actions(account)}`
            : nothing
        }
      </side-drawer>
      ${account ? this.#question(account) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "user-drawer": UserDrawer;
  }
}
