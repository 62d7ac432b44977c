import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { connectionOfSummary } from "../fleet/connection.ts";
import { statusText } from "../fleet/doing-text.ts";
import { speedText } from "../fleet/freshness.ts";
import { fleetText } from "../fleet/text.ts";
import { serverNowMs } from "../page/clock.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { lockedMark, lockedMarkStyles } from "./locked-mark.ts";

/** A car's plate beside it on the map. Its place is set from outside, frame by frame. */
@customElement("map-callout")
export class MapCallout extends LitElement {
  static override styles = [
    lockedMarkStyles,
    css`
      :host {
        position: absolute;
        top: 0;
        left: 0;
        width: 0;
        z-index: 2;
        pointer-events: none;
        will-change: transform;
      }
      .tag {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0 6px;
        width: max-content;
        /* of a car in the middle it ends before the buttons at the edge */
        max-width: min(280px, 100vw - 150px);
        translate: -50% calc(-100% - 24px);
        padding: 4px 9px;
        border-radius: 7px;
        background: var(--text);
        color: var(--surface);
        box-shadow: var(--shadow-m);
        font-size: var(--size-s);
        line-height: 16px;
        font-weight: 600;
        white-space: nowrap;
      }
      .plate {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .more {
        flex: none;
        font-weight: 450;
        opacity: 0.8;
        font-variant-numeric: tabular-nums;
      }
      .locked-mark {
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) vehicle: VehicleSummary | undefined;

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    const { vehicle } = this;
    if (!vehicle) return nothing;
    const nowMs = serverNowMs();
    const connection = connectionOfSummary(vehicle, nowMs);
    const doing = speedText(vehicle, nowMs) ?? statusText(vehicle, nowMs);
    const isSilent = connection === "late" || connection === "offline";
    const more = isSilent ? `${doing} · ${fleetText().connection[connection]}` : doing;
    return html`<div class="tag">
      <bdi class="plate">${lockedMark(vehicle)}${vehicle.licensePlate}</bdi
      ><span class="more">${more}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "map-callout": MapCallout;
  }
}
