import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { dayEntries, dayTotals } from "../day/day-entries.ts";
import type { DayState } from "../day/day-controller.ts";
import { startOfDayMs, startOfNextDayMs, type VehicleDay } from "../day/vehicle-day.ts";
import { carNotice } from "../fleet/car-notice.ts";
import { isFresh } from "../fleet/freshness.ts";
import { heardAt, statusOf } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { serverNowMs } from "../page/clock.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { durationText, kmText, speedFigure } from "../i18n/figures.ts";
import { icon } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { replayHref } from "../replay/replay-address.ts";
import "./age-text.ts";
import "../commands/locate-car.ts";
import { controls } from "../kit/controls.ts";
import { vehiclePanelStyles } from "./vehicle-panel-styles.ts";
import "./day-timeline.ts";
import "../kit/list-skeleton.ts";
import "./live-figures.ts";
import "../kit/state-message.ts";
import "./status-glyph.ts";
import "../share/share-button.ts";

/** One car: what it is doing, its figures, and its day. Fires `close`, `follow` and `retry-day`. */
@customElement("vehicle-panel")
export class VehiclePanel extends LitElement {
  static override styles = [controls, vehiclePanelStyles];

  @property({ attribute: false }) vehicle: VehicleSummary | undefined;
  @property({ attribute: false }) day: DayState = { kind: "none" };
  @property({ type: Boolean }) following = false;
  @property() pickedId: string | undefined;
  @property() highlightedId: string | undefined;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #fire(type: "close" | "follow" | "retry-day"): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  #header(vehicle: VehicleSummary) {
    const t = fleetText();
    const status = statusOf(vehicle);
    return html`<header>
      <div>
        <h2>${vehicle.licensePlate}</h2>
        <div class="model">${vehicle.model} · ${vehicle.vehicleType}</div>
      </div>
      <div class="actions">
        <share-button
          icon-only
          vehicleId=${vehicle.vehicleId}
          plate=${vehicle.licensePlate}
          .routes=${this.day.kind === "ready" ? this.day.day.routes : []}
        ></share-button>
        <button
          class="icon-button"
          aria-pressed=${this.following}
          aria-label=${t.follow}
          title=${`${t.follow} (F)`}
          ?hidden=${vehicle.lat === null}
          @click=${() => this.#fire("follow")}
        >
          ${icon("follow")}
        </button>
        <button
          class="icon-button"
          aria-label=${t.close}
          title=${`${t.close} (Esc)`}
          @click=${() => this.#fire("close")}
        >
          ${icon("close")}
        </button>
      </div>
      <div class="status">
        <status-glyph
          status=${status}
          .heading=${vehicle.headingDeg}
          ?stale=${!isFresh(vehicle, serverNowMs())}
        ></status-glyph>
        <b>${t.status[status]}</b>
        <span class="since">${this.#since(vehicle)}</span>
        <span class="heard">${t.heard} <age-text ago .since=${heardAt(vehicle)}></age-text></span>
      </div>
    </header>`;
  }

  #since(vehicle: VehicleSummary): string {
    if (vehicle.connection !== "online" || vehicle.motionSince === null) return "";
    const sinceMs = Date.parse(vehicle.motionSince);
    const nowMs = serverNowMs();
    const moment = momentText(sinceMs, nowMs, hereZone());
    return fleetText().since(moment, durationText((nowMs - sinceMs) / 1_000));
  }

  /** Says so when the figures below are not of now. */
  #notice(vehicle: VehicleSummary) {
    const text = carNotice(vehicle, serverNowMs());
    return text ? html`<p class="notice">${icon("warning")}<span>${text}</span></p>` : nothing;
  }

  #people({ driverName, group }: VehicleSummary) {
    const t = fleetText();
    // Absent for whoever may not see drivers: that is not the same as nobody.
    const driver =
      driverName === undefined
        ? nothing
        : html`<div>
            <dt>${t.driver}</dt>
            <dd>${driverName ?? t.nobody}</dd>
          </div>`;
    return html`<dl>
      ${driver}
      <div>
        <dt>${t.group}</dt>
        <dd>${group ?? "–"}</dd>
      </div>
    </dl>`;
  }

  #timeline(day: VehicleDay) {
    const entries = dayEntries(day.routes, day.stops, serverNowMs());
    if (entries.length === 0) {
      return html`<state-message icon="route" heading=${fleetText().noRoutes}
        >${fleetText().noRoutesHint}</state-message
      >`;
    }
    return html`<day-timeline
      .entries=${entries}
      .pickedId=${this.pickedId}
      .highlightedId=${this.highlightedId}
    ></day-timeline>`;
  }

  #totals() {
    if (this.day.kind !== "ready") return nothing;
    const { km, movingS, routes, maxSpeedKmh } = dayTotals(this.day.day.routes);
    if (routes === 0) return nothing;
    const top = maxSpeedKmh === null ? "" : ` · ${fleetText().topSpeed(speedFigure(maxSpeedKmh))}`;
    return html`<span>${kmText(km)} · ${durationText(movingS)}${top}</span>`;
  }

  /** Leads to the film of the day that is shown. */
  #replay(vehicleId: string) {
    const nowMs = serverNowMs();
    const period = { fromMs: startOfDayMs(nowMs), toMs: startOfNextDayMs(nowMs) };
    return html`<a href=${replayHref(vehicleId, period)}
      >${icon("replay")}${fleetText().replay}</a
    >`;
  }

  #day() {
    if (this.day.kind === "none") return nothing;
    return html`<div class="day">
        <h3>${fleetText().today}</h3>
        ${this.#totals()} ${this.vehicle ? this.#replay(this.vehicle.vehicleId) : nothing}
      </div>
      ${this.#story(this.day)}`;
  }

  #story(day: DayState) {
    if (day.kind === "ready") return this.#timeline(day.day);
    if (day.kind === "loading") return html`<list-skeleton rows="4"></list-skeleton>`;
    return html`<state-message
      bad
      icon="warning"
      heading=${fleetText().dayFailed}
      action=${fleetText().tryAgain}
      @act=${() => this.#fire("retry-day")}
    ></state-message>`;
  }

  protected override render() {
    const { vehicle } = this;
    if (!vehicle) return null;
    return html`${this.#header(vehicle)} ${this.#notice(vehicle)}
      <div class="scroll">
        <live-figures .vehicle=${vehicle}></live-figures>
        <locate-car .vehicleId=${vehicle.vehicleId}></locate-car>
        ${this.#people(vehicle)} ${this.#day()}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vehicle-panel": VehiclePanel;
  }
}
