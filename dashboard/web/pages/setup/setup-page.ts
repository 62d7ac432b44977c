import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { DeviceWithSecret } from "../../../../contracts/device.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/page-header.ts";
import "../../kit/state-message.ts";
import { icon } from "../../page/icons.ts";
import { navigate } from "../../routing/router.ts";
import type { Branches } from "../../session/branches.ts";
import "../../setup/branch-form.ts";
import "../../setup/device-connect.ts";
import "../../setup/device-form.ts";
import { focusForm } from "../../setup/focus-form.ts";
import { setupPageStyles } from "../../setup/page-styles.ts";
import { loadInventory } from "../../setup/setup-api.ts";
import { currentStep, type NextStep, nextStep, SETUP_STEPS } from "../../setup/setup-progress.ts";
import { setupText } from "../../setup/text.ts";
import "../../setup/vehicle-form.ts";
import { branchesContext } from "../../shell/contexts.ts";

/** From a new server to the first car on the map, one step after another. For the owner. */
@customElement("setup-page")
export class SetupPage extends LitElement {
  static override styles = [controls, setupPageStyles];

  @consume({ context: branchesContext, subscribe: true }) branches!: Branches;
  @state() private step: NextStep | undefined;
  @state() private hasFailed = false;
  /** The device that was registered on this visit; its secret is nowhere else. */
  #registered: DeviceWithSecret | undefined;
  @query(".card > *") private form!: Element | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    this.hasFailed = false;
    try {
      this.step = nextStep(await loadInventory());
    } catch {
      this.hasFailed = true;
    }
  };

  /** The keyboard follows from one step's form to the next one's heading. */
  protected override updated(changed: PropertyValues): void {
    if (changed.get("step") !== undefined) void focusForm(this.form);
  }

  readonly #registeredDevice = ({ detail }: CustomEvent<DeviceWithSecret>): void => {
    this.#registered = detail;
    this.step = { kind: "connect", device: detail };
  };

  #steps(step: NextStep) {
    const t = setupText();
    const current = currentStep(step);
    const at = current === undefined ? SETUP_STEPS.length : SETUP_STEPS.indexOf(current);
    const item = (name: "owner" | (typeof SETUP_STEPS)[number], isDone: boolean) =>
      html`<li class=${isDone ? "done" : ""} aria-current=${name === current ? "step" : nothing}>
        ${isDone ? html`${icon("done")}<b class="visually-hidden">${t.stepDone}</b>` : nothing}
        <span>${t.stepNames[name]}</span>
      </li>`;
    return html`<ol aria-label=${t.steps}>
      ${item("owner", true)} ${SETUP_STEPS.map((name, index) => item(name, index < at))}
    </ol>`;
  }

  #form(step: NextStep) {
    if (step.kind === "branch") return html`<branch-form @created=${this.#load}></branch-form>`;
    if (step.kind === "vehicle") {
      return html`<vehicle-form
        .branches=${this.branches.all}
        @created=${this.#load}
      ></vehicle-form>`;
    }
    if (step.kind === "device") {
      return html`<device-form
        .vehicleId=${step.vehicle.id}
        .licensePlate=${step.vehicle.licensePlate}
        @created=${this.#registeredDevice}
      ></device-form>`;
    }
    if (step.kind === "connect") {
      const isOurs = this.#registered?.id === step.device.id;
      return html`<device-connect
        .device=${step.device}
        .secret=${isOurs ? this.#registered?.secret : undefined}
      ></device-connect>`;
    }
    const t = setupText();
    return html`<state-message
      icon="done"
      heading=${t.allDone}
      action=${t.toMap}
      @act=${() => navigate("/")}
      >${t.allDoneHint}</state-message
    >`;
  }

  #content() {
    const t = setupText();
    if (this.hasFailed) {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.loadFailed}
        action=${t.tryAgain}
        @act=${this.#load}
      ></state-message>`;
    }
    if (!this.step) return html`<div class="card loading"></div>`;
    return html`${this.#steps(this.step)}
      <div class="card">${this.#form(this.step)}</div>
      ${
        this.step.kind === "done"
          ? nothing
          : html`<p class="later"><a class="button quiet" href="/">${t.later}</a></p>`
      }`;
  }

  protected override render() {
    const t = setupText();
    return html`<div class="column">
      <page-header
        heading=${t.heading}
        lead=${this.step?.kind === "done" ? "" : t.lead}
      ></page-header>
      ${this.#content()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "setup-page": SetupPage;
  }
}
