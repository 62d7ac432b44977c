import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { STATUSES, type VehicleStatus } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";

/** A screen reader is told about the fleet at most this often, ms. */
const PAUSE_MS = 10_000;

/** Says in words how the fleet stands, for people who do not see the map. */
@customElement("fleet-summary")
export class FleetSummary extends LitElement {
  static override styles = controls;

  @property({ attribute: false }) counts: Readonly<Record<VehicleStatus, number>> | undefined;
  #said = "";
  #saidMs = 0;

  protected override render() {
    const { counts } = this;
    if (counts && Date.now() - this.#saidMs >= PAUSE_MS) {
      this.#saidMs = Date.now();
      this.#said = STATUSES.filter((status) => counts[status] > 0)
        .map((status) => `${counts[status]} ${fleetText().status[status].toLowerCase()}`)
        .join(", ");
    }
    return html`<p class="visually-hidden" role="status" aria-live="polite">${this.#said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fleet-summary": FleetSummary;
  }
}
