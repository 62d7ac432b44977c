import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Booking } from "../../../contracts/booking.ts";
import { hereZone } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import "../kit/modal-dialog.ts";
import "../kit/moment-field.ts";
import { kitText } from "../kit/text.ts";
import "../kit/text-field.ts";
import { formProblem } from "../forms/form-problem.ts";
import { FormSending } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { askExtension } from "./rental-api.ts";
import { drawerText } from "./text.ts";

const DAY_MS = 86_400_000;

/** Asks for how long a customer wishes to keep the car. Fires `close`, also once it is asked for. */
@customElement("extension-dialog")
export class ExtensionDialog extends LitElement {
  static override styles = [controls, formStyles];

  @property({ attribute: false }) booking!: Booking;
  @property({ type: Boolean }) open = false;
  /** IANA name, of the clocks the car comes back by. */
  @property() zone = hereZone();
  @state() private dueMs: number | null = null;
  @state() private note = "";
  readonly #sending = new FormSending(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open) return;
    this.dueMs = Date.parse(this.booking.dueAt) + DAY_MS;
    this.note = "";
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent("close"));
  }

  async #send(): Promise<void> {
    const { dueMs, note, booking } = this;
    const isLater = dueMs !== null && dueMs > Date.parse(booking.dueAt);
    const faults = isLater ? {} : { dueAt: drawerText().mustBeLater };
    const asked = await this.#sending.submit(faults, () =>
      askExtension(booking.id, dueMs ?? 0, note),
    );
    if (asked) this.#close();
  }

  protected override render() {
    const t = drawerText();
    const { faults, isBusy } = this.#sending;
    return html`<modal-dialog
      heading=${t.extendOf(this.booking.customerName)}
      ?open=${this.open}
      keeps-open
      @close=${() => this.#close()}
    >
      <moment-field
        data-field="dueAt"
        label=${t.newDue}
        error=${faults["dueAt"] ?? ""}
        zone=${this.zone}
        .value=${this.dueMs}
        @value-change=${({ detail }: CustomEvent<number | null>) => (this.dueMs = detail)}
      ></moment-field>
      <text-field
        data-field="note"
        label=${t.note}
        optional
        .maxLength=${500}
        .value=${this.note}
        error=${faults["note"] ?? ""}
        @value-change=${({ detail }: CustomEvent<string>) => (this.note = detail)}
      ></text-field>
      ${formProblem(this.#sending)}
      <button slot="actions" class="button" @click=${() => this.#close()}>
        ${kitText().cancel}
      </button>
      <button
        slot="actions"
        class="button primary"
        ?disabled=${isBusy}
        @click=${() => void this.#send()}
      >
        ${t.askExtension}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "extension-dialog": ExtensionDialog;
  }
}
