import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { STATUSES, type VehicleStatus } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";
import "./status-glyph.ts";

const shortName = (status: VehicleStatus): string =>
  status === "unknown" ? fleetText().unknownShort : fleetText().status[status];

/** How many cars are in each status; pressing one narrows the list to it. Fires `change`. */
@customElement("status-chips")
export class StatusChips extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        gap: 6px;
      }
      button {
        display: flex;
        flex: 1 1 0;
        flex-direction: column;
        align-items: flex-start;
        gap: 3px;
        min-width: 0;
        padding: 8px 9px 7px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
        transition:
          background var(--quick),
          border-color var(--quick);
      }
      button:hover {
        background: var(--surface-hover);
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--surface-selected);
      }
      .count {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--size-l);
        font-weight: 600;
        line-height: 18px;
        font-variant-numeric: tabular-nums;
      }
      .count.none {
        color: var(--text-faint);
      }
      status-glyph {
        width: 13px;
        height: 13px;
      }
      .name {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--text-muted);
        font-size: var(--size-xs);
        line-height: 14px;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) counts: Readonly<Record<VehicleStatus, number>> | undefined;
  @property({ attribute: false }) pressed: ReadonlySet<VehicleStatus> = new Set();

  readonly #toggle = (status: VehicleStatus): void => {
    const pressed = new Set(this.pressed);
    if (!pressed.delete(status)) pressed.add(status);
    this.dispatchEvent(new CustomEvent("change", { detail: pressed }));
  };

  #chip(status: VehicleStatus) {
    const count = this.counts?.[status] ?? 0;
    return html`<button
      aria-pressed=${this.pressed.has(status)}
      aria-label=${`${fleetText().status[status]}: ${count}`}
      @click=${() => this.#toggle(status)}
    >
      <span class="count ${count === 0 ? "none" : ""}"
        ><status-glyph status=${status}></status-glyph>${this.counts ? count : "–"}</span
      >
      <span class="name">${shortName(status)}</span>
    </button>`;
  }

  protected override render() {
    // cars without motion data are rare: their chip is there only while they are
    const shown = STATUSES.filter(
      (status) =>
        status !== "unknown" || this.pressed.has(status) || (this.counts?.unknown ?? 0) > 0,
    );
    return shown.map((status) => this.#chip(status));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "status-chips": StatusChips;
  }
}
