import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Device } from "../../../contracts/device.ts";
import "../kit/confirm-dialog.ts";
import { controls } from "../kit/controls.ts";
import "../kit/copy-field.ts";
import "../kit/state-message.ts";
import { showToast } from "../kit/toast.ts";
import { icon } from "../page/icons.ts";
import { ApiError } from "../session/api.ts";
import { deviceConnectStyles } from "./device-connect-styles.ts";
import {
  type Endpoint,
  isLoopback,
  sampleCommand,
  type Setting,
  settingsOf,
  setUpLink,
} from "./device-settings.ts";
import "./first-message.ts";
import "./qr-code.ts";
import { loadEndpoint, renewSecret } from "./device-api.ts";
import { setupText } from "./text.ts";

const COMMAND_LINES = 5;

/**
 * All that a registered device needs to know, and the wait for its first message. Its secret is there
 * only for whoever has just been given it; without, another one can be made.
 */
@customElement("device-connect")
export class DeviceConnect extends LitElement {
  static override styles = [controls, deviceConnectStyles];

  @property({ attribute: false }) device!: Device;
  /** Undefined when it can no longer be read. */
  @property() secret: string | undefined;
  @state() private endpoint: Endpoint | undefined;
  @state() private hasFailed = false;
  @state() private asked = false;
  @state() private isRenewing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    this.hasFailed = false;
    try {
      this.endpoint = await loadEndpoint();
    } catch {
      this.hasFailed = true;
    }
  };

  readonly #renew = async (): Promise<void> => {
    this.isRenewing = true;
    try {
      this.secret = (await renewSecret(this.device.id)).secret;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const toast = { message: setupText().notSent, detail: error.message } as const;
      showToast(this, { tone: "danger", ...toast });
    } finally {
      this.isRenewing = false;
      this.asked = false;
    }
  };

  #setting({ name, value }: Setting) {
    return html`<copy-field
      label=${setupText().connect.names[name]}
      .value=${value}
      data-setting=${name}
    ></copy-field>`;
  }

  #scan(link: string) {
    const t = setupText().connect;
    const lead = this.device.kind === "osmand" ? t.scanOsmand : t.scanOwntracks;
    return html`<section class="scan">
      <h3>${t.scan}</h3>
      <p class="lead">${lead}</p>
      <qr-code .text=${link} label=${t.qrLabel}></qr-code>
      <a class="button" href=${link}>${t.openLink}</a>
    </section>`;
  }

  #secretNote() {
    const t = setupText().connect;
    if (this.secret !== undefined) {
      return html`<p class="note calm">${icon("ignition")}<span>${t.secretOnce}</span></p>`;
    }
    return html`<div class="renew">
      <p class="note">${icon("ignition")}<span>${t.secretGone}</span></p>
      <button class="button" type="button" @click=${() => (this.asked = true)}>
        ${t.newSecret}
      </button>
    </div>`;
  }

  #warnings({ host, isTls }: Endpoint) {
    const t = setupText().connect;
    const isHere = isLoopback(host);
    const words = isHere ? t.loopback : !isTls && this.device.kind !== "osmand" && t.unencrypted;
    return words ? html`<p class="note">${icon("info")}<span>${words}</span></p>` : nothing;
  }

  #failure() {
    if (!this.hasFailed) return nothing;
    const t = setupText();
    return html`<state-message
      bad
      icon="lost"
      heading=${t.loadFailed}
      action=${t.tryAgain}
      @act=${this.#load}
    ></state-message>`;
  }

  #ways(endpoint: Endpoint) {
    const t = setupText().connect;
    const secret = this.secret ?? t.secretPlace;
    const link = this.secret && setUpLink(this.device, this.secret, endpoint);
    return html`${this.#secretNote()} ${this.#warnings(endpoint)}
      <div class="ways ${link ? "two" : ""}">
        ${link ? this.#scan(link) : nothing}
        <section>
          <h3>${link ? t.byHand : t.settings}</h3>
          <p class="lead">${t.settingsLead}</p>
          <div class="settings">
            ${settingsOf(this.device, secret, endpoint).map((setting) => this.#setting(setting))}
          </div>
        </section>
      </div>
      <section>
        <h3>${t.try}</h3>
        <div class="settings">
          <copy-field
            label=${t.sample}
            lines=${COMMAND_LINES}
            .value=${sampleCommand(this.device, secret, endpoint)}
          ></copy-field>
        </div>
      </section>`;
  }

  protected override render() {
    const t = setupText().connect;
    return html`<h2 tabindex="-1">${t.heading(this.device.licensePlate)}</h2>
      <first-message .device=${this.device}></first-message>
      ${this.endpoint ? this.#ways(this.endpoint) : this.#failure()}
      <confirm-dialog
        heading=${t.newSecret}
        action=${t.newSecret}
        ?open=${this.asked}
        ?busy=${this.isRenewing}
        @close=${() => (this.asked = false)}
        @confirm=${this.#renew}
        >${t.newSecretMeans}</confirm-dialog
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-connect": DeviceConnect;
  }
}
