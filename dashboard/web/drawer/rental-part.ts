import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Booking, Extension } from "../../../contracts/booking.ts";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import type { DayState } from "../day/day-controller.ts";
import { fleetText } from "../fleet/text.ts";
import { momentText } from "../i18n/dates.ts";
import { durationText } from "../i18n/figures.ts";
import { isolatedIfTurning } from "../i18n/isolated.ts";
import { controls } from "../kit/controls.ts";
import "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { ApiError } from "../session/api.ts";
import { type Branches, NO_BRANCHES } from "../session/branches.ts";
import { branchesContext, userContext } from "../shell/contexts.ts";
import { phoneIn } from "../today/cars-out.ts";
import { rentalOf } from "./booking-now.ts";
import "./extension-dialog.ts";
import { loadedView } from "./loaded-view.ts";
import { partStyles } from "./part-styles.ts";
import { type CarDriver, decideExtension, loadCarDriver } from "./rental-api.ts";
import { RepeatedLoading } from "./repeated-loading.ts";
import { drawerText } from "./text.ts";

/** A change of driver is told with the car; what was edited of a person is not, ms. */
const READ_EVERY_MS = 120_000;

/** Who has a car: its driver, its customer and until when, and who waits for it. */
@customElement("rental-part")
export class RentalPart extends LitElement {
  static override styles = [controls, partStyles];

  @consume({ context: userContext }) user!: User;
  @consume({ context: branchesContext, subscribe: true })
  @state()
  private branches: Branches = NO_BRANCHES;
  @property({ attribute: false }) vehicle!: VehicleSummary;
  /** Of the car; its bookings are in it. */
  @property({ attribute: false }) day: DayState = { kind: "none" };
  @state() private extending: Booking | undefined;
  @state() private problem = "";

  readonly #driver = new RepeatedLoading<{ readonly who: CarDriver }>(this, {
    everyMs: READ_EVERY_MS,
    load: async (signal) => ({ who: await loadCarDriver(this.vehicle.vehicleId, signal) }),
  });

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("vehicle") || !this.#may("drivers:view")) return;
    const before = changed.get("vehicle");
    const { vehicleId, driverName } = this.vehicle;
    if (before?.vehicleId !== vehicleId) void this.#driver.restart();
    else if (before.driverName !== driverName) void this.#driver.reload();
  }

  #may(permission: Parameters<typeof isAllowed>[1]): boolean {
    return isAllowed(this.user.role, permission);
  }

  #call(number: string | null, name: string) {
    const digits = phoneIn(number);
    if (digits === undefined) return nothing;
    return html`<a
      class="button"
      href=${`tel:${digits}`}
      aria-label=${`${drawerText().call}: ${isolatedIfTurning(name)}`}
      >${icon("phone")}${drawerText().call}</a
    >`;
  }

  #driverFacts({ who }: { readonly who: CarDriver }) {
    const t = drawerText();
    if (!who) return html`<p class="none">${fleetText().nobody}</p>`;
    const { assignment, driver } = who;
    const zone = this.branches.zoneOf(this.vehicle.branchId);
    const sinceMs = Date.parse(assignment.assignedAt);
    const since = momentText(sinceMs, serverNowMs(), zone);
    return html`<p class="muted">
        <bdi>${driver.name}</bdi> ·
        ${fleetText().since(since, durationText((serverNowMs() - sinceMs) / 1_000))}
      </p>
      ${driver.phone === null ? nothing : html`<p class="muted">${t.phone}: ${driver.phone}</p>`}
      <div class="actions">${this.#call(driver.phone, driver.name)}</div>`;
  }

  #due({ dueAt }: Booking) {
    const t = drawerText();
    const leftMs = Date.parse(dueAt) - serverNowMs();
    const lasting = durationText(Math.abs(leftMs) / 1_000);
    return leftMs < 0
      ? html`<tone-tag tone="danger">${t.late(lasting)}</tone-tag>`
      : html`<tone-tag>${t.dueIn(lasting)}</tone-tag>`;
  }

  async #decide({ id }: Extension, decision: "approve" | "deny"): Promise<void> {
    this.problem = "";
    try {
      await decideExtension(id, decision);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.message;
    }
  }

  /** A wish that nobody has decided on; the owner does it here. */
  #wish(extension: Extension, moment: (at: string) => string) {
    const t = drawerText();
    const decide = (decision: "approve" | "deny") => () => void this.#decide(extension, decision);
    return html`<p class="muted">
        ${t.wish(moment(extension.dueAt))}${
          extension.note === null ? nothing : html` · <bdi>${extension.note}</bdi>`
        }
      </p>
      ${
        this.#may("extensions:decide")
          ? html`<div class="actions">
              <button class="button primary" @click=${decide("approve")}>
                ${icon("check")}${t.approve}
              </button>
              <button class="button" @click=${decide("deny")}>${icon("close")}${t.deny}</button>
            </div>`
          : nothing
      }`;
  }

  #customer(booking: Booking) {
    const t = drawerText();
    const zone = this.branches.zoneOf(booking.returnBranchId);
    const moment = (at: string): string => momentText(Date.parse(at), serverNowMs(), zone);
    const branch = this.branches.all.find(({ id }) => id === booking.returnBranchId);
    const pending = booking.extensions.find(({ status }) => status === "PENDING");
    const { customerName, customerContact, handedOutAt, dueAt } = booking;
    return html`<section>
      <div class="head">
        <h3><bdi>${customerName}</bdi></h3>
        ${this.#due(booking)}
      </div>
      <dl>
        <div>
          <dt>${t.handedOut}</dt>
          <dd>${handedOutAt === null ? "–" : moment(handedOutAt)}</dd>
        </div>
        <div>
          <dt>${t.due}</dt>
          <dd>${moment(dueAt)}${branch ? html`, <bdi>${branch.name}</bdi>` : nothing}</dd>
        </div>
      </dl>
      ${customerContact === null ? nothing : html`<p class="muted">${customerContact}</p>`}
      ${pending ? this.#wish(pending, moment) : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="actions">
        ${this.#call(customerContact, customerName)}
        ${
          this.#may("bookings:edit") && !pending
            ? html`<button class="button" @click=${() => (this.extending = booking)}>
                ${icon("calendar")}${t.extend}
              </button>`
            : nothing
        }
      </div>
    </section>`;
  }

  #rental() {
    const t = drawerText();
    if (this.day.kind !== "ready") return nothing;
    const { out, next } = rentalOf(this.day.day.bookings);
    const zone = this.branches.zoneOf(this.vehicle.branchId);
    const nextOut = next && momentText(Date.parse(next.outAt), serverNowMs(), zone);
    return html`${
      out
        ? this.#customer(out)
        : html`<section>
            <h3>${t.booking}</h3>
            <p class="none">${t.notOut}</p>
          </section>`
    }
    ${
      next && nextOut
        ? html`<section>
            <h3>${t.next}</h3>
            <p class="muted"><bdi>${next.customerName}</bdi> · ${nextOut}</p>
          </section>`
        : nothing
    }`;
  }

  #extension() {
    const { day, extending } = this;
    if (!extending || day.kind !== "ready") return nothing;
    return html`<extension-dialog
      open
      .booking=${extending}
      .zone=${this.branches.zoneOf(extending.returnBranchId)}
      @close=${() => (this.extending = undefined)}
    ></extension-dialog>`;
  }

  protected override render() {
    const retry = (): void => void this.#driver.reload();
    return html`${this.#rental()}
    ${
      this.#may("drivers:view")
        ? html`<section>
            <h3>${fleetText().driver}</h3>
            ${loadedView(this.#driver.state, retry, (answer) => this.#driverFacts(answer))}
          </section>`
        : nothing
    }
    ${this.#extension()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "rental-part": RentalPart;
  }
}
