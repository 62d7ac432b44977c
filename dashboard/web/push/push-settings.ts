import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { Severity } from "../../../contracts/detection/detection.ts";
import type { PushSubscription } from "../../../contracts/push.ts";
import "../kit/check-field.ts";
import { controls } from "../kit/controls.ts";
import "../kit/modal-dialog.ts";
import "../kit/select-field.ts";
import { showToast } from "../kit/toast.ts";
import { ApiError } from "../session/api.ts";
import {
  type DevicePush,
  readDevicePush,
  switchPushOff,
  switchPushOn,
  testPush,
} from "./device-push.ts";
import "./page-signal-fields.ts";
import { pushText } from "./text.ts";

/** Whether and from which severity this device is notified, and a test of it. Fires `close`. */
@customElement("push-settings")
export class PushSettings extends LitElement {
  static override styles = [
    controls,
    css`
      .fields {
        display: grid;
        gap: 16px;
        margin-top: 14px;
        color: var(--text);
      }
      p {
        margin: 0;
      }
      .why {
        padding: 10px 12px;
        border-radius: var(--radius-m);
        background: var(--warn-soft);
        color: var(--warn);
        font-weight: 550;
      }
    `,
  ];

  /** Undefined until it is known. */
  @state() private device: DevicePush | undefined;
  @state() private minSeverity: Severity = "warning";
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#change(readDevicePush);
  }

  /** Does something to this device's standing, and shows what came of it. */
  async #change(work: () => Promise<DevicePush>): Promise<void> {
    this.busy = true;
    try {
      this.device = await work();
      if (this.device.kind === "on") this.minSeverity = this.device.subscription.minSeverity;
    } catch (error) {
      const t = pushText();
      const detail = error instanceof ApiError ? error.message : t.notDoneHint;
      showToast(this, { tone: "danger", message: t.notDone, detail });
      this.device ??= { kind: "off" };
    } finally {
      this.busy = false;
      // a switch that was not obeyed goes back
      this.requestUpdate();
    }
  }

  async #switch(isOn: boolean): Promise<void> {
    const { device, minSeverity } = this;
    if (isOn) await this.#change(() => switchPushOn(minSeverity));
    else if (device?.kind === "on") await this.#change(() => switchPushOff(device.subscription));
  }

  async #choose(chosen: string): Promise<void> {
    this.minSeverity = Severity.parse(chosen);
    if (this.device?.kind === "on") await this.#switch(true);
  }

  async #test(subscription: PushSubscription): Promise<void> {
    const t = pushText();
    try {
      const { isTaken, outcome } = await testPush(subscription);
      if (isTaken) showToast(this, { tone: "good", message: t.testSent, detail: t.testSentHint });
      else showToast(this, { tone: "danger", message: t.testFailed, detail: outcome });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      showToast(this, { tone: "danger", message: t.notDone, detail: error.message });
    }
  }

  #fields(device: DevicePush | undefined) {
    const t = pushText();
    if (device?.kind === "unsupported" || device?.kind === "denied") {
      return html`<p class="why" role="status">${t[device.kind]}</p>`;
    }
    return html`<check-field
        as-switch
        label=${t.onThisDevice}
        ?disabled=${this.busy}
        .checked=${live(device?.kind === "on")}
        @value-change=${({ detail }: CustomEvent<boolean>) => void this.#switch(detail)}
      ></check-field>
      <select-field
        label=${t.severity}
        value=${this.minSeverity}
        ?disabled=${this.busy}
        .choices=${Severity.options.map((value) => ({ value, label: t.severities[value] }))}
        @value-change=${({ detail }: CustomEvent<string>) => void this.#choose(detail)}
      ></select-field>`;
  }

  protected override render() {
    const t = pushText();
    const { device } = this;
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog heading=${t.title} open @close=${close}>
      <p>${t.lead}</p>
      <div class="fields">
        ${this.#fields(device)}
        <page-signal-fields .byPush=${device?.kind === "on"}></page-signal-fields>
      </div>
      ${
        device?.kind === "on"
          ? html`<button
              slot="actions"
              class="button"
              @click=${() => void this.#test(device.subscription)}
            >
              ${t.test}
            </button>`
          : nothing
      }
      <button slot="actions" class="button primary" @click=${close}>${t.close}</button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "push-settings": PushSettings;
  }
}
