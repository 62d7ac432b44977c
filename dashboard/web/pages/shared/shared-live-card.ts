import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import "../../elements/age-text.ts";
import "../../elements/status-glyph.ts";
import { carNotice } from "../../fleet/car-notice.ts";
import { provide } from "@lit/context";
import { zoneContext } from "../../shell/contexts.ts";
import { hereZone } from "../../i18n/dates.ts";
import { connectionOfSummary, type VehicleConnection } from "../../fleet/connection.ts";
import { statusText } from "../../fleet/doing-text.ts";
import { speedText } from "../../fleet/freshness.ts";
import { heardAt } from "../../fleet/status.ts";
import { fleetText } from "../../fleet/text.ts";
import { compassText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { tickEverySecond } from "../../page/ticking.ts";
import { sharedCardStyles } from "./shared-card-styles.ts";
import { sharedText } from "./text.ts";

/** What a live link says of its car, each figure with how old it is. */
@customElement("shared-live-card")
export class SharedLiveCard extends LitElement {
  static override styles = [controls, sharedCardStyles];

  @property({ attribute: false }) vehicle: VehicleSummary | undefined;
  /** Of the car's branch, IANA. */
  @provide({ context: zoneContext })
  @property()
  zone = hereZone();

  constructor() {
    super();
    tickEverySecond(this);
  }

  #notice(vehicle: VehicleSummary) {
    const t = sharedText();
    const isSilentEver = vehicle.connection === "never";
    const noPlace = vehicle.lat === null ? t.noPlace : "";
    const said = isSilentEver
      ? t.neverHeard
      : noPlace || carNotice(vehicle, serverNowMs(), this.zone);
    return said
      ? html`<p class="notice" role="status">${icon("warning")}<span>${said}</span></p>`
      : nothing;
  }

  #status(vehicle: VehicleSummary, connection: VehicleConnection) {
    const t = fleetText();
    return html`<div class="status">
      <status-glyph
        status=${vehicle.motion}
        connection=${connection}
        .heading=${vehicle.headingDeg}
      ></status-glyph>
      <b>${statusText(vehicle, serverNowMs())}</b>
      <span class="heard">${t.heard} <age-text ago .since=${heardAt(vehicle)}></age-text></span>
    </div>`;
  }

  protected override render() {
    const { vehicle } = this;
    if (!vehicle) return nothing;
    const t = sharedText();
    const nowMs = serverNowMs();
    const connection = connectionOfSummary(vehicle, nowMs);
    const isOld = connection !== "live";
    const { headingDeg, positionTs, licensePlate } = vehicle;
    return html`<div class="head">
        <h1>${licensePlate}</h1>
        <p class="lead">${t.liveLead}</p>
        ${this.#status(vehicle, connection)}
      </div>
      ${this.#notice(vehicle)}
      <dl>
        <div>
          <dt>${fleetText().speed}</dt>
          <dd class=${isOld ? "old" : ""}>${speedText(vehicle, nowMs) ?? "–"}</dd>
        </div>
        <div>
          <dt>${t.heading}</dt>
          <dd class=${isOld ? "old" : ""}>
            ${headingDeg === null ? "–" : `${compassText(headingDeg)} ${Math.round(headingDeg)}°`}
          </dd>
        </div>
        <div>
          <dt>${t.position}</dt>
          <dd class=${isOld ? "old" : ""}>
            <age-text ago never="–" .since=${positionTs}></age-text>
          </dd>
        </div>
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shared-live-card": SharedLiveCard;
  }
}
