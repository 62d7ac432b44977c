import { consume } from "@lit/context";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { connectionOfSummary, type VehicleConnection } from "../fleet/connection.ts";
import { doingText } from "../fleet/doing-text.ts";
import { heardAt } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { serverNowMs } from "../page/clock.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { type Branches, NO_BRANCHES } from "../session/branches.ts";
import { branchesContext } from "../shell/contexts.ts";
import { ageTime } from "./age-text.ts";
import { lockedMark, lockedMarkStyles } from "./locked-mark.ts";
import { statusColors, statusShape } from "./status-glyph.ts";

/** How it is heard, before how long ago that was; a live car's age speaks for itself. */
const connectionText = (connection: VehicleConnection): string =>
  connection === "late" || connection === "offline"
    ? `${fleetText().connection[connection]} · `
    : "";

/** One car in the list. */
@customElement("vehicle-row")
export class VehicleRow extends LitElement {
  static override styles = [
    statusColors,
    lockedMarkStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 12px;
        width: 100%;
        height: 58px;
        padding: 0 14px 0 13px;
        border-left: 3px solid transparent;
        cursor: pointer;
        box-sizing: border-box;
        contain: strict;
        content-visibility: auto;
        transition: background var(--quick);
      }
      :host([hovered]) {
        background: var(--surface-hover);
      }
      :host([aria-selected="true"]) {
        border-left-color: var(--accent);
        background: var(--surface-selected);
      }
      .glyph {
        display: flex;
        width: 16px;
        height: 16px;
      }
      .line {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        line-height: 18px;
      }
      .plate {
        font-size: var(--size-m);
        font-weight: 600;
        letter-spacing: 0.01em;
      }
      .detail {
        margin-top: 1px;
        font-size: var(--size-s);
        color: var(--text-muted);
      }
      .right {
        text-align: right;
        font-size: var(--size-s);
        font-variant-numeric: tabular-nums;
      }
      .doing {
        font-weight: 550;
      }
      .doing.parked,
      .doing.unknown {
        font-weight: 450;
        color: var(--text-muted);
      }
      .doing.driving {
        color: var(--driving);
      }
      .doing.idling {
        color: var(--warn);
      }
      .doing.late,
      .doing.offline,
      .doing.never {
        font-weight: 450;
        color: var(--text-muted);
      }
      .age {
        margin-top: 1px;
        color: var(--text-faint);
      }
      .age.late {
        color: var(--warn);
      }
    `,
  ];

  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @property({ attribute: false }) vehicle: VehicleSummary | undefined;
  @property({ type: Boolean, reflect: true }) hovered = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    const { vehicle } = this;
    if (!vehicle) return null;
    const nowMs = serverNowMs();
    const { motion: status, headingDeg: heading } = vehicle;
    const connection = connectionOfSummary(vehicle, nowMs);
    // shape and age without elements of their own: a long list redraws all of its rows every second
    return html`<span class="glyph">${statusShape({ status, connection, heading })}</span>
      <span>
        <span class="line plate">${lockedMark(vehicle)}${vehicle.licensePlate}</span>
        <span class="line detail"
          >${vehicle.driverName ?? vehicle.rental?.customerName ?? vehicle.model}</span
        >
      </span>
      <span class="right">
        <span class="line doing ${status} ${connection}">${doingText(vehicle, nowMs)}</span>
        <span class="line age ${connection}"
          >${connectionText(connection)}${ageTime({ since: heardAt(vehicle), never: "–", ago: false, zone: this.branches.zoneOf(vehicle.branchId) })}</span
        >
      </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vehicle-row": VehicleRow;
  }
}
