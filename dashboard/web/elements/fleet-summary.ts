import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { CONNECTIONS } from "../fleet/connection.ts";
import type { FleetCounts } from "../fleet/fleet-filter.ts";
import { STATUSES } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";

/** A screen reader is told about the fleet at most this often, ms. */
const PAUSE_MS = 10_000;

/** `3 driving, 2 parked`: those that there are, in their order. */
const listed = <Kind extends string>(
  kinds: readonly Kind[],
  counts: Readonly<Record<Kind, number>>,
  names: Readonly<Record<Kind, string>>,
): string =>
  kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${names[kind].toLowerCase()}`)
    .join(", ");

/** Says in words how the fleet stands, for people who do not see the map. */
@customElement("fleet-summary")
export class FleetSummary extends LitElement {
  static override styles = controls;

  @property({ attribute: false }) counts: FleetCounts | undefined;
  #said = "";
  #saidMs = 0;

  protected override render() {
    const { counts } = this;
    if (counts && Date.now() - this.#saidMs >= PAUSE_MS) {
      const t = fleetText();
      this.#saidMs = Date.now();
      this.#said = [
        listed(STATUSES, counts.statuses, t.status),
        listed(CONNECTIONS, counts.connections, t.connection),
      ]
        .filter(Boolean)
        .join("; ");
    }
    return html`<p class="visually-hidden" role="status" aria-live="polite">${this.#said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fleet-summary": FleetSummary;
  }
}
