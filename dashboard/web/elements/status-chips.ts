import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { CONNECTIONS, type VehicleConnection } from "../fleet/connection.ts";
import type { FleetCounts } from "../fleet/fleet-filter.ts";
import { STATUSES, type VehicleStatus } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";
import { wholeText } from "../i18n/figures.ts";
import { statusChipsStyles } from "./status-chips-styles.ts";
import "./status-glyph.ts";

/** What is chosen of both axes. */
export type ChosenKinds = {
  readonly statuses: ReadonlySet<VehicleStatus>;
  readonly connections: ReadonlySet<VehicleConnection>;
};

type Chip = {
  readonly name: string;
  /** Written below or beside the count; undefined where the shape must do. */
  readonly shortName?: string;
  readonly count: number | undefined;
  readonly pressed: boolean;
  readonly mark: TemplateResult;
  readonly onPress: () => void;
};

const toggled = <Kind>(chosen: ReadonlySet<Kind>, kind: Kind): ReadonlySet<Kind> => {
  const next = new Set(chosen);
  if (!next.delete(kind)) next.add(kind);
  return next;
};

/**
 * How many cars do what, and how many are heard how; pressing one narrows the list to it and to the
 * others pressed in its row. What the shapes on the map mean is read here too. Fires `change`.
 */
@customElement("status-chips")
export class StatusChips extends LitElement {
  static override styles = [controls, statusChipsStyles];

  @property({ attribute: false }) counts: FleetCounts | undefined;
  @property({ attribute: false }) chosen: ChosenKinds = {
    statuses: new Set(),
    connections: new Set(),
  };

  #choose(part: Partial<ChosenKinds>): void {
    this.dispatchEvent(new CustomEvent("change", { detail: { ...this.chosen, ...part } }));
  }

  #chip({ name, shortName, count, pressed, mark, onPress }: Chip) {
    return html`<button
      aria-pressed=${pressed}
      aria-label=${`${name}: ${count ?? 0}`}
      title=${name === shortName ? nothing : name}
      @click=${onPress}
    >
      <span class="count ${count === 0 ? "none" : ""}"
        >${mark}${count === undefined ? "–" : wholeText(count)}</span
      >
      ${shortName === undefined ? nothing : html`<span class="name">${shortName}</span>`}
    </button>`;
  }

  readonly #status = (status: VehicleStatus) => {
    const t = fleetText();
    const { statuses } = this.chosen;
    return this.#chip({
      name: t.status[status],
      shortName: status === "unknown" ? t.unknownShort : t.status[status],
      count: this.counts?.statuses[status],
      pressed: statuses.has(status),
      mark: html`<status-glyph status=${status}></status-glyph>`,
      onPress: () => this.#choose({ statuses: toggled(statuses, status) }),
    });
  };

  readonly #connection = (connection: VehicleConnection) => {
    const t = fleetText();
    const { connections } = this.chosen;
    return this.#chip({
      name: t.connection[connection],
      ...(connection !== "never" && { shortName: t.connection[connection] }),
      count: this.counts?.connections[connection],
      pressed: connections.has(connection),
      mark: html`<status-glyph connection=${connection}></status-glyph>`,
      onPress: () => this.#choose({ connections: toggled(connections, connection) }),
    });
  };

  protected override render() {
    const t = fleetText();
    const { counts, chosen } = this;
    // cars without motion data and cars never heard are rare: their chips are there only while they are
    const statuses = STATUSES.filter(
      (each) =>
        each !== "unknown" || chosen.statuses.has(each) || (counts?.statuses.unknown ?? 0) > 0,
    );
    const connections = CONNECTIONS.filter(
      (each) =>
        each !== "never" || chosen.connections.has(each) || (counts?.connections.never ?? 0) > 0,
    );
    return html`<div class="statuses" role="group" aria-label=${t.state}>
        ${statuses.map(this.#status)}
      </div>
      <div class="connections" role="group" aria-label=${t.contact}>
        ${connections.map(this.#connection)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "status-chips": StatusChips;
  }
}
