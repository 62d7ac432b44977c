import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Route } from "../../../contracts/live-protocol.ts";
import type { NewShareLink, ShareLinkWithToken } from "../../../contracts/share-link.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { kmText } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import "../kit/copy-field.ts";
import "../kit/modal-dialog.ts";
import { type Choice } from "../kit/select-field.ts";
import "../kit/select-field.ts";
import "../kit/text-field.ts";
import { serverNowMs } from "../page/clock.ts";
import { formProblem } from "../forms/form-problem.ts";
import { FormSending } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { makeLink } from "./share-api.ts";
import "./share-links-list.ts";
import type { ShareLinksList } from "./share-links-list.ts";
import { spanText } from "./share-words.ts";
import { shareText } from "./text.ts";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** How long a link may hold, as most are needed, s. */
const VALID_S = [HOUR_S, 8 * HOUR_S, DAY_S, 7 * DAY_S] as const;
const MOST_LABEL_CHARS = 80;
/** The choice of the car itself; others are ids of routes. */
const LIVE = "live";

/** Makes a link to a car or one of its routes, and shows those that hold. Fires `close`. */
@customElement("share-dialog")
export class ShareDialog extends LitElement {
  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: contents;
      }
      form {
        color: var(--text);
      }
      h3 {
        margin: 22px 0 8px;
        color: var(--text);
        font-size: var(--size-m);
        font-weight: 600;
      }
      .made {
        display: grid;
        gap: 12px;
        margin-top: 16px;
      }
      .made p {
        margin: 0;
      }
    `,
  ];

  @property() vehicleId = "";
  @property() plate = "";
  /** The time zone its times are told in, IANA. */
  @property() zone = hereZone();
  @property({ attribute: false }) routes: readonly Route[] = [];
  @property() routeId: string | undefined;
  /** What is chosen; the route that is looked at, or else the car. */
  @state() private chosen: string | undefined;
  @state() private validS: number = VALID_S[1];
  @state() private label = "";
  @state() private made: ShareLinkWithToken | undefined;
  @query("share-links-list") private list!: ShareLinksList | null;
  readonly #sending = new FormSending(this);

  get #completed(): readonly Route[] {
    return this.routes.filter(({ status }) => status === "COMPLETED");
  }

  get #what(): string {
    const isThere = this.#completed.some(({ id }) => id === this.routeId);
    return this.chosen ?? (isThere ? (this.routeId ?? LIVE) : LIVE);
  }

  get #wish(): NewShareLink {
    const label = this.label.trim();
    const common = { validS: this.validS, ...(label !== "" && { label }) };
    return this.#what === LIVE
      ? { kind: "live", vehicleId: this.vehicleId, ...common }
      : { kind: "route", routeId: this.#what, ...common };
  }

  readonly #submit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    const made = await this.#sending.submit({}, () => makeLink(this.#wish));
    if (!made) return;
    this.made = made;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".made")?.focus();
    await this.list?.load();
  };

  get #href(): string {
    return new URL(this.made?.path ?? "/", location.origin).href;
  }

  readonly #send = async (): Promise<void> => {
    const title = this.made?.label ?? this.plate;
    // who thinks better of it has not failed
    await navigator.share({ title, url: this.#href }).catch(() => undefined);
  };

  #choices(): readonly Choice[] {
    const t = shareText();
    const routes = this.#completed.map(({ id, startTime, endTime, distanceKm }) => ({
      value: id,
      label: t.route(spanText(startTime, endTime ?? startTime, this.zone), kmText(distanceKm)),
    }));
    return [{ value: LIVE, label: t.live }, ...routes];
  }

  #lasting(seconds: number): string {
    const t = shareText();
    return seconds < DAY_S ? t.hours(seconds / HOUR_S) : t.days(seconds / DAY_S);
  }

  #form() {
    const t = shareText();
    const { faults } = this.#sending;
    return html`<form novalidate @submit=${this.#submit}>
      <select-field
        label=${t.what}
        .value=${this.#what}
        .choices=${this.#choices()}
        @value-change=${({ detail }: CustomEvent<string>) => (this.chosen = detail)}
      ></select-field>
      <select-field
        data-field="validS"
        label=${t.validFor}
        error=${faults["validS"] ?? ""}
        .value=${String(this.validS)}
        .choices=${VALID_S.map((each) => ({ value: String(each), label: this.#lasting(each) }))}
        @value-change=${({ detail }: CustomEvent<string>) => (this.validS = Number(detail))}
      ></select-field>
      <text-field
        data-field="label"
        optional
        label=${t.label}
        hint=${t.labelHint}
        autocomplete="off"
        maxLength=${MOST_LABEL_CHARS}
        error=${faults["label"] ?? ""}
        .value=${this.label}
        @value-change=${({ detail }: CustomEvent<string>) => (this.label = detail)}
      ></text-field>
      ${formProblem(this.#sending)}
    </form>`;
  }

  #result({ expiresAt }: ShareLinkWithToken) {
    const t = shareText();
    const until = momentText(Date.parse(expiresAt), serverNowMs(), this.zone);
    return html`<div class="made" tabindex="-1">
      <copy-field label=${t.link} .value=${this.#href}></copy-field>
      <p role="status">${t.shownOnce(until)}</p>
    </div>`;
  }

  #makeButton() {
    const t = shareText();
    const { isBusy } = this.#sending;
    return html`<button
      slot="actions"
      class="button primary"
      ?disabled=${isBusy}
      @click=${() => void this.#submit()}
    >
      ${isBusy ? t.making : t.make}
    </button>`;
  }

  #madeButtons() {
    const t = shareText();
    // phones hand a link on to whatever its owner writes messages with
    const canSend = "share" in navigator;
    return html`<button slot="actions" class="button" @click=${() => (this.made = undefined)}>
        ${t.another}
      </button>
      ${
        canSend
          ? html`<button slot="actions" class="button primary" @click=${this.#send}>
              ${t.send}
            </button>`
          : nothing
      }`;
  }

  protected override render() {
    const t = shareText();
    const { made } = this;
    return html`<modal-dialog
      open
      ?keeps-open=${made !== undefined}
      heading=${t.heading(this.plate)}
      @close=${() => this.dispatchEvent(new CustomEvent("close"))}
    >
      <p class="lead">${t.lead}</p>
      ${made ? this.#result(made) : this.#form()}
      <h3>${t.active}</h3>
      <share-links-list vehicleId=${this.vehicleId} zone=${this.zone}></share-links-list>
      ${made ? this.#madeButtons() : this.#makeButton()}
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "share-dialog": ShareDialog;
  }
}
