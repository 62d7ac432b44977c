import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Device } from "../../../contracts/device.ts";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import "../elements/age-text.ts";
import { measuredAt } from "../fleet/figure-age.ts";
import { fleetText } from "../fleet/text.ts";
import { percentText, tenthsText, wholeText } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import { userContext } from "../shell/contexts.ts";
import { type DeviceHealth, loadDeviceHealth, type RefusedFor } from "./device-health.ts";
import { loadedView } from "./loaded-view.ts";
import { partStyles } from "./part-styles.ts";
import { RepeatedLoading } from "./repeated-loading.ts";
import { drawerText } from "./text.ts";

/** Connections and refusals are announced to no page, ms. */
const READ_EVERY_MS = 20_000;

/** How the trackers of a car do: what they last said, whether they are connected, what was refused. */
@customElement("device-part")
export class DevicePart extends LitElement {
  static override styles = [controls, partStyles];

  @consume({ context: userContext }) user!: User;
  @property({ attribute: false }) vehicle!: VehicleSummary;

  readonly #health = new RepeatedLoading<DeviceHealth[]>(this, {
    everyMs: READ_EVERY_MS,
    load: (signal) =>
      loadDeviceHealth(
        this.vehicle.vehicleId,
        isAllowed(this.user.role, "rejects:view"),
        serverNowMs(),
        signal,
      ),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("vehicle");
    const isOther = changed.has("vehicle") && before?.vehicleId !== this.vehicle.vehicleId;
    if (isOther && this.#mayView) void this.#health.restart();
  }

  get #mayView(): boolean {
    return isAllowed(this.user.role, "devices:view");
  }

  #fact(name: string, value: string | TemplateResult, since?: string | null) {
    return html`<div>
      <dt>${name}</dt>
      <dd>
        ${value}${
          since === undefined
            ? nothing
            : html`<div class="muted">
                <age-text ago .since=${since} never=${fleetText().ageUnknown}></age-text>
              </div>`
        }
      </dd>
    </div>`;
  }

  /** A figure with its age; an en dash for one that was never told. */
  #figure(name: string, value: number | null, text: string, since: string | null) {
    return value === null ? this.#fact(name, "–") : this.#fact(name, text, since);
  }

  #axes() {
    const { vehicle } = this;
    const { ts, positionTs, accuracyM, satellites, externalV, batteryPct } = vehicle;
    const t = drawerText();
    const age = (at: string | null) => html`<age-text ago .since=${at}></age-text>`;
    return html`<section>
      <h3>${t.lastHeard}</h3>
      <dl>
        ${this.#fact(t.message, age(ts))} ${this.#fact(t.position, age(positionTs))}
        ${this.#figure(
          fleetText().supply,
          externalV,
          `${tenthsText(externalV)} V`,
          measuredAt(vehicle, "externalV"),
        )}
        ${this.#figure(
          t.battery,
          batteryPct,
          percentText(batteryPct),
          measuredAt(vehicle, "batteryPct"),
        )}
        ${this.#figure(
          fleetText().satellites,
          satellites,
          wholeText(satellites),
          measuredAt(vehicle, "satellites"),
        )}
        ${this.#figure(t.accuracy, accuracyM, `± ${wholeText(accuracyM)} m`, positionTs)}
      </dl>
    </section>`;
  }

  #link({ connected, connectionChangedAt, disconnectReason }: Device) {
    const t = drawerText();
    if (connected === null) return html`<tone-tag>${t.neverConnected}</tone-tag>`;
    const reasons: Readonly<Record<string, string>> = t.disconnectReasons;
    const reason = connected ? undefined : (reasons[disconnectReason ?? ""] ?? disconnectReason);
    return html`<tone-tag tone=${connected ? "good" : "warn"}
        >${connected ? t.connected : t.disconnected}</tone-tag
      >
      <p class="muted">
        <age-text ago .since=${connectionChangedAt}></age-text>${reason ? ` · ${reason}` : nothing}
      </p>`;
  }

  #refused(refused: readonly RefusedFor[]) {
    const t = drawerText();
    if (refused.length === 0) return html`<p class="none">${t.nothingRefused}</p>`;
    return html`<ul>
      ${refused.map(
        ({ field, reason, count, lastAt }) =>
          html`<li class="muted">
            ${wholeText(count)} × <bdi>${reason}</bdi> ·
            <age-text ago .since=${lastAt}></age-text>${
              field === "ts" ? html`<br /><strong>${t.clockIsOff}</strong>` : nothing
            }
          </li>`,
      )}
    </ul>`;
  }

  #device({ device, refused }: DeviceHealth) {
    const t = drawerText();
    const { id, kind, externalId, lastSeenAt, status } = device;
    return html`<section>
      <div class="head">
        <h3>${id}</h3>
        ${status === "INACTIVE" ? html`<tone-tag>${t.inactive}</tone-tag>` : nothing}
      </div>
      <dl>
        ${this.#fact(t.kind, html`${t.kinds[kind]}`)}
        ${externalId === null ? nothing : this.#fact(t.knownAs, externalId)}
        ${this.#fact(t.lastStored, html`<age-text ago .since=${lastSeenAt}></age-text>`)}
        <div>
          <dt>${t.connection}</dt>
          <dd>${this.#link(device)}</dd>
        </div>
        ${
          refused === undefined
            ? nothing
            : html`<div class="wide">
                <dt>${t.refused}</dt>
                <dd>${this.#refused(refused)}</dd>
              </div>`
        }
      </dl>
    </section>`;
  }

  #devices(devices: readonly DeviceHealth[]) {
    if (devices.length === 0) {
      return html`<state-message icon="radio" heading=${drawerText().noDevice}></state-message>`;
    }
    return html`${devices.map((each) => this.#device(each))}`;
  }

  protected override render() {
    const retry = (): void => void this.#health.reload();
    return html`${this.#axes()}
    ${
      this.#mayView
        ? loadedView(this.#health.state, retry, (devices) => this.#devices(devices))
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-part": DevicePart;
  }
}
