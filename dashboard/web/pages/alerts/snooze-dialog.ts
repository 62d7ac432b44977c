import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { NextStep } from "../../alerts/alert-action.ts";
import { SNOOZE_TIMES } from "../../alerts/snooze-times.ts";
import { alertText } from "../../alerts/text.ts";
import { hereZone, zoneName } from "../../i18n/dates.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import "../../kit/moment-field.ts";
import "../../kit/text-field.ts";
import { serverNowMs } from "../../page/clock.ts";

const HOUR_MS = 3_600_000;

/** A step that was chosen, and what is said with it. */
export type ChosenStep = { readonly step: NextStep; readonly note: string };

/** Asks until when alerts are to be put off, and why. Fires `choose` (a `ChosenStep`) or `close`. */
@customElement("snooze-dialog")
export class SnoozeDialog extends LitElement {
  static override styles = [
    controls,
    css`
      .times {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 14px 0;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** IANA name, of the clocks the alert is read by. */
  @property() zone = hereZone();
  /** The alerts are read by several clocks: `zone` is that of the time that is named. */
  @property({ type: Boolean, attribute: "several-zones" }) severalZones = false;
  /** What has been said already. */
  @property() note = "";
  /** Why it could not be done. */
  @property() fault = "";
  @state() private untilMs: number | null = null;
  @state() private reason = "";
  @state() private isRefused = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open) return;
    this.untilMs = Math.ceil(serverNowMs() / HOUR_MS) * HOUR_MS + HOUR_MS;
    this.reason = this.note;
    this.isRefused = false;
  }

  protected override async updated(changed: PropertyValues<this>): Promise<void> {
    if (!changed.has("open") || !this.open) return;
    await this.renderRoot.querySelector("modal-dialog")?.updateComplete;
    // the usual answer takes one key more
    this.renderRoot.querySelector<HTMLElement>(".times button")?.focus();
  }

  #choose(step: NextStep): void {
    const detail: ChosenStep = { step, note: this.reason };
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }

  #chooseMoment(): void {
    const { untilMs } = this;
    this.isRefused = untilMs === null || untilMs <= serverNowMs();
    if (untilMs !== null && !this.isRefused) this.#choose({ kind: "snooze", untilMs });
  }

  #times() {
    const t = alertText();
    return html`<div class="times" role="group" aria-label=${t.actions.snooze}>
      ${SNOOZE_TIMES.map(
        (time) =>
          html`<button class="button" @click=${() => this.#choose(time)}>
            ${t.snoozeFor[time]}
          </button>`,
      )}
    </div>`;
  }

  protected override render() {
    const t = alertText();
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog
      heading=${t.actions.snooze}
      ?open=${this.open}
      keeps-open
      @close=${close}
    >
      <text-field
        label=${t.reason}
        optional
        error=${this.fault}
        .value=${this.reason}
        @value-change=${({ detail }: CustomEvent<string>) => (this.reason = detail)}
      ></text-field>
      ${this.#times()}
      <moment-field
        label=${t.snoozeUntil}
        hint=${this.severalZones ? t.severalZones(zoneName(this.zone)) : ""}
        error=${this.isRefused ? t.inFuture : ""}
        zone=${this.zone}
        .value=${this.untilMs}
        @value-change=${({ detail }: CustomEvent<number | null>) => (this.untilMs = detail)}
      ></moment-field>
      <button slot="actions" class="button" @click=${close}>${t.cancel}</button>
      <button slot="actions" class="button primary" @click=${() => this.#chooseMoment()}>
        ${t.actions.snooze}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "snooze-dialog": SnoozeDialog;
  }
}
