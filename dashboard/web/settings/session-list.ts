import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Session } from "../../../contracts/session.ts";
import { controls } from "../kit/controls.ts";
import "../kit/list-skeleton.ts";
import "../kit/state-message.ts";
import { kitText } from "../kit/text.ts";
import { showToast } from "../kit/toast.ts";
import "../kit/tone-tag.ts";
import { icon } from "../page/icons.ts";
import { formStyles } from "../forms/form-styles.ts";
import { deviceNameOf } from "./device-name.ts";
import { Loading } from "./loading.ts";
import { tellRefusal } from "./refusal.ts";
import { endOtherSessions, endSession, loadSessions } from "./settings-api.ts";
import { settingsText } from "./text.ts";
import { timeOr } from "./user-words.ts";

const nameOf = ({ userAgent }: Session): string => {
  const t = settingsText().account;
  const name = deviceNameOf(userAgent ?? "");
  if (!name) return t.unknownDevice;
  return name.system === undefined ? name.browser : t.onSystem(name.browser, name.system);
};

/** Where one is signed in, each of which can be ended. */
@customElement("session-list")
export class SessionList extends LitElement {
  static override styles = [
    controls,
    formStyles,
    css`
      ul {
        margin: 14px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 11px 0;
        border-top: 1px solid var(--line);
        font-size: var(--size-m);
      }
      .words {
        flex: 1 1 200px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .detail {
        margin-top: 2px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  readonly #loading = new Loading(this, loadSessions);

  /** Looks again who is signed in. */
  readonly reload = (): Promise<void> => this.#loading.reload();

  async #end(work: () => Promise<void>, said = ""): Promise<void> {
    try {
      await work();
      if (said) showToast(this, { tone: "good", message: said });
      await this.reload();
    } catch (error) {
      tellRefusal(this, error);
    }
  }

  #session(session: Session) {
    const t = settingsText().account;
    const { id, current, ip, createdAt, lastSeenAt } = session;
    const name = nameOf(session);
    const details = [
      ...(ip === null ? [] : [ip]),
      ...[t.signedIn(timeOr("", createdAt)), t.lastSeen(timeOr("", lastSeenAt))],
    ];
    return html`<li>
      <div class="words">
        <b>${name}</b>
        <div class="detail">${details.join(" · ")}</div>
      </div>
      ${
        current
          ? html`<tone-tag tone="accent">${t.here}</tone-tag>`
          : html`<button
              class="button"
              aria-label=${t.signOut(name)}
              @click=${() => void this.#end(() => endSession(id))}
            >
              ${t.signOutShort}
            </button>`
      }
    </li>`;
  }

  #content() {
    const { state, content = [] } = this.#loading;
    const t = settingsText();
    if (state === "loading") return html`<list-skeleton rows="2"></list-skeleton>`;
    if (state === "failed") {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.loadFailed}
        action=${kitText().tryAgain}
        @act=${this.reload}
      ></state-message>`;
    }
    return html`<ul>
        ${content.map((session) => this.#session(session))}
      </ul>
      ${
        content.length < 2
          ? nothing
          : html`<div class="actions">
              <button
                class="button"
                @click=${() => void this.#end(endOtherSessions, t.account.othersOut)}
              >
                ${icon("signOut")}${t.account.signOutOthers}
              </button>
            </div>`
      }`;
  }

  protected override render() {
    const t = settingsText().account;
    return html`<h2>${t.sessions}</h2>
      <p class="lead">${t.sessionsLead}</p>
      ${this.#content()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "session-list": SessionList;
  }
}
