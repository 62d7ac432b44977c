import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { FuelProposal, FuelRecord } from "../../../../contracts/fuel-record.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { habitsOf } from "../../fuel/car-habits.ts";
import { type FuelView, fuelHref, readFuelView, recordQuery } from "../../fuel/fuel-address.ts";
import { loadProposals, loadRecords } from "../../fuel/fuel-api.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/data-table.ts";
import "../../kit/page-header.ts";
import { daysOfPeriod, periodOfDays } from "../../kit/period-days.ts";
import type { Period } from "../../kit/period.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import { showToast } from "../../kit/toast.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { PagedLoading } from "../../session/paged-loading.ts";
import { branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import { fuelPageStyles } from "./fuel-page-styles.ts";
import "./receipt-dialog.ts";
import { recordColumns } from "./record-columns.ts";
import "./record-drawer.ts";
import "./record-filters.ts";
import { refuelColumns } from "./refuel-columns.ts";
import "./refuel-drawer.ts";
import { fuelText } from "./text.ts";

/** Refuels that wait are few, and the records below them should be in sight. */
const WAITING_AT_ONCE = 10;
const RECORDS_AT_ONCE = 50;
const OPEN = new URLSearchParams({ status: "OPEN" });

/** Detected refuels to be confirmed with their receipts, and the fuel that was bought. */
@customElement("fuel-page")
export class FuelPage extends LitElement {
  static override styles = [controls, scrollingPageStyles, fuelPageStyles];

  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private view: FuelView = readFuelView(location.search);
  @state() private isEntering = false;
  readonly #waiting = new PagedLoading<FuelProposal>(this, {
    ...{ load: loadProposals, pageSize: WAITING_AT_ONCE },
  });
  readonly #records = new PagedLoading<FuelRecord>(this, {
    ...{ load: loadRecords, pageSize: RECORDS_AT_ONCE },
  });
  #release: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#visited);
    this.#release = [
      this.live.news.on("resumed", this.#reload),
      this.live.fleet.subscribe((change) => change === "all" && this.requestUpdate()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#visited);
    for (const release of this.#release.splice(0)) release();
  }

  protected override willUpdate(): void {
    this.#waiting.ask(OPEN);
    this.#records.ask(recordQuery(this.view, this.#period));
  }

  readonly #visited = (): void => {
    if (location.pathname === "/fuel") this.view = readFuelView(location.search);
  };

  readonly #reload = (): void => {
    void this.#waiting.reload();
    void this.#records.reload();
  };

  /** Shows something else, and lets Back lead here again. */
  #show(change: Partial<FuelView>): void {
    const isOpen = this.view.recordId !== "" || this.view.refuelId !== "";
    navigate(fuelHref({ ...this.view, ...change }), { replace: isOpen });
  }

  readonly #shut = (): void => this.#show({ recordId: "", refuelId: "" });

  /** Days are those of the chosen car's branch, else of the first. */
  get #zone(): string {
    const { carId } = this.view;
    return carId === ""
      ? this.branches.zoneOf(this.branches.all[0]?.id ?? null)
      : this.#zoneOf(carId);
  }

  get #period(): Period {
    return periodOfDays(this.view.days, serverNowMs(), this.#zone);
  }

  get #mayEnter(): boolean {
    return isAllowed(this.user.role, "fuel:enter");
  }

  readonly #zoneOf = (vehicleId: string): string =>
    habitsOf(vehicleId, this.live.fleet, this.branches).zone;

  readonly #entered = ({ detail }: CustomEvent<FuelRecord>): void => {
    this.isEntering = false;
    showToast(this, { tone: "good", message: fuelText().form.entered(detail.licensePlate) });
    this.#reload();
  };

  #waitingTable() {
    const t = fuelText().waiting;
    const open = (refuelId: string): void => this.#show({ refuelId, recordId: "" });
    return html`<section>
      <h2>${t.heading}</h2>
      <data-table
        label=${t.table}
        .columns=${refuelColumns({ zoneOf: this.#zoneOf, mayEnter: this.#mayEnter, onOpen: open })}
        .rows=${this.#waiting.rows}
        .state=${this.#waiting.state}
        ?has-more=${this.#waiting.hasMore}
        .selectedId=${this.view.refuelId || undefined}
        @row-pick=${({ detail }: CustomEvent<string>) => open(detail)}
        @more=${this.#waiting.more}
        @retry=${this.#waiting.reload}
        ><state-message slot="empty" icon="done" heading=${t.empty}
          >${t.emptyHint}</state-message
        ></data-table
      >
    </section>`;
  }

  #filters() {
    return html`<record-filters
      .carId=${this.view.carId}
      .period=${this.#period}
      .zone=${this.#zone}
      @car-change=${({ detail }: CustomEvent<string>) => this.#show({ carId: detail })}
      @period-change=${({ detail }: CustomEvent<Period>) => {
        this.#show({ days: daysOfPeriod(detail, this.#zone) });
      }}
    ></record-filters>`;
  }

  #recordTable() {
    // what arrives above would push the records down
    if (this.#waiting.state === "loading") return nothing;
    const t = fuelText().records;
    return html`<section>
      <div class="heads">
        <h2>${t.heading}</h2>
        ${this.#filters()}
      </div>
      <data-table
        label=${t.table}
        .columns=${recordColumns(this.#zoneOf)}
        .rows=${this.#records.rows}
        .state=${this.#records.state}
        ?has-more=${this.#records.hasMore}
        .selectedId=${this.view.recordId || undefined}
        @row-pick=${({ detail }: CustomEvent<string>) =>
          this.#show({ recordId: detail, refuelId: "" })}
        @more=${this.#records.more}
        @retry=${this.#records.reload}
        ><state-message slot="empty" icon="fuel" heading=${t.empty}
          >${t.emptyHint}</state-message
        ></data-table
      >
    </section>`;
  }

  #stale() {
    const since = [this.#waiting.staleSinceMs, this.#records.staleSinceMs];
    const sinceMs = Math.min(...since.map((ms) => ms ?? Number.POSITIVE_INFINITY));
    if (sinceMs === Number.POSITIVE_INFINITY) return nothing;
    return html`<stale-note .sinceMs=${sinceMs} @act=${this.#reload}></stale-note>`;
  }

  #drawers() {
    return html`<refuel-drawer
        .refuelId=${this.view.refuelId}
        .zoneOf=${this.#zoneOf}
        @changed=${this.#reload}
        @record-pick=${({ detail }: CustomEvent<string>) =>
          this.#show({ recordId: detail, refuelId: "" })}
        @close=${this.#shut}
      ></refuel-drawer>
      <record-drawer
        .recordId=${this.view.recordId}
        .zoneOf=${this.#zoneOf}
        @changed=${this.#reload}
        @close=${this.#shut}
      ></record-drawer>`;
  }

  protected override render() {
    const t = fuelText();
    const isOpen = this.view.recordId !== "" || this.view.refuelId !== "";
    return html`<div class="scroll ${isOpen ? "beside" : ""}">
        <page-header heading=${t.title} lead=${t.lead}>
          ${
            this.#mayEnter
              ? html`<button
                  slot="actions"
                  class="button primary"
                  @click=${() => (this.isEntering = true)}
                >
                  ${icon("plus")}${t.enter}
                </button>`
              : nothing
          }
        </page-header>
        ${this.#stale()}
        <div class="content">${this.#waitingTable()} ${this.#recordTable()}</div>
      </div>
      ${this.#drawers()}
      ${
        this.isEntering
          ? html`<receipt-dialog
              .vehicleId=${this.view.carId}
              @close=${() => (this.isEntering = false)}
              @saved=${this.#entered}
            ></receipt-dialog>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fuel-page": FuelPage;
  }
}
