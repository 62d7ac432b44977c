import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { covers, isAllowed, Role } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/data-table.ts";
import "../../kit/modal-dialog.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import { kitText } from "../../kit/text.ts";
import { icon } from "../../page/icons.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { Loading } from "../../settings/loading.ts";
import "../../settings/once-dialog.ts";
import { invitationLink, loadAccounts } from "../../settings/settings-api.ts";
import "../../settings/settings-nav.ts";
import { settingsText } from "../../settings/text.ts";
import { userColumns } from "../../settings/user-columns.ts";
import "../../settings/user-drawer.ts";
import "../../settings/user-form.ts";
import type { SavedUser, UserForm } from "../../settings/user-form.ts";
import { timeOr } from "../../settings/user-words.ts";
import { branchesContext, userContext } from "../../shell/contexts.ts";

/** Who has an account; who may edit them adds and changes people here. */
@customElement("users-page")
export class UsersPage extends LitElement {
  static override styles = [controls, scrollingPageStyles];

  @consume({ context: userContext, subscribe: true }) user!: User;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private openId = "";
  @state() private isAdding = false;
  /** Whose link is shown, this once. */
  @state() private invited: SavedUser | undefined;
  @query("modal-dialog user-form") private form!: UserForm;
  readonly #loading = new Loading(this, loadAccounts);

  protected override firstUpdated(): void {
    this.dispatchEvent(
      new CustomEvent("page-title", {
        ...{ detail: settingsText().users.title, bubbles: true, composed: true },
      }),
    );
  }

  get #mayEdit(): boolean {
    return isAllowed(this.user.role, "users:edit");
  }

  /** Nobody gives rights that they do not have. */
  get #roles(): readonly Role[] {
    return Role.options.filter((role) => covers(this.user.role, role));
  }

  readonly #added = ({ detail }: CustomEvent<SavedUser>): void => {
    this.isAdding = false;
    this.invited = detail;
    void this.#loading.reload();
  };

  #adding() {
    if (!this.isAdding) return nothing;
    const t = settingsText().users;
    const close = (): void => void (this.isAdding = false);
    return html`<modal-dialog heading=${t.add} open keeps-open @close=${close}>
      <user-form
        .roles=${this.#roles}
        .branches=${this.branches.all}
        @saved=${this.#added}
      ></user-form>
      <button slot="actions" class="button" @click=${close}>${kitText().cancel}</button>
      <button slot="actions" class="button primary" @click=${() => void this.form.submit()}>
        ${t.invite}
      </button>
    </modal-dialog>`;
  }

  #link() {
    const { invited } = this;
    if (!invited?.invitation) return nothing;
    const t = settingsText().users;
    return html`<once-dialog
      heading=${t.linkFor(invited.name)}
      .fields=${[{ label: t.link, value: invitationLink(invited.invitation) }]}
      @close=${() => (this.invited = undefined)}
      >${t.linkMeans(timeOr("", invited.invitation.expiresAt))}</once-dialog
    >`;
  }

  #table() {
    return html`<data-table
      label=${settingsText().users.table}
      .columns=${userColumns(this.branches, this.user.id)}
      .rows=${this.#loading.content ?? []}
      .state=${this.#loading.state}
      .selectedId=${this.openId || undefined}
      @row-pick=${({ detail }: CustomEvent<string>) => {
        if (this.#mayEdit) this.openId = detail;
      }}
      @retry=${this.#loading.reload}
    ></data-table>`;
  }

  protected override render() {
    const t = settingsText().users;
    const { content, staleSinceMs } = this.#loading;
    const open = content?.find(({ id }) => id === this.openId);
    return html`<div class="scroll ${open ? "beside" : ""}">
        <page-header heading=${t.title} lead=${this.#mayEdit ? t.lead : t.leadOnly}>
          ${
            this.#mayEdit
              ? html`<button
                  slot="actions"
                  class="button primary"
                  @click=${() => (this.isAdding = true)}
                >
                  ${icon("plus")}${t.add}
                </button>`
              : nothing
          }
        </page-header>
        <settings-nav current="users"></settings-nav>
        ${
          staleSinceMs === undefined
            ? nothing
            : html`<stale-note .sinceMs=${staleSinceMs} @act=${this.#loading.reload}></stale-note>`
        }
        <div class="content">${this.#table()}</div>
      </div>
      <user-drawer
        .account=${open}
        .roles=${this.#roles}
        .branches=${this.branches.all}
        .ownId=${this.user.id}
        @changed=${this.#loading.reload}
        @invited=${({ detail }: CustomEvent<SavedUser>) => (this.invited = detail)}
        @close=${() => (this.openId = "")}
      ></user-drawer>
      ${this.#adding()} ${this.#link()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "users-page": UsersPage;
  }
}
