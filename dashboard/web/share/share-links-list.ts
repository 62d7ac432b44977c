import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ShareLink } from "../../../contracts/share-link.ts";
import { hereZone } from "../i18n/dates.ts";
import "../kit/confirm-dialog.ts";
import { controls } from "../kit/controls.ts";
import "../kit/list-skeleton.ts";
import "../kit/state-message.ts";
import { showToast } from "../kit/toast.ts";
import { serverNowMs } from "../page/clock.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { ApiError } from "../session/api.ts";
import { loadActiveLinks, revokeLink } from "./share-api.ts";
import { linkDetails, shownBy } from "./share-words.ts";
import { shareText } from "./text.ts";

/** The links of a car that hold, each with a way to end it. */
@customElement("share-links-list")
export class ShareLinksList extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 12px;
        padding: 9px 0;
        border-top: 1px solid var(--line);
      }
      b {
        display: block;
        overflow-wrap: anywhere;
        color: var(--text);
        font-weight: 550;
      }
      .detail {
        font-size: var(--size-s);
        line-height: 1.45;
      }
      p {
        margin: 0;
      }
    `,
  ];

  @property() vehicleId = "";
  /** The time zone its times are told in, IANA. */
  @property() zone = hereZone();
  /** Undefined until they are known. */
  @state() private links: readonly ShareLink[] | undefined;
  @state() private hasFailed = false;
  /** The one that is asked about. */
  @state() private chosen: ShareLink | undefined;
  @state() private isBusy = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  /** Asks for them again. */
  async load(): Promise<void> {
    this.hasFailed = false;
    try {
      this.links = await loadActiveLinks(this.vehicleId);
    } catch {
      // offers to try again; the reason is in the browser's network log
      this.hasFailed = true;
    }
  }

  readonly #revoke = async (): Promise<void> => {
    const { chosen } = this;
    if (!chosen || this.isBusy) return;
    this.isBusy = true;
    try {
      await revokeLink(chosen.id);
      showToast(this, { tone: "good", message: shareText().revoked });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const detail = error.message;
      showToast(this, { tone: "danger", message: shareText().notRevoked, detail });
    } finally {
      this.isBusy = false;
      this.chosen = undefined;
    }
    await this.load();
  };

  #row(link: ShareLink) {
    const t = shareText();
    const nowMs = serverNowMs();
    const what = link.label === null ? "" : `${link.label} · `;
    const title = what + shownBy(link, this.zone);
    return html`<li>
      <div>
        <b>${title}</b>
        <div class="detail">${linkDetails(link, nowMs)}</div>
      </div>
      <button
        type="button"
        class="button"
        aria-label=${t.revokeThis(title)}
        @click=${() => (this.chosen = link)}
      >
        ${t.revoke}
      </button>
    </li>`;
  }

  #list() {
    const t = shareText();
    if (this.hasFailed) {
      return html`<state-message
        bad
        icon="warning"
        heading=${t.failed}
        action=${t.tryAgain}
        @act=${() => void this.load()}
      ></state-message>`;
    }
    if (!this.links) return html`<list-skeleton rows="1"></list-skeleton>`;
    const nowMs = serverNowMs();
    const active = this.links.filter(({ expiresAt }) => Date.parse(expiresAt) > nowMs);
    if (active.length === 0) return html`<p>${t.none}</p>`;
    return html`<ul>
      ${active.map((link) => this.#row(link))}
    </ul>`;
  }

  protected override render() {
    const t = shareText();
    return html`${this.#list()}
      <confirm-dialog
        danger
        heading=${t.revokeHeading}
        action=${t.revokeAction}
        ?open=${this.chosen !== undefined}
        ?busy=${this.isBusy}
        @confirm=${this.#revoke}
        @close=${() => (this.chosen = undefined)}
        >${this.chosen ? t.revokeHint : nothing}</confirm-dialog
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "share-links-list": ShareLinksList;
  }
}
