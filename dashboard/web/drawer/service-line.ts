import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { ServicePlan } from "../../../contracts/vehicle.ts";
import { dayOf, datedDaysText, hereZone, momentOfWall } from "../i18n/dates.ts";
import { kmText, wholeText } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import { RepeatedLoading } from "./repeated-loading.ts";
import { loadServicePlan } from "./service-api.ts";
import "./service-dialog.ts";
import { type ServiceDue, serviceDue } from "./service-due.ts";
import { drawerText } from "./text.ts";

/** Plans change seldom, and are announced to nobody, ms. */
const READ_EVERY_MS = 300_000;

/** When a car is due for service, and the way to change that for whoever may. */
@customElement("service-line")
export class ServiceLine extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        min-height: var(--control);
        padding: 8px 16px;
        border-bottom: 1px solid var(--line);
        font-size: var(--size-m);
      }
      .due {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .muted {
        color: var(--text-muted);
      }
    `,
  ];

  @property({ attribute: false }) vehicle!: VehicleSummary;
  /** IANA name, of the car's branch. */
  @property() zone = hereZone();
  @property({ type: Boolean }) mayEdit = false;
  @state() private editing = false;
  @state() private saved: ServicePlan | undefined;

  readonly #plan = new RepeatedLoading<ServicePlan>(this, {
    everyMs: READ_EVERY_MS,
    load: (signal) => loadServicePlan(this.vehicle.vehicleId, signal),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get("vehicle")?.vehicleId === this.vehicle.vehicleId) return;
    if (!changed.has("vehicle")) return;
    this.saved = undefined;
    this.editing = false;
    void this.#plan.restart();
  }

  #words({ leftKm, by }: ServiceDue): string {
    const t = drawerText();
    const dayMs = by === undefined ? undefined : momentOfWall(by, "UTC");
    const day = dayMs === undefined ? undefined : datedDaysText(dayMs, dayMs, "UTC");
    const far = leftKm === undefined ? undefined : `${wholeText(Math.abs(leftKm))} km`;
    if (leftKm !== undefined && leftKm < 0) return t.servicePastKm(kmText(-leftKm));
    if (far !== undefined && day !== undefined) return t.serviceInOrBy(far, day);
    return far === undefined ? t.serviceBy(day ?? "") : t.serviceIn(far);
  }

  #due(plan: ServicePlan) {
    const t = drawerText();
    const today = dayOf(serverNowMs(), this.zone);
    const due = serviceDue(plan, this.vehicle.odometerKm, today);
    if (!due) return html`<span class="due muted">${t.noService}</span>`;
    return html`<span class="due">${this.#words(due)}</span>${
        due.isOverdue ? html`<tone-tag tone="danger">${t.serviceOverdue}</tone-tag>` : nothing
      }`;
  }

  protected override render() {
    const { state: loaded } = this.#plan;
    const plan = this.saved ?? (loaded.kind === "ready" ? loaded.answer : undefined);
    if (!plan) return nothing;
    return html`${this.#due(plan)}${
      this.mayEdit
        ? html`<button class="button" @click=${() => (this.editing = true)}>
              ${drawerText().editService}
            </button>
            <service-dialog
              .vehicleId=${this.vehicle.vehicleId}
              .licensePlate=${this.vehicle.licensePlate}
              .zone=${this.zone}
              .plan=${plan}
              ?open=${this.editing}
              @saved=${({ detail }: CustomEvent<ServicePlan>) => (this.saved = detail)}
              @close=${() => (this.editing = false)}
            ></service-dialog>`
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "service-line": ServiceLine;
  }
}
