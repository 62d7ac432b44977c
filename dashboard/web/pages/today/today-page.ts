import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Activity } from "../../../../contracts/activity.ts";
import type { Alert } from "../../../../contracts/alert.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { CarOut } from "../../../../contracts/today.ts";
import type { User } from "../../../../contracts/user.ts";
import { AlertHandling } from "../../alerts/alert-handling.ts";
import { NO_ALERTS } from "../../alerts/alert-inbox.ts";
import type { HeldRows } from "../../alerts/held-rows.ts";
import { foreignZoneText, fullDayText } from "../../i18n/dates.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { serverNowMs } from "../../page/clock.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import { staleSinceMs } from "../../page/stale-since.ts";
import { tickEverySecond } from "../../page/ticking.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import {
  alertsContext,
  branchesContext,
  liveContext,
  todayContext,
  userContext,
} from "../../shell/contexts.ts";
import "../../today/activity-feed.ts";
import "../../today/car-out-row.ts";
import { DUE_PARTS, type DuePart } from "../../today/cars-out.ts";
import type { Day, HeldDay } from "../../today/held-day.ts";
import "../../today/open-alert-row.ts";
import type { AlertStepTaken } from "../../today/open-alert-row.ts";
import { todayText } from "../../today/text.ts";
import { NO_TODAY } from "../../today/today-board.ts";
import { countFigures, listDay } from "./count-figures.ts";
import "./day-figures.ts";
import type { Figure } from "./day-figures.ts";
import { DayHold } from "./day-hold.ts";
import { dayNotice } from "./day-notice.ts";
import { dayRows, daySection, howMany, waitingRows } from "./day-section.ts";
import { todayPageStyles } from "./today-page-styles.ts";

/** The day at a glance: what is late or due, what is wrong, what happened, and what to do about it. */
@customElement("today-page")
export class TodayPage extends LitElement {
  static override styles = [controls, todayPageStyles];

  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: alertsContext }) inbox = NO_ALERTS;
  @consume({ context: todayContext }) board = NO_TODAY;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  /** Parts whose rows are all shown. */
  @state() private unfolded: ReadonlySet<string> = new Set();
  readonly #handling = new AlertHandling(this);
  readonly #hold = new DayHold(this);
  readonly #phone = new PhoneController(this);
  #release: (() => void)[] = [];

  constructor() {
    super();
    tickEverySecond(this);
    bindShortcuts(this, { u: () => void this.#handling.takeBack() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const redraw = (): void => this.requestUpdate();
    const { inbox, board, live } = this;
    this.#release = [inbox, board, live].map((source) => source.subscribe(redraw));
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#look);
    for (const release of this.#release.splice(0)) release();
  }

  readonly #look = (): void => {
    if (document.visibilityState !== "visible") return;
    this.#hold.look(this.board.today);
    this.board.look();
  };

  protected override willUpdate(): void {
    // once the server is back, all that comes is what one waits for
    if (this.#staleSinceMs !== undefined) this.#hold.look(this.board.today);
  }

  get #mayHandle(): boolean {
    return isAllowed(this.user.role, "alerts:handle");
  }

  get #isOffline(): boolean {
    return this.live.link.kind === "lost";
  }

  /** Since when what is shown may no longer be true, ms of the server's clock; undefined while it is. */
  get #staleSinceMs(): number | undefined {
    return staleSinceMs(this.board, this.live.link);
  }

  #unfold(parts: readonly string[]): void {
    this.unfolded = new Set([...this.unfolded, ...parts]);
  }

  /** Goes to the cars a figure counts, with the keyboard too. */
  async #goTo(figure: Figure): Promise<void> {
    const parts: readonly DuePart[] =
      figure === "out" ? DUE_PARTS : [figure === "overdue" ? "overdue" : "today"];
    this.#unfold(parts);
    this.#hold.release();
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>(`#${parts[0]}`);
    heading?.focus({ preventScroll: true });
    heading?.closest("section")?.scrollIntoView({ block: "start" });
  }

  async #loadEarlier(): Promise<void> {
    try {
      await this.board.loadEarlier();
    } catch (error) {
      this.#handling.tellRefusal(todayText().earlierFailed, error);
    }
  }

  #alertOf({ bookingId }: CarOut): Alert | undefined {
    if (!this.#mayHandle) return undefined;
    return [...this.inbox.alerts.values()].find(
      (alert) => alert.bookingId === bookingId && alert.status === "open",
    );
  }

  readonly #car = (car: CarOut) =>
    html`<car-out-row
      .car=${car}
      .vehicle=${this.live.fleet.vehicles.get(car.vehicleId)}
      .alert=${this.#alertOf(car)}
      ?offline=${this.#isOffline}
      @acknowledge=${({ detail }: CustomEvent<Alert>) =>
        void this.#handling.act(detail, { kind: "acknowledge" })}
    ></car-out-row>`;

  readonly #alert = (alert: Alert) =>
    html`<open-alert-row
      .alert=${alert}
      ?may-handle=${this.#mayHandle}
      ?offline=${this.#isOffline}
      @act=${({ detail }: CustomEvent<AlertStepTaken>) =>
        void this.#handling.act(detail.alert, detail.step)}
    ></open-alert-row>`;

  #cars(part: DuePart, items: HeldRows<CarOut>, count: number) {
    const t = todayText();
    const rows = dayRows({
      ...{ items, idOf: ({ bookingId }: CarOut) => bookingId, draw: this.#car, none: t.none[part] },
      ...{ isUnfolded: this.unfolded.has(part), unfold: () => this.#unfold([part]) },
    });
    const more = part === "later" ? (this.board.today?.moreOut ?? 0) : 0;
    const rest = more > 0 ? html`<p class="note">${t.moreOut(more)}</p>` : nothing;
    const aside = html`${waitingRows(items.waiting, this.#hold.release)}${howMany(count)}`;
    return daySection(part, t.parts[part], html`${rows}${rest}`, aside);
  }

  #alerts(items: HeldRows<Alert>) {
    const t = todayText();
    const rows = dayRows({
      ...{ items, idOf: ({ id }: Alert) => id, draw: this.#alert, none: t.noAlerts },
      ...{ isUnfolded: this.unfolded.has("alerts"), unfold: () => this.#unfold(["alerts"]) },
    });
    const aside = html`${waitingRows(items.waiting, this.#hold.release)}<a href="/alerts"
        >${t.allAlerts}</a
      >`;
    return daySection("alerts", t.openAlerts, rows, aside);
  }

  #happened({ rows: activities, waiting }: HeldRows<Activity>) {
    const t = todayText();
    const { readBefore, hasEarlier } = this.board;
    const fresh = activities.filter(({ id }) => readBefore !== undefined && id > readBefore).length;
    const lead =
      fresh > 0 ? t.newCount(fresh, fresh === activities.length && hasEarlier) : t.nothingNew;
    const isTold = readBefore !== undefined && activities.length > 0;
    const content = html`${isTold ? html`<p class="lead">${lead}</p>` : nothing}
      <activity-feed
        .activities=${activities}
        .branches=${this.branches}
        .readBefore=${readBefore}
        ?has-earlier=${hasEarlier}
        @seen=${() => this.board.markRead(activities[0]?.id ?? 0)}
        @earlier=${() => void this.#loadEarlier()}
      ></activity-feed>`;
    return daySection("happened", t.happened, content, waitingRows(waiting, this.#hold.release));
  }

  #columns(day: Day, shown: HeldDay) {
    const cars = (part: DuePart) => this.#cars(part, shown.cars[part], day.cars[part].length);
    const [alerts, happened] = [this.#alerts(shown.alerts), this.#happened(shown.activities)];
    // in the order in which they are read, which is not that of two columns
    if (this.#phone.isPhone) {
      return [cars("overdue"), alerts, cars("today"), happened, cars("later")];
    }
    return html`<div class="columns">
      <div class="column">${DUE_PARTS.map(cars)}</div>
      <div class="column">${alerts}${happened}</div>
    </div>`;
  }

  #board(day: Day) {
    return this.board.today
      ? this.#columns(day, this.#hold.shownOf(day, this))
      : dayNotice(this.board);
  }

  #stale() {
    const sinceMs = this.#staleSinceMs;
    if (sinceMs === undefined) return nothing;
    return html`<stale-note .sinceMs=${sinceMs} @act=${() => this.board.reload()}></stale-note>
      ${this.#isOffline ? html`<p class="offline">${todayText().offline}</p>` : nothing}`;
  }

  protected override render() {
    const nowMs = serverNowMs();
    const zone = this.branches.zoneOf(this.user.branchId);
    const day = `${fullDayText(nowMs, zone)} ${foreignZoneText(nowMs, zone)}`.trim();
    const { board, inbox, live, user } = this;
    const sources = { board, inbox, fleet: live.fleet, userId: user.id };
    return html`<page-header heading=${todayText().title} lead=${day}></page-header>
      <div class="content">
        ${this.#stale()}
        <day-figures
          .figures=${countFigures(sources, nowMs)}
          @figure-pick=${({ detail }: CustomEvent<Figure>) => void this.#goTo(detail)}
        ></day-figures>
        ${this.#board(listDay(sources, nowMs))}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "today-page": TodayPage;
  }
}
