import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { FuelRecord } from "../../../../contracts/fuel-record.ts";
import { correctRecord, enterReceipt } from "../../fuel/fuel-api.ts";
import {
  blankDraft,
  correction,
  draftOfRecord,
  newReceipt,
  type ReceiptDraft,
} from "../../fuel/receipt-draft.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import { kitText } from "../../kit/text.ts";
import { serverNowMs } from "../../page/clock.ts";
import { ApiError } from "../../session/api.ts";
import { tankLitresText } from "./fuel-words.ts";
import "./receipt-form.ts";
import type { ReceiptForm, SendReceipt } from "./receipt-form.ts";
import { fuelText } from "./text.ts";

const MINUTE_MS = 60_000;
const NOTHING_TO_SEND = 400;

/** Asks for a receipt, or what is to be corrected of `record`. Fires `saved` (a record) or `close`. */
@customElement("receipt-dialog")
export class ReceiptDialog extends LitElement {
  static override styles = controls;

  @property({ attribute: false }) record: FuelRecord | undefined;
  /** The car of a new receipt, if one is known. */
  @property() vehicleId = "";
  @state() private start: ReceiptDraft = blankDraft("", 0);
  @query("receipt-form") private form!: ReceiptForm;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { record } = this;
    if (!changed.has("record") && !changed.has("vehicleId")) return;
    // whole minutes: what the field shows is what is sent
    const nowMs = Math.floor(serverNowMs() / MINUTE_MS) * MINUTE_MS;
    this.start = record ? draftOfRecord(record) : blankDraft(this.vehicleId, nowMs);
  }

  readonly #send: SendReceipt = async (draft, reason) => {
    const { record } = this;
    if (!record) return enterReceipt(newReceipt(draft));
    const said = correction(draft, record, reason);
    if (!said) throw new ApiError(fuelText().record.unchanged, NOTHING_TO_SEND);
    return correctRecord(record.id, said);
  };

  protected override render() {
    const t = fuelText();
    const { record } = this;
    const match = record?.match;
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog
      heading=${record ? t.form.correctHeading(record.licensePlate) : t.form.enterHeading}
      open
      keeps-open
      @close=${close}
    >
      <receipt-form
        .start=${this.start}
        .send=${this.#send}
        currency=${record?.currency ?? ""}
        tank-litres=${(match && tankLitresText(match.detectedLitres, match.uncertaintyLitres)) ?? ""}
        ?asks-car=${!record}
        ?asks-reason=${record !== undefined}
        @saved=${({ detail }: CustomEvent<FuelRecord>) =>
          this.dispatchEvent(new CustomEvent("saved", { detail }))}
      ></receipt-form>
      <button slot="actions" class="button" @click=${close}>${kitText().cancel}</button>
      <button slot="actions" class="button primary" @click=${() => void this.form.submit()}>
        ${t.form.save}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "receipt-dialog": ReceiptDialog;
  }
}
