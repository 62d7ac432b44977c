import { consume, provide } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isAllowed, type Permission } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import "../commands/commands-part.ts";
import "../commands/locate-car.ts";
import type { DayState } from "../day/day-controller.ts";
import "../drawer/day-part.ts";
import "../drawer/device-part.ts";
import "../drawer/rental-part.ts";
import "../drawer/service-line.ts";
import { drawerText } from "../drawer/text.ts";
import { carNotice } from "../fleet/car-notice.ts";
import { connectionOfSummary } from "../fleet/connection.ts";
import { statusText } from "../fleet/doing-text.ts";
import { heardAt } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { typeText } from "../fleet/type-text.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { durationText } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tab-panels.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { userContext, zoneContext } from "../shell/contexts.ts";
import "./age-text.ts";
import "./live-figures.ts";
import "./status-glyph.ts";
import "../share/share-button.ts";
import { vehiclePanelStyles } from "./vehicle-panel-styles.ts";

/** Parts of the panel below the figures. */
const PARTS = ["day", "rental", "device", "commands"] as const;
type Part = (typeof PARTS)[number];
/** Who may see each; the state of a tracker as the live figures tell it is for everybody. */
const PART_PERMISSIONS: Partial<Record<Part, Permission>> = {
  ...{ day: "tracks:view", rental: "bookings:view", commands: "commands:view" },
};

/**
 * One car: what it is doing, its figures, and in parts its day, its rental, its trackers and what they
 * are told. Fires `close`, `follow`, `retry-day`, and `part-change` with the part that was chosen.
 */
@customElement("vehicle-panel")
export class VehiclePanel extends LitElement {
  static override styles = [controls, vehiclePanelStyles];

  @consume({ context: userContext }) user!: User;
  @property({ attribute: false }) vehicle: VehicleSummary | undefined;
  @property({ attribute: false }) day: DayState = { kind: "none" };
  @property({ type: Boolean }) following = false;
  @property() pickedId: string | undefined;
  @property() highlightedId: string | undefined;
  /** IANA name, of the clocks of the car's branch. */
  @provide({ context: zoneContext })
  @property()
  zone = hereZone();
  /** The part to be shown, if there is such a one for the viewer; the first unless given. */
  @property() shownPart: string | undefined;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #fire(type: "close" | "follow"): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  #header(vehicle: VehicleSummary) {
    const t = fleetText();
    return html`<header>
      <div>
        <h2><bdi>${vehicle.licensePlate}</bdi></h2>
        <div class="model"><bdi>${vehicle.model}</bdi> · ${typeText(vehicle.vehicleType)}</div>
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
      ${this.#status(vehicle)}
    </header>`;
  }

  /** What it does, and beside it how it is heard. */
  #status(vehicle: VehicleSummary) {
    const t = fleetText();
    const nowMs = serverNowMs();
    const connection = connectionOfSummary(vehicle, nowMs);
    const isHeard = connection !== "never";
    return html`<div class="status">
      <status-glyph
        status=${vehicle.motion}
        connection=${connection}
        .heading=${vehicle.headingDeg}
      ></status-glyph>
      ${vehicle.immobilised ? html`<b class="locked">${icon("locked")}${t.immobilised}</b>` : nothing}
      <b>${isHeard ? statusText(vehicle, nowMs) : t.status[vehicle.motion]}</b>
      <span class="since">${this.#since(vehicle)}</span>
      <span class="connection ${connection}">
        <b>${t.connection[connection]}</b>
        ${isHeard ? html`· ${t.heard} <age-text ago .since=${heardAt(vehicle)}></age-text>` : nothing}
      </span>
    </div>`;
  }

  #since(vehicle: VehicleSummary): string {
    if (vehicle.connection !== "online" || vehicle.motionSince === null) return "";
    const sinceMs = Date.parse(vehicle.motionSince);
    const nowMs = serverNowMs();
    const moment = momentText(sinceMs, nowMs, this.zone);
    return fleetText().since(moment, durationText((nowMs - sinceMs) / 1_000));
  }

  /** Says so when the figures below are not of now, and since when they are not. */
  #notice(vehicle: VehicleSummary) {
    const text = carNotice(vehicle, serverNowMs(), this.zone);
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

  #day() {
    return html`<day-part
      slot="day"
      .day=${this.day}
      .zone=${this.zone}
      .pickedId=${this.pickedId}
      .highlightedId=${this.highlightedId}
    ></day-part>`;
  }

  #part(part: Part, vehicle: VehicleSummary) {
    if (part === "day") return this.#day();
    if (part === "rental") {
      return html`<rental-part slot="rental" .vehicle=${vehicle} .day=${this.day}></rental-part>`;
    }
    if (part === "device")
      return html`<device-part slot="device" .vehicle=${vehicle}></device-part>`;
    return html`<commands-part
      slot="commands"
      .vehicleId=${vehicle.vehicleId}
      .licensePlate=${vehicle.licensePlate}
      .zone=${this.zone}
    ></commands-part>`;
  }

  #parts(vehicle: VehicleSummary) {
    const t = drawerText();
    const allowed = PARTS.filter((part) => {
      const permission = PART_PERMISSIONS[part];
      return permission === undefined || isAllowed(this.user.role, permission);
    });
    const part = allowed.find((each) => each === this.shownPart) ?? allowed[0] ?? "device";
    return html`<tab-panels
      label=${t.parts}
      .tabs=${allowed.map((id) => ({ id, label: t.part[id] }))}
      .selected=${part}
      @tab-change=${({ detail }: CustomEvent<Part>) =>
        this.dispatchEvent(new CustomEvent("part-change", { detail }))}
      >${this.#part(part, vehicle)}</tab-panels
    >`;
  }

  protected override render() {
    const { vehicle } = this;
    if (!vehicle) return null;
    return html`${this.#header(vehicle)} ${this.#notice(vehicle)}
      <div class="scroll">
        <live-figures .vehicle=${vehicle}></live-figures>
        <locate-car .vehicleId=${vehicle.vehicleId}></locate-car>
        ${this.#people(vehicle)}
        <service-line
          .vehicle=${vehicle}
          .zone=${this.zone}
          ?mayEdit=${isAllowed(this.user.role, "fleet:edit")}
        ></service-line>
        ${this.#parts(vehicle)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vehicle-panel": VehiclePanel;
  }
}
