import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ServicePlan } from "../../../contracts/vehicle.ts";
import { formProblem } from "../forms/form-problem.ts";
import { FormSending } from "../forms/form-sending.ts";
import { formStyles } from "../forms/form-styles.ts";
import { dayOf, momentOfWall } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import "../kit/modal-dialog.ts";
import "../kit/moment-field.ts";
import "../kit/number-field.ts";
import { kitText } from "../kit/text.ts";
import { serverNowMs } from "../page/clock.ts";
import { saveServicePlan } from "./service-api.ts";
import { drawerText } from "./text.ts";

type Figure = "serviceEveryKm" | "serviceEveryMonths" | "lastServiceKm";

/** When a car is due for service, to be edited. Fires `saved` with the plan, and `close`. */
@customElement("service-dialog")
export class ServiceDialog extends LitElement {
  static override styles = [
    controls,
    formStyles,
    css`
      .fields {
        display: grid;
        gap: 16px;
        color: var(--text);
      }
    `,
  ];

  @property() vehicleId = "";
  @property() licensePlate = "";
  /** IANA name, of the calendar days are of. */
  @property() zone = "";
  @property({ attribute: false }) plan!: ServicePlan;
  @property({ type: Boolean }) open = false;
  @state() private draft!: ServicePlan;
  readonly #sending = new FormSending(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("open")) this.draft = this.plan;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent("close"));
  }

  async #send(): Promise<void> {
    const { serviceEveryKm, serviceEveryMonths, lastServiceKm, lastServiceOn } = this.draft;
    const plan = { serviceEveryKm, serviceEveryMonths, lastServiceKm, lastServiceOn };
    const saved = await this.#sending.submit({}, () => saveServicePlan(this.vehicleId, plan));
    if (!saved) return;
    this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
    this.#close();
  }

  #number(name: Figure, unit: string) {
    return html`<number-field
      data-field=${name}
      label=${drawerText().servicePlan[name]}
      unit=${unit}
      optional
      .min=${0}
      .value=${this.draft[name]}
      error=${this.#sending.faults[name] ?? ""}
      @value-change=${({ detail }: CustomEvent<number | null>) =>
        (this.draft = { ...this.draft, [name]: detail })}
    ></number-field>`;
  }

  #day() {
    const { zone } = this;
    const { lastServiceOn } = this.draft;
    return html`<moment-field
      data-field="lastServiceOn"
      label=${drawerText().servicePlan.lastServiceOn}
      only-date
      optional
      zone=${zone}
      .max=${serverNowMs()}
      .value=${lastServiceOn === null ? null : momentOfWall(lastServiceOn, zone)}
      error=${this.#sending.faults["lastServiceOn"] ?? ""}
      @value-change=${({ detail }: CustomEvent<number | null>) =>
        (this.draft = {
          ...this.draft,
          lastServiceOn: detail === null ? null : dayOf(detail, zone),
        })}
    ></moment-field>`;
  }

  protected override render() {
    const t = drawerText();
    const { isBusy } = this.#sending;
    return html`<modal-dialog
      heading=${t.serviceOf(this.licensePlate)}
      ?open=${this.open}
      keeps-open
      @close=${() => this.#close()}
    >
      <p>${t.serviceLead}</p>
      <div class="fields">
        ${this.#number("serviceEveryKm", "km")} ${this.#number("serviceEveryMonths", t.months)}
        ${this.#number("lastServiceKm", "km")} ${this.#day()} ${formProblem(this.#sending)}
      </div>
      <button slot="actions" class="button" @click=${() => this.#close()}>
        ${kitText().cancel}
      </button>
      <button
        slot="actions"
        class="button primary"
        ?disabled=${isBusy}
        @click=${() => void this.#send()}
      >
        ${t.save}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "service-dialog": ServiceDialog;
  }
}
