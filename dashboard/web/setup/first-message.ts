import { consume, provide } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Device } from "../../../contracts/device.ts";
import type { GpsLocation } from "../../../contracts/location.ts";
import type { RejectEntry } from "../../../contracts/reject-entry.ts";
import "../elements/age-text.ts";
import { hereZone, zonedMomentText } from "../i18n/dates.ts";
import { speedFigure } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { type Branches, NO_BRANCHES } from "../session/branches.ts";
import { branchesContext, liveContext, zoneContext } from "../shell/contexts.ts";
import { DeviceWatch } from "./device-watch.ts";
import { firstMessageStyles } from "./first-message-styles.ts";
import { setupText } from "./text.ts";

/** Digits that tell places a metre apart. */
const PLACE_DIGITS = 5;

const placeText = (lat: number, lon: number): string =>
  `${lat.toFixed(PLACE_DIGITS)}, ${lon.toFixed(PLACE_DIGITS)}`;

const PHONE_KINDS: ReadonlySet<string> = new Set(["owntracks", "osmand"]);

/**
 * Waits for the first message of a device, says what keeps it from coming as far as the server can
 * tell, and shows it once it is here.
 */
@customElement("first-message")
export class FirstMessage extends LitElement {
  static override styles = [controls, firstMessageStyles];

  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @property({ attribute: false }) device!: Device;
  /** IANA name, of the clocks of the branch whose car it sits in. */
  @provide({ context: zoneContext })
  @state()
  private zone = hereZone();
  readonly #watch = new DeviceWatch(
    this,
    () => this.device,
    () => this.live.fleet,
  );

  protected override willUpdate(): void {
    this.toggleAttribute("heard", this.#watch.isHeard);
    const car = this.live.fleet.vehicles.get(this.#watch.device.vehicleId);
    this.zone = this.branches.zoneOf(car?.branchId ?? null);
  }

  /** Nothing came yet: what stands between. */
  #waiting() {
    const t = setupText().waiting;
    const { connected, disconnectReason } = this.#watch.device;
    const wasThere = connected === false && disconnectReason !== null;
    const words = connected ? t.signedIn : wasThere ? t.wasThere : t.title;
    return html`<p class="standing" role="status">
        <span class="pulse">${icon("radio")}</span><span>${words}</span>
      </p>
      ${this.#watch.isLost ? html`<p class="lost">${t.askFailed}</p>` : nothing}
      ${this.#watch.lastReject ? this.#refused(this.#watch.lastReject) : this.#help(connected || wasThere)}`;
  }

  #help(hasSignedIn: boolean) {
    const t = setupText().waiting;
    const checks = hasSignedIn ? [t.checkTopic] : t.checks;
    return html`<p class="hint">${t.help}</p>
      <ul>
        ${PHONE_KINDS.has(this.device.kind) ? html`<li>${t.checkPhone}</li>` : nothing}
        ${checks.map((check) => html`<li>${check}</li>`)}
      </ul>`;
  }

  #refused(lastReject: RejectEntry) {
    const t = setupText().waiting;
    return html`<div class="refused">
      <div role="alert">
        <strong>${icon("warning")}<span>${t.refused}</span></strong>
        <p><bdi>${lastReject.reason}</bdi></p>
      </div>
      <p>
        ${t.times(lastReject.count)} · <age-text ago .since=${lastReject.lastReceivedAt}></age-text>
      </p>
      <details>
        <summary>${t.what}</summary>
        <code tabindex="0">${lastReject.excerpt}</code>
      </details>
    </div>`;
  }

  #figures({ latitude, longitude, timestamp, speed }: GpsLocation) {
    const t = setupText().waiting;
    const place =
      latitude === null || longitude === null ? t.noPlace : placeText(latitude, longitude);
    return html`<dl>
      <dt>${t.place}</dt>
      <dd>${place}</dd>
      <dt>${t.time}</dt>
      <dd>
        ${zonedMomentText(Date.parse(timestamp), serverNowMs(), this.zone)} ·
        <age-text ago .since=${timestamp}></age-text>
      </dd>
      ${
        speed === null
          ? nothing
          : html`<dt>${t.speed}</dt>
              <dd>${speedFigure(speed)}</dd>`
      }
    </dl>`;
  }

  #heard() {
    const t = setupText().waiting;
    const { vehicleId } = this.#watch.device;
    const { message } = this.#watch;
    return html`<p class="standing" role="status">${icon("done")}<span>${t.heard}</span></p>
      ${message ? this.#figures(message) : nothing}
      <div class="actions">
        <a class="button primary" href=${`/?vehicle=${encodeURIComponent(vehicleId)}`}
          >${t.showCar}</a
        >
        <a class="button" href="/devices/new">${t.addAnother}</a>
      </div>`;
  }

  protected override render() {
    return this.#watch.isHeard ? this.#heard() : this.#waiting();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "first-message": FirstMessage;
  }
}
