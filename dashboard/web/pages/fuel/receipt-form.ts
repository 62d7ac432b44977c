import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { FuelRecord } from "../../../../contracts/fuel-record.ts";
import { carChoices } from "../../fleet/car-choices.ts";
import { formProblem } from "../../forms/form-problem.ts";
import { type FieldFaults, FormSending } from "../../forms/form-sending.ts";
import { formStyles } from "../../forms/form-styles.ts";
import { habitsOf } from "../../fuel/car-habits.ts";
import { blankDraft, missingFields, type ReceiptDraft } from "../../fuel/receipt-draft.ts";
import "../../kit/check-field.ts";
import "../../kit/combo-box.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/moment-field.ts";
import "../../kit/number-field.ts";
import type { Choice } from "../../kit/select-field.ts";
import "../../kit/text-field.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { serverNowMs } from "../../page/clock.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext, liveContext } from "../../shell/contexts.ts";
import { receiptFormStyles } from "./receipt-form-styles.ts";
import { inOwnWords } from "./refusal.ts";
import { fuelText } from "./text.ts";

/** Bounds of the server: litres of any tank, a cost, a reading of an odometer in km. */
const [MAX_LITRES, MAX_COST, MAX_KM] = [5_000, 1_000_000_000, 9_999_999];
/** Pumps count in millilitres. */
const LEAST_LITRES = 0.001;
const [MAX_STATION, MAX_RECEIPT, MAX_NOTES, MAX_REASON] = [100, 500, 2_000, 500];
/** Fields that stand behind "More". */
const FURTHER = ["odometerReading", "notes"];

type NumberAsked = {
  readonly name: string;
  readonly key: "litres" | "cost" | "odometerKm";
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly hint?: string;
};

/** Sends what was typed, with the reason where one is asked for. */
export type SendReceipt = (draft: ReceiptDraft, reason: string) => Promise<FuelRecord>;

/** What a receipt says, to be sent by `send`. Fires `saved` with the record. */
@customElement("receipt-form")
export class ReceiptForm extends LitElement {
  static override styles = [controls, formStyles, receiptFormStyles];

  /** What stands in the form at first; another one begins anew. */
  @property({ attribute: false }) start: ReceiptDraft = blankDraft("", serverNowMs());
  @property({ attribute: false }) send: SendReceipt | undefined;
  /** The money of the record; that of the car's branch unless given. */
  @property() currency = "";
  /** What the tank took, where it is known. */
  @property({ attribute: "tank-litres" }) tankLitres = "";
  @property({ type: Boolean, attribute: "asks-car" }) asksCar = false;
  @property({ type: Boolean, attribute: "asks-reason" }) asksReason = false;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private draft: ReceiptDraft = this.start;
  @state() private car: Choice | undefined;
  @state() private reason = "";
  readonly #sending = new FormSending(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("start")) return;
    this.draft = this.start;
    this.reason = "";
    const { vehicleId } = this.start;
    const label = this.live.fleet.vehicles.get(vehicleId)?.licensePlate;
    this.car = label === undefined ? undefined : { value: vehicleId, label };
  }

  get #faults(): FieldFaults {
    const t = fuelText().form;
    const missing = missingFields(this.draft);
    if (this.asksReason && this.reason.trim() === "") missing.push("reason");
    const isToCome = (this.draft.atMs ?? 0) > serverNowMs();
    return {
      ...Object.fromEntries(missing.map((field) => [field, t.missing])),
      ...(isToCome && { refuelDate: t.faults.refuelDate }),
    };
  }

  /** Sends what is typed. */
  readonly submit = async (): Promise<void> => {
    const { send } = this;
    if (!send) return;
    const saved = await this.#sending.submit(this.#faults, () =>
      send(this.draft, this.reason).catch(inOwnWords),
    );
    if (saved) this.dispatchEvent(new CustomEvent<FuelRecord>("saved", { detail: saved }));
  };

  #set(change: Partial<ReceiptDraft>): void {
    this.draft = { ...this.draft, ...change };
  }

  readonly #find: FindChoices = async (typed) => carChoices(this.live.fleet, typed);

  #fault(field: string): string {
    return this.#sending.faults[field] ?? "";
  }

  #car() {
    if (!this.asksCar) return nothing;
    return html`<combo-box
      data-field="vehicleId"
      label=${fuelText().car}
      error=${this.#fault("vehicleId")}
      .value=${this.car}
      .find=${this.#find}
      @value-change=${({ detail }: CustomEvent<Choice | undefined>) => {
        this.car = detail;
        this.#set({ vehicleId: detail?.value ?? "" });
      }}
    ></combo-box>`;
  }

  #number({ name, key, label, unit, hint = "", ...bounds }: NumberAsked) {
    return html`<number-field
      data-field=${name}
      label=${label}
      unit=${unit}
      hint=${hint}
      min=${bounds.min}
      max=${bounds.max}
      ?optional=${key === "odometerKm"}
      error=${this.#fault(name)}
      .value=${this.draft[key]}
      @value-change=${({ detail }: CustomEvent<number | null>) => this.#set({ [key]: detail })}
    ></number-field>`;
  }

  #text(name: string, label: string, key: "station" | "receipt" | "notes", maxLength: number) {
    return html`<text-field
      data-field=${name}
      label=${label}
      optional
      maxLength=${maxLength}
      autocomplete="off"
      error=${this.#fault(name)}
      .value=${this.draft[key]}
      @value-change=${({ detail }: CustomEvent<string>) => this.#set({ [key]: detail })}
    ></text-field>`;
  }

  #paid(currency: string) {
    const t = fuelText();
    return html`<div class="pair">
      ${this.#number({
        ...{ name: "fuelAmountLiters", key: "litres", label: t.litres, unit: "l" },
        ...{ min: LEAST_LITRES, max: MAX_LITRES },
        hint: this.tankLitres === "" ? "" : t.form.litresHint(this.tankLitres),
      })}
      ${this.#number({
        ...{ name: "fuelCost", key: "cost", label: t.form.cost, unit: currency },
        ...{ min: 0, max: MAX_COST },
      })}
    </div>`;
  }

  #further() {
    const t = fuelText().form;
    const isAtFault = FURTHER.some((field) => this.#fault(field) !== "");
    return html`<details ?open=${isAtFault || this.start.notes !== ""}>
      <summary>${t.more}</summary>
      ${this.#number({
        ...{ name: "odometerReading", key: "odometerKm", label: t.odometer, unit: "km" },
        ...{ min: 0, max: MAX_KM },
      })}
      ${this.#text("notes", t.notes, "notes", MAX_NOTES)}
    </details>`;
  }

  #why() {
    if (!this.asksReason) return nothing;
    const t = fuelText().form;
    return html`<text-field
      data-field="reason"
      label=${t.reason}
      hint=${t.reasonHint}
      maxLength=${MAX_REASON}
      autocomplete="off"
      error=${this.#fault("reason")}
      .value=${this.reason}
      @value-change=${({ detail }: CustomEvent<string>) => (this.reason = detail)}
    ></text-field>`;
  }

  protected override render() {
    const t = fuelText().form;
    const { zone, currency } = habitsOf(this.draft.vehicleId, this.live.fleet, this.branches);
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.submit();
      }}
    >
      ${this.#car()} ${this.#paid(this.currency || currency)}
      <div class="pair">
        ${this.#text("fuelStation", t.station, "station", MAX_STATION)}
        ${this.#text("receipt", t.receipt, "receipt", MAX_RECEIPT)}
      </div>
      <moment-field
        data-field="refuelDate"
        label=${t.when}
        zone=${zone}
        error=${this.#fault("refuelDate")}
        .value=${this.draft.atMs}
        @value-change=${({ detail }: CustomEvent<number | null>) => this.#set({ atMs: detail })}
      ></moment-field>
      <check-field
        label=${t.full}
        .checked=${this.draft.isFull}
        @value-change=${({ detail }: CustomEvent<boolean>) => this.#set({ isFull: detail })}
      ></check-field>
      ${this.#further()} ${this.#why()} ${formProblem(this.#sending)}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "receipt-form": ReceiptForm;
  }
}
