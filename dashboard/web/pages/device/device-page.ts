import { consume } from "@lit/context";
import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Device, DeviceWithSecret } from "../../../../contracts/device.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/page-header.ts";
import "../../kit/state-message.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { navigate } from "../../routing/router.ts";
import type { Branches } from "../../session/branches.ts";
import "../../setup/car-question.ts";
import type { ChosenCar } from "../../setup/car-question.ts";
import "../../setup/device-connect.ts";
import "../../setup/device-form.ts";
import { focusForm } from "../../setup/focus-form.ts";
import { setupPageStyles } from "../../setup/page-styles.ts";
import { loadDevice } from "../../setup/device-api.ts";
import { setupText } from "../../setup/text.ts";
import { branchesContext, liveContext } from "../../shell/contexts.ts";

/** The car in the address, so that a reload goes on with it. */
const CAR = "vehicle";

/**
 * Adds a device: first the car, then what it is, then how to connect it, each step with an address of
 * its own. For whoever may register devices.
 */
@customElement("device-page")
export class DevicePage extends LitElement {
  static override styles = [controls, setupPageStyles];

  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches!: Branches;
  /** The device that is connected; undefined while there is none yet. */
  @property() deviceId: string | undefined;
  @state() private device: Device | undefined;
  @state() private hasFailed = false;
  /** A car that was entered a moment ago, and that the live feed may not know yet. */
  #entered: ChosenCar | undefined;
  /** The device that was registered on this visit; its secret is nowhere else. */
  #registered: DeviceWithSecret | undefined;
  @query(".card > *") private form!: Element | null;
  #shown: Element | null = null;
  #release: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // the car of the address has a name once the fleet is known
    this.#release = this.live.fleet.subscribe((change) => {
      if (change === "all") this.requestUpdate();
    });
    addEventListener("popstate", this.#moved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release?.();
    removeEventListener("popstate", this.#moved);
  }

  readonly #moved = (): void => this.requestUpdate();

  /** The keyboard follows from one step's form to the next one's heading. */
  protected override updated(): void {
    const { form } = this;
    if (form === this.#shown) return;
    // what a reload brings is read from the top
    if (this.#shown instanceof LitElement) void focusForm(form);
    this.#shown = form;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("deviceId")) return;
    this.device = this.#registered?.id === this.deviceId ? this.#registered : undefined;
    if (this.deviceId !== undefined && !this.device) void this.#load(this.deviceId);
  }

  async #load(id: string): Promise<void> {
    this.hasFailed = false;
    try {
      const device = await loadDevice(id);
      if (id === this.deviceId) this.device = device;
    } catch {
      this.hasFailed = true;
    }
  }

  get #car(): ChosenCar | undefined {
    const id = new URLSearchParams(location.search).get(CAR) ?? "";
    if (this.#entered?.id === id) return this.#entered;
    const vehicle = this.live.fleet.vehicles.get(id);
    return vehicle && { id, licensePlate: vehicle.licensePlate };
  }

  readonly #chosen = ({ detail }: CustomEvent<ChosenCar>): void => {
    this.#entered = detail;
    navigate(`/devices/new?${new URLSearchParams({ [CAR]: detail.id })}`);
  };

  readonly #registeredDevice = ({ detail }: CustomEvent<DeviceWithSecret>): void => {
    this.#registered = detail;
    navigate(`/devices/${encodeURIComponent(detail.id)}/connect`, { replace: true });
  };

  #connect(id: string) {
    const t = setupText();
    if (this.hasFailed) {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.loadFailed}
        action=${t.tryAgain}
        @act=${() => this.#load(id)}
      ></state-message>`;
    }
    if (!this.device) return html`<div class="loading"></div>`;
    const isOurs = this.#registered?.id === this.device.id;
    return html`<device-connect
      .device=${this.device}
      .secret=${isOurs ? this.#registered?.secret : undefined}
    ></device-connect>`;
  }

  #question() {
    const car = this.#car;
    if (!car) {
      const { fleet } = this.live;
      return html`<car-question
        .fleet=${fleet}
        ?empty=${fleet.isKnown() && fleet.vehicles.size === 0}
        .branches=${this.branches.all}
        @chosen=${this.#chosen}
      ></car-question>`;
    }
    return html`<device-form
      .vehicleId=${car.id}
      .licensePlate=${car.licensePlate}
      @created=${this.#registeredDevice}
    ></device-form>`;
  }

  protected override render() {
    const t = setupText().device;
    return html`<div class="column">
      <page-header heading=${t.pageHeading} lead=${t.pageLead}></page-header>
      <div class="card">
        ${this.deviceId === undefined ? this.#question() : this.#connect(this.deviceId)}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-page": DevicePage;
  }
}
