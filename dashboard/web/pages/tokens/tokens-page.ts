import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { ApiToken, ApiTokenWithSecret } from "../../../../contracts/api-token.ts";
import { covers, Role } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import "../../kit/confirm-dialog.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/data-table.ts";
import "../../kit/modal-dialog.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import { showToast } from "../../kit/toast.ts";
import { icon } from "../../page/icons.ts";
import { Loading } from "../../settings/loading.ts";
import "../../settings/once-dialog.ts";
import { tellRefusal } from "../../settings/refusal.ts";
import { loadTokens, revokeToken } from "../../settings/settings-api.ts";
import "../../settings/settings-nav.ts";
import { settingsText } from "../../settings/text.ts";
import { tokenColumns } from "../../settings/token-columns.ts";
import "../../settings/token-form.ts";
import type { TokenForm } from "../../settings/token-form.ts";
import { userContext } from "../../shell/contexts.ts";

/** A request that works for whatever the token may: it asks who it acts for. */
const sampleCommand = (token: string): string =>
  `curl -fsS ${location.origin}/api/session -H "Authorization: Bearer ${token}"`;
const SAMPLE_LINES = 4;

/** Tokens by which programs act for people: made, seen in use, and revoked. */
@customElement("tokens-page")
export class TokensPage extends LitElement {
  static override styles = [controls, scrollingPageStyles];

  @consume({ context: userContext, subscribe: true }) user!: User;
  @state() private isAdding = false;
  /** Shown this once. */
  @state() private made: ApiTokenWithSecret | undefined;
  /** What is about to be revoked. */
  @state() private doomed: ApiToken | undefined;
  @state() private isRevoking = false;
  @query("token-form") private form!: TokenForm;
  readonly #loading = new Loading(this, loadTokens);

  /** What may be handed out, the least first: a program should have no more than it needs. */
  get #roles(): readonly Role[] {
    return Role.options.filter((role) => covers(this.user.role, role)).toReversed();
  }

  readonly #created = ({ detail }: CustomEvent<ApiTokenWithSecret>): void => {
    this.isAdding = false;
    this.made = detail;
    void this.#loading.reload();
  };

  async #revoke({ id, name }: ApiToken): Promise<void> {
    this.isRevoking = true;
    const t = settingsText();
    try {
      await revokeToken(id);
      showToast(this, { tone: "good", message: t.tokens.revoked(name) });
      await this.#loading.reload();
    } catch (error) {
      tellRefusal(this, error);
    } finally {
      this.isRevoking = false;
      this.doomed = undefined;
    }
  }

  #adding() {
    if (!this.isAdding) return nothing;
    const t = settingsText().tokens;
    const close = (): void => void (this.isAdding = false);
    return html`<modal-dialog heading=${t.add} open keeps-open @close=${close}>
      <token-form .roles=${this.#roles} @created=${this.#created}></token-form>
      <button slot="actions" class="button" @click=${close}>${kitText().cancel}</button>
      <button slot="actions" class="button primary" @click=${() => void this.form.submit()}>
        ${t.add}
      </button>
    </modal-dialog>`;
  }

  #secret() {
    if (!this.made) return nothing;
    const t = settingsText().tokens;
    const { name, token } = this.made;
    return html`<once-dialog
      heading=${t.made(name)}
      .fields=${[
        { label: t.token, value: token },
        { label: t.sample, value: sampleCommand(token), lines: SAMPLE_LINES },
      ]}
      @close=${() => (this.made = undefined)}
      ><a href="/api/docs" target="_blank">${t.docs}</a></once-dialog
    >`;
  }

  #revoking() {
    const { doomed } = this;
    const t = settingsText().tokens;
    return html`<confirm-dialog
      heading=${doomed ? t.revokeAsk(doomed.name) : ""}
      action=${t.revokeAction}
      danger
      ?open=${doomed !== undefined}
      ?busy=${this.isRevoking}
      @close=${() => (this.doomed = undefined)}
      @confirm=${() => doomed && void this.#revoke(doomed)}
      >${t.revokeMeans}</confirm-dialog
    >`;
  }

  #table() {
    const t = settingsText().tokens;
    return html`<data-table
      label=${t.table}
      .columns=${tokenColumns((token) => (this.doomed = token))}
      .rows=${this.#loading.content ?? []}
      .state=${this.#loading.state}
      @retry=${this.#loading.reload}
      ><state-message
        slot="empty"
        icon="ignition"
        heading=${t.empty}
        action=${t.add}
        @act=${() => (this.isAdding = true)}
        >${t.emptyHint}</state-message
      ></data-table
    >`;
  }

  protected override render() {
    const t = settingsText().tokens;
    const { staleSinceMs } = this.#loading;
    return html`<div class="scroll">
        <page-header heading=${t.title} lead=${t.lead}>
          <button slot="actions" class="button primary" @click=${() => (this.isAdding = true)}>
            ${icon("plus")}${t.add}
          </button>
        </page-header>
        <settings-nav current="tokens"></settings-nav>
        ${
          staleSinceMs === undefined
            ? nothing
            : html`<stale-note .sinceMs=${staleSinceMs} @act=${this.#loading.reload}></stale-note>`
        }
        <div class="content">${this.#table()}</div>
      </div>
      ${this.#adding()} ${this.#secret()} ${this.#revoking()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tokens-page": TokensPage;
  }
}
