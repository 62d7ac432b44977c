import { consume } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { carChoices } from "../../fleet/car-choices.ts";
import { hereZone } from "../../i18n/dates.ts";
import "../../kit/combo-box.ts";
import type { FindChoices } from "../../kit/combo-box.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/date-range.ts";
import { LONG_PRESETS, type Period } from "../../kit/period.ts";
import type { Choice } from "../../kit/select-field.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { liveContext } from "../../shell/contexts.ts";
import { fuelText } from "./text.ts";

/** Whose records of which days are shown. Fires `car-change` with an id or "", and `period-change`. */
@customElement("record-filters")
export class RecordFilters extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      combo-box {
        width: 190px;
      }
      @media (max-width: 760px) {
        :host,
        combo-box {
          flex: 1 1 auto;
        }
      }
    `,
  ];

  /** Empty for every car. */
  @property() carId = "";
  @property({ attribute: false }) period: Period | undefined;
  @property() zone = hereZone();
  @consume({ context: liveContext }) live!: LiveConnection;

  #chosen: Choice | undefined;

  readonly #find: FindChoices = async (typed) => carChoices(this.live.fleet, typed);

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /**
   * A car that has left the fleet is told by its id: a filter that nobody sees would be worse. The same
   * choice is the same object, or the field would take back what is being typed.
   */
  get #car(): Choice | undefined {
    const { carId } = this;
    const label = this.live.fleet.vehicles.get(carId)?.licensePlate ?? carId;
    if (this.#chosen?.value !== carId || this.#chosen.label !== label)
      this.#chosen = carId === "" ? undefined : { value: carId, label };
    return this.#chosen;
  }

  protected override render() {
    const t = fuelText();
    return html`<combo-box
        label-hidden
        label=${t.car}
        placeholder=${t.everyCar}
        optional
        .value=${this.#car}
        .find=${this.#find}
        @value-change=${({ detail }: CustomEvent<Choice | undefined>) =>
          this.#fire("car-change", detail?.value ?? "")}
      ></combo-box>
      <date-range
        .value=${this.period}
        .zone=${this.zone}
        .presets=${LONG_PRESETS}
        @value-change=${({ detail }: CustomEvent<Period>) => this.#fire("period-change", detail)}
      ></date-range>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "record-filters": RecordFilters;
  }
}
