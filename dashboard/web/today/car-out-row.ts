import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../contracts/alert.ts";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { CarOut } from "../../../contracts/today.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { alertText } from "../alerts/text.ts";
import "../elements/status-glyph.ts";
import { connectionOfSummary } from "../fleet/connection.ts";
import { momentText } from "../i18n/dates.ts";
import { durationText } from "../i18n/figures.ts";
import { isolatedIfTurning } from "../i18n/isolated.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { placeText } from "./car-place.ts";
import { duePartOf, phoneIn } from "./cars-out.ts";
import { rowStyles } from "./row-styles.ts";
import { todayText } from "./text.ts";

/**
 * A car that is out: who has it, until when or how late it is, where it is now, and what can be done
 * about it. Fires `acknowledge` with its alert.
 */
@customElement("car-out-row")
export class CarOutRow extends LitElement {
  static override styles = [controls, rowStyles];

  @property({ attribute: false }) car!: CarOut;
  /** As it is now; undefined for who does not see it. */
  @property({ attribute: false }) vehicle: VehicleSummary | undefined;
  /** What it is alerted of, if nobody has taken that up and the viewer may. */
  @property({ attribute: false }) alert: Alert | undefined;
  /** Nothing can be done while the server cannot be reached. */
  @property({ type: Boolean }) offline = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #due(nowMs: number) {
    const t = todayText();
    const dueMs = Date.parse(this.car.dueAt);
    const lasting = durationText(Math.abs(nowMs - dueMs) / 1_000);
    const part = duePartOf(this.car, nowMs);
    if (part === "overdue") return html`<tone-tag tone="danger">${t.late(lasting)}</tone-tag>`;
    return part === "today" ? html`<tone-tag>${t.dueIn(lasting)}</tone-tag>` : nothing;
  }

  #where(nowMs: number) {
    const { vehicle } = this;
    if (!vehicle) return nothing;
    const connection = connectionOfSummary(vehicle, nowMs);
    return html`<div class="doing">
      <status-glyph
        status=${vehicle.motion}
        connection=${this.offline && connection === "live" ? "late" : connection}
        .heading=${vehicle.headingDeg}
      ></status-glyph>
      <span>${placeText(this.car, vehicle, nowMs)}</span>
    </div>`;
  }

  /** Who waits for the car next, and whether its customer wishes to keep it. */
  #waiting(nowMs: number) {
    const t = todayText();
    const { nextOutAt, wishedDueAt, timeZone } = this.car;
    const moment = (at: string): string => momentText(Date.parse(at), nowMs, timeZone);
    return html`${
      nextOutAt === null
        ? nothing
        : html`<div class="doing warn">
            ${icon("calendar")}<span>${t.nextCustomer(moment(nextOutAt))}</span>
          </div>`
    }${
      wishedDueAt === null
        ? nothing
        : html`<div class="doing accent">
            ${icon("info")}<span>${t.wish(moment(wishedDueAt))}</span>
          </div>`
    }`;
  }

  #acknowledge(alert: Alert) {
    const label = alertText().actions.acknowledge;
    return html`<button
      class="button"
      aria-label=${`${label}: ${alertTitle(alert)}`}
      ?disabled=${this.offline}
      @click=${() => this.dispatchEvent(new CustomEvent("acknowledge", { detail: alert }))}
    >
      ${icon("check")}${label}
    </button>`;
  }

  #actions() {
    const t = todayText();
    const { vehicleId, licensePlate, customerName, customerContact } = this.car;
    const phone = phoneIn(customerContact);
    return html`<div class="actions">
      <a
        class="button"
        href=${`/?vehicle=${vehicleId}`}
        aria-label=${`${t.openCar}: ${isolatedIfTurning(licensePlate)}`}
        >${icon("map")}${t.openCar}</a
      >
      ${this.alert ? this.#acknowledge(this.alert) : nothing}
      ${
        phone === undefined
          ? nothing
          : html`<a
              class="button"
              href=${`tel:${phone}`}
              aria-label=${`${t.call}: ${isolatedIfTurning(customerName)}`}
              >${icon("phone")}${t.call}</a
            >`
      }
    </div>`;
  }

  protected override render() {
    const nowMs = serverNowMs();
    const { licensePlate, customerName, dueAt, timeZone, returnBranchName } = this.car;
    const moment = momentText(Date.parse(dueAt), nowMs, timeZone);
    return html`<div class="head">
        <span class="plate clamp"><bdi>${licensePlate}</bdi></span
        >${this.#due(nowMs)}
      </div>
      <div class="about clamp"><bdi>${customerName}</bdi></div>
      <div class="about clamp">${todayText().due(moment, returnBranchName)}</div>
      ${this.#where(nowMs)} ${this.#waiting(nowMs)} ${this.#actions()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "car-out-row": CarOutRow;
  }
}
