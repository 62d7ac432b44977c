import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Branch } from "../../../contracts/branch.ts";
import { controls } from "../kit/controls.ts";
import "../kit/number-field.ts";
import "../kit/select-field.ts";
import "../kit/text-field.ts";
import { formEnd } from "./form-parts.ts";
import { FormSending, missingIn } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { addVehicle } from "./device-api.ts";
import { typeText } from "../fleet/type-text.ts";
import { setupText } from "./text.ts";

const TYPES = ["CAR", "VAN", "TRUCK", "OTHER"] as const;
/** Largest tank the server takes, litres. */
const MAX_TANK_LITRES = 5_000;

type Typed = {
  readonly licensePlate: string;
  readonly model: string;
  readonly vehicleType: string;
};

/** Asks for a vehicle. Fires `created` with it once it is saved. */
@customElement("vehicle-form")
export class VehicleForm extends LitElement {
  static override styles = [controls, formStyles];

  @property() heading = "";
  /** Those the person may choose from; one, or none known, is no choice. */
  @property({ attribute: false }) branches: readonly Branch[] = [];
  @state() private typed: Typed = { licensePlate: "", model: "", vehicleType: "CAR" };
  /** Empty until one is chosen. */
  @state() private branchId = "";
  @state() private tankLitres: number | null = null;
  readonly #sending = new FormSending(this);

  get #choosesBranch(): boolean {
    return this.branches.length > 1;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const branch = this.#choosesBranch ? { branchId: this.branchId } : {};
    const required = { ...this.typed, ...branch };
    const faults = missingIn(required, setupText().missing);
    const created = await this.#sending.submit(faults, () =>
      addVehicle({ ...required, tankLitres: this.tankLitres }),
    );
    if (created) this.dispatchEvent(new CustomEvent("created", { detail: created }));
  };

  #text(field: "licensePlate" | "model", label: string, maxLength: number) {
    return html`<text-field
      data-field=${field}
      label=${label}
      maxLength=${maxLength}
      autocomplete="off"
      error=${this.#sending.faults[field] ?? ""}
      .value=${this.typed[field]}
      @value-change=${({ detail }: CustomEvent<string>) =>
        (this.typed = { ...this.typed, [field]: detail })}
    ></text-field>`;
  }

  #branch() {
    if (!this.#choosesBranch) return nothing;
    return html`<select-field
      data-field="branchId"
      label=${setupText().vehicle.branch}
      error=${this.#sending.faults["branchId"] ?? ""}
      .value=${this.branchId}
      .choices=${this.branches.map(({ id, name }) => ({ value: id, label: name }))}
      @value-change=${({ detail }: CustomEvent<string>) => (this.branchId = detail)}
    ></select-field>`;
  }

  #kind() {
    const t = setupText().vehicle;
    return html`<div class="pair">
      <select-field
        data-field="vehicleType"
        label=${t.type}
        error=${this.#sending.faults["vehicleType"] ?? ""}
        .value=${this.typed.vehicleType}
        .choices=${TYPES.map((value) => ({ value, label: typeText(value) }))}
        @value-change=${({ detail }: CustomEvent<string>) =>
          (this.typed = { ...this.typed, vehicleType: detail })}
      ></select-field>
      <number-field
        data-field="tankLitres"
        label=${t.tank}
        hint=${t.tankHint}
        unit="l"
        optional
        min="1"
        max=${MAX_TANK_LITRES}
        error=${this.#sending.faults["tankLitres"] ?? ""}
        .value=${this.tankLitres}
        @value-change=${({ detail }: CustomEvent<number | null>) => (this.tankLitres = detail)}
      ></number-field>
    </div>`;
  }

  protected override render() {
    const t = setupText().vehicle;
    return html`<h2 tabindex="-1">${this.heading || t.heading}</h2>
      <p class="lead">${t.lead}</p>
      <form novalidate @submit=${this.#submit}>
        <div class="pair">
          ${this.#text("licensePlate", t.plate, 50)} ${this.#text("model", t.model, 100)}
        </div>
        ${this.#kind()} ${this.#branch()} ${formEnd(this.#sending)}
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vehicle-form": VehicleForm;
  }
}
