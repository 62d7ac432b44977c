import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import {
  type Analytics,
  type AnalyticsRow,
  AnalyticsSort,
  AnalyticsSubject,
  daysIn,
  MAX_PERIOD_DAYS,
} from "../../../../contracts/analytics.ts";
import { inOrder } from "../../../../contracts/analytics-order.ts";
import {
  analyticsHref,
  analyticsQuery,
  type AnalyticsView,
  readAnalyticsView,
} from "../../analytics/analytics-address.ts";
import { AnalyticsLoading } from "../../analytics/analytics-loading.ts";
import { comparisonText } from "../../analytics/comparison-text.ts";
import { analyticsText } from "../../analytics/text.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/data-table.ts";
import type { TableSort } from "../../kit/data-table.ts";
import "../../kit/date-range.ts";
import "../../kit/filter-chip.ts";
import "../../kit/page-header.ts";
import { type Days, daysOfPeriod, periodOfDays } from "../../kit/period-days.ts";
import { LONG_PRESETS, type Period } from "../../kit/period.ts";
import "../../kit/select-field.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext } from "../../shell/contexts.ts";
import { analyticsPageStyles } from "./analytics-page-styles.ts";
import "./headline-figures.ts";
import "./use-charts.ts";
import { useColumns } from "./use-columns.ts";
import "./use-drawer.ts";

/** Rows that are drawn at once. */
const ROWS_AT_ONCE = 50;

/** Use, fuel and driving of a period beside the one before: at a glance, over time, and by row. */
@customElement("analytics-page")
export class AnalyticsPage extends LitElement {
  static override styles = [controls, scrollingPageStyles, analyticsPageStyles];

  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private view: AnalyticsView = readAnalyticsView(location.search);
  @state() private shown = ROWS_AT_ONCE;
  readonly #loading = new AnalyticsLoading(this);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#visited);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#visited);
  }

  readonly #visited = (): void => {
    if (location.pathname === "/analytics") this.view = readAnalyticsView(location.search);
  };

  protected override willUpdate(): void {
    if (!this.#isTooLong) this.#loading.ask(this.#query);
  }

  /** Shows something else, and lets Back lead here again. */
  #show(change: Partial<AnalyticsView>, { replace = false } = {}): void {
    navigate(analyticsHref({ ...this.view, ...change }), { replace });
  }

  /** The zone of the chosen branch, else of the first: charts have one axis. */
  get #zone(): string {
    return this.branches.zoneOf(this.view.branchId || (this.branches.all[0]?.id ?? null));
  }

  get #period(): Period {
    return periodOfDays(this.view.days, serverNowMs(), this.#zone);
  }

  get #days(): Days {
    return daysOfPeriod(this.#period, this.#zone);
  }

  get #isTooLong(): boolean {
    return daysIn(this.#days) > MAX_PERIOD_DAYS;
  }

  get #query(): URLSearchParams {
    return analyticsQuery(this.view, this.#days);
  }

  get #exportHref(): string {
    const { sort, descending } = this.view;
    return `/api/analytics/export?${this.#query}&sort=${sort}&descending=${descending}`;
  }

  #subjects() {
    const t = analyticsText();
    return html`<div class="subjects" role="group" aria-label=${t.subjects}>
      ${AnalyticsSubject.options.map(
        (by) =>
          html`<filter-chip
            label=${t.by[by]}
            .pressed=${live(by === this.view.by)}
            @pressed-change=${() => {
              this.#show({ by, openId: "" });
              this.requestUpdate(); // the one that is shown stays pressed
            }}
          ></filter-chip>`,
      )}
    </div>`;
  }

  #branch() {
    const t = analyticsText();
    const { all } = this.branches;
    if (all.length < 2) return nothing;
    return html`<select-field
      label-hidden
      label=${t.branch}
      .value=${this.view.branchId || "all"}
      .choices=${[
        { value: "all", label: t.allBranches },
        ...all.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      @value-change=${({ detail }: CustomEvent<string>) =>
        this.#show({ branchId: detail === "all" ? "" : detail, openId: "" })}
    ></select-field>`;
  }

  #filters() {
    return html`<div class="filters">
      <date-range
        .value=${this.#period}
        .zone=${this.#zone}
        .presets=${LONG_PRESETS}
        @value-change=${({ detail }: CustomEvent<Period>) => {
          this.#show({ days: daysOfPeriod(detail, this.#zone) });
        }}
      ></date-range>
      ${this.#branch()} ${this.#subjects()}
      <a class="button" href=${this.#exportHref} download
        >${icon("download")}${analyticsText().export}</a
      >
    </div>`;
  }

  #table(rows: readonly AnalyticsRow[]) {
    const t = analyticsText();
    const { by, sort, descending, openId } = this.view;
    return html`<data-table
      label=${t.table[by]}
      .columns=${useColumns(by)}
      .rows=${rows.slice(0, this.shown)}
      .sort=${{ column: sort, descending }}
      .state=${this.#loading.state}
      ?has-more=${rows.length > this.shown}
      .selectedId=${openId || undefined}
      @sort-change=${({ detail }: CustomEvent<TableSort>) =>
        this.#show(
          { sort: AnalyticsSort.parse(detail.column), descending: detail.descending },
          { replace: true },
        )}
      @more=${() => (this.shown += ROWS_AT_ONCE)}
      @row-pick=${({ detail }: CustomEvent<string>) =>
        this.#show({ openId: detail }, { replace: openId !== "" })}
      @retry=${() => this.#loading.reload()}
    ></data-table>`;
  }

  #content(analytics: Analytics | undefined, rows: readonly AnalyticsRow[]) {
    const t = analyticsText();
    if (this.#isTooLong) {
      return html`<state-message icon="calendar" heading=${t.tooLong}></state-message>`;
    }
    if (this.#loading.state === "failed") {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.failed}
        action=${kitText().tryAgain}
        @act=${() => this.#loading.reload()}
      ></state-message>`;
    }
    if (analytics && analytics.totals.distanceKm + analytics.totalsBefore.distanceKm === 0) {
      return html`<state-message icon="analytics" heading=${t.empty}
        >${t.emptyHint}</state-message
      >`;
    }
    return html`<div class="content">
      <headline-figures
        .figures=${analytics?.totals}
        .earlier=${analytics?.totalsBefore}
      ></headline-figures>
      <use-charts .analytics=${analytics} .zone=${this.#zone}></use-charts>
      ${this.#table(rows)}
    </div>`;
  }

  protected override render() {
    const { analytics, staleSinceMs } = this.#loading;
    const { sort, descending, openId } = this.view;
    const rows = inOrder(analytics?.rows ?? [], sort, descending);
    const open = openId === "" ? undefined : rows.find(({ id }) => id === openId);
    return html`<div class="scroll ${open ? "beside" : ""}">
        <page-header
          heading=${analyticsText().title}
          lead=${analytics ? comparisonText(analytics) : analyticsText().loading}
        ></page-header>
        ${this.#filters()}
        ${
          staleSinceMs === undefined
            ? nothing
            : html`<stale-note
                .sinceMs=${staleSinceMs}
                @act=${() => this.#loading.reload()}
              ></stale-note>`
        }
        ${this.#content(analytics, rows)}
      </div>
      <use-drawer
        .row=${open}
        .analytics=${analytics}
        .query=${this.#query.toString()}
        .zone=${this.#zone}
        @close=${() => this.#show({ openId: "" }, { replace: true })}
      ></use-drawer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "analytics-page": AnalyticsPage;
  }
}
