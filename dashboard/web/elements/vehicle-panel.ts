import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { dayEntries, dayTotals } from "../day/day-entries.ts";
import type { DayState } from "../day/day-controller.ts";
import type { VehicleDay } from "../day/vehicle-day.ts";
import { isFresh } from "../fleet/freshness.ts";
import { heardAt, STATUS_NAMES, statusOf } from "../fleet/status.ts";
import { serverNowMs } from "../page/clock.ts";
import { durationText, kmText, momentText, wholeText } from "../page/figures.ts";
import { icon } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import "./age-text.ts";
import { controls } from "./controls.ts";
import { vehiclePanelStyles } from "./vehicle-panel-styles.ts";
import "./day-timeline.ts";
import "./list-skeleton.ts";
import "./live-figures.ts";
import "./state-message.ts";
import "./status-glyph.ts";

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
    const status = statusOf(vehicle);
    return html`<header>
      <div>
        <h2>${vehicle.licensePlate}</h2>
        <div class="model">${vehicle.model} · ${vehicle.vehicleType}</div>
      </div>
      <div class="actions">
        <button
          class="icon-button"
          aria-pressed=${this.following}
          aria-label="Follow on the map"
          title="Follow on the map (F)"
          ?hidden=${vehicle.lat === null}
          @click=${() => this.#fire("follow")}
        >
          ${icon("follow")}
        </button>
        <button
          class="icon-button"
          aria-label="Close"
          title="Close (Esc)"
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
        <b>${STATUS_NAMES[status]}</b>
        <span class="since">${this.#since(vehicle)}</span>
        <span class="heard">heard <age-text ago .since=${heardAt(vehicle)}></age-text></span>
      </div>
    </header>`;
  }

  #since(vehicle: VehicleSummary): string {
    if (vehicle.connection !== "online" || vehicle.motionSince === null) return "";
    const sinceMs = Date.parse(vehicle.motionSince);
    const nowMs = serverNowMs();
    return `since ${momentText(sinceMs, nowMs)} · ${durationText((nowMs - sinceMs) / 1_000)}`;
  }

  /** Says so when the figures below are not of now. */
  #notice(vehicle: VehicleSummary) {
    const silent = {
      online: "",
      offline: "This car has gone silent. Everything below is the last it said.",
      never: "This car has never reported. Connect its tracker and drive off.",
    }[vehicle.connection];
    const oldFix =
      vehicle.ts !== null &&
      vehicle.positionTs !== null &&
      Date.parse(vehicle.ts) - Date.parse(vehicle.positionTs) > 120_000
        ? "It reports, but without a position. The map shows the last known place."
        : "";
    const overdue = isFresh(vehicle, serverNowMs())
      ? ""
      : "Not heard for longer than usual. Speed and place are the last known.";
    const text = silent || oldFix || overdue;
    return text ? html`<p class="notice">${icon("warning")}<span>${text}</span></p>` : nothing;
  }

  #people({ driverName, group }: VehicleSummary) {
    return html`<dl>
      <div>
        <dt>Driver</dt>
        <dd>${driverName ?? "Nobody assigned"}</dd>
      </div>
      <div>
        <dt>Group</dt>
        <dd>${group ?? "–"}</dd>
      </div>
    </dl>`;
  }

  #timeline(day: VehicleDay) {
    const entries = dayEntries(day.routes, day.stops, serverNowMs());
    if (entries.length === 0) {
      return html`<state-message icon="route" heading="No routes yet today"
        >They appear here while the car drives.</state-message
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
    const top = maxSpeedKmh === null ? "" : ` · max ${wholeText(maxSpeedKmh)} km/h`;
    return html`<span>${kmText(km)} · ${durationText(movingS)}${top}</span>`;
  }

  #day() {
    if (this.day.kind === "none") return nothing;
    return html`<div class="day">
        <h3>Today</h3>
        ${this.#totals()}
      </div>
      ${this.#story(this.day)}`;
  }

  #story(day: DayState) {
    if (day.kind === "ready") return this.#timeline(day.day);
    if (day.kind === "loading") return html`<list-skeleton rows="4"></list-skeleton>`;
    return html`<state-message
      bad
      icon="warning"
      heading="The day could not be loaded"
      action="Try again"
      @act=${() => this.#fire("retry-day")}
    ></state-message>`;
  }

  protected override render() {
    const { vehicle } = this;
    if (!vehicle) return null;
    return html`${this.#header(vehicle)} ${this.#notice(vehicle)}
      <div class="scroll">
        <live-figures .vehicle=${vehicle}></live-figures>
        ${this.#people(vehicle)} ${this.#day()}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vehicle-panel": VehiclePanel;
  }
}
