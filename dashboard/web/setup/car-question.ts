import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Branch } from "../../../contracts/branch.ts";
import type { Vehicle } from "../../../contracts/vehicle.ts";
import { carChoices } from "../fleet/car-choices.ts";
import type { Fleet } from "../fleet/fleet.ts";
import "../kit/combo-box.ts";
import { controls } from "../kit/controls.ts";
import type { Choice } from "../kit/select-field.ts";
import { formEnd } from "./form-parts.ts";
import { FormSending } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { kindChoiceStyles } from "./kind-choice.ts";
import { setupText } from "./text.ts";
import "./vehicle-form.ts";

/** A car to put a device into. */
export type ChosenCar = { readonly id: string; readonly licensePlate: string };

/** Asks which car a device is in: one of the fleet, or a new one. Fires `chosen` with it. */
@customElement("car-question")
export class CarQuestion extends LitElement {
  static override styles = [
    controls,
    formStyles,
    kindChoiceStyles,
    css`
      vehicle-form {
        margin-top: 22px;
      }
      .kind {
        align-content: center;
      }
      .kind input {
        grid-row: auto;
      }
    `,
  ];

  @property({ attribute: false }) fleet!: Fleet;
  /** There is no car to choose from. */
  @property({ type: Boolean }) empty = false;
  @property({ attribute: false }) branches: readonly Branch[] = [];
  @state() private isNew = false;
  @state() private car: Choice | undefined;
  readonly #sending = new FormSending(this);

  #fire(car: ChosenCar): void {
    this.dispatchEvent(new CustomEvent("chosen", { detail: car }));
  }

  /** Cars that were never heard stand first: they are likely to wait for a device. */
  readonly #find = async (typed: string): Promise<readonly Choice[]> => {
    const isHeard = ({ value }: Choice): boolean =>
      this.fleet.vehicles.get(value)?.connection !== "never";
    const told = (choice: Choice): Choice =>
      isHeard(choice)
        ? choice
        : { ...choice, detail: `${choice.detail ?? ""} · ${setupText().device.neverHeard}` };
    return carChoices(this.fleet, typed)
      .toSorted((a, b) => Number(isHeard(a)) - Number(isHeard(b)))
      .map(told);
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { car } = this;
    const faults = car ? {} : { car: setupText().device.chooseCar };
    const chosen = await this.#sending.submit(faults, async () => car);
    if (chosen) this.#fire({ id: chosen.value, licensePlate: chosen.label });
  };

  #way(isNew: boolean, label: string) {
    return html`<label class="kind">
      <input
        type="radio"
        name="way"
        .checked=${isNew === this.isNew}
        @change=${() => (this.isNew = isNew)}
      />
      <span class="name">${label}</span>
    </label>`;
  }

  #ofFleet() {
    const t = setupText().device;
    return html`<form novalidate @submit=${this.#submit}>
      <combo-box
        data-field="car"
        label=${t.car}
        placeholder=${t.carSearch}
        error=${this.#sending.faults["car"] ?? ""}
        .value=${this.car}
        .find=${this.#find}
        @value-change=${({ detail }: CustomEvent<Choice>) => (this.car = detail)}
      ></combo-box>
      ${formEnd(this.#sending)}
    </form>`;
  }

  protected override render() {
    const t = setupText();
    const form = html`<vehicle-form
      heading=${t.vehicle.another}
      .branches=${this.branches}
      @created=${({ detail }: CustomEvent<Vehicle>) => this.#fire(detail)}
    ></vehicle-form>`;
    if (this.empty) return form;
    return html`<fieldset class="kinds">
        <legend>${t.device.whichCar}</legend>
        ${this.#way(false, t.device.fleetCar)} ${this.#way(true, t.device.newCar)}
      </fieldset>
      ${this.isNew ? form : this.#ofFleet()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "car-question": CarQuestion;
  }
}
