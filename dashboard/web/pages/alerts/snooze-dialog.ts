import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { alertText } from "../../alerts/text.ts";
import { hereZone } from "../../i18n/dates.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import "../../kit/moment-field.ts";
import { serverNowMs } from "../../page/clock.ts";

const HOUR_MS = 3_600_000;

/** Asks until when alerts are to be put off. Fires `choose` with ms, or `close`. */
@customElement("snooze-dialog")
export class SnoozeDialog extends LitElement {
  static override styles = controls;

  @property({ type: Boolean }) open = false;
  /** IANA name, of the clocks the alert is read by. */
  @property() zone = hereZone();
  @state() private untilMs: number | null = null;
  @state() private isRefused = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open) return;
    this.untilMs = Math.ceil(serverNowMs() / HOUR_MS) * HOUR_MS + HOUR_MS;
    this.isRefused = false;
  }

  #choose(): void {
    this.isRefused = this.untilMs === null || this.untilMs <= serverNowMs();
    if (this.isRefused) return;
    this.dispatchEvent(new CustomEvent("choose", { detail: this.untilMs }));
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
      <moment-field
        label=${t.snoozeUntil}
        error=${this.isRefused ? t.inFuture : ""}
        zone=${this.zone}
        .value=${this.untilMs}
        @value-change=${({ detail }: CustomEvent<number | null>) => (this.untilMs = detail)}
      ></moment-field>
      <button slot="actions" class="button" @click=${close}>${t.cancel}</button>
      <button slot="actions" class="button primary" @click=${() => this.#choose()}>
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
