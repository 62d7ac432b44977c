import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Alert } from "../../../../contracts/alert.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { fits, type NextStep } from "../../alerts/alert-action.ts";
import { placeOfAlert } from "../../alerts/alert-features.ts";
import { AlertHandling } from "../../alerts/alert-handling.ts";
import { loadAlert, NO_ALERTS } from "../../alerts/alert-inbox.ts";
import "../../alerts/alert-row.ts";
import { type AlertView, countInView, viewOf } from "../../alerts/alert-view.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import "../../kit/virtual-list.ts";
import type { VirtualList } from "../../kit/virtual-list.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { MediaController } from "../../page/media-controller.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import { staleSinceMs } from "../../page/stale-since.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { alertsContext, branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import "./alert-drawer.ts";
import type { DrawerStep } from "./alert-drawer.ts";
import "./alert-map-card.ts";
import { alertsPageStyles, DRAWER_PX, WIDE } from "./alerts-page-styles.ts";
import { inboxNotice, viewChips } from "./inbox-parts.ts";
import "./mark-bar.ts";
import "./snooze-dialog.ts";

const rowOf = (alert: Alert) => html`<alert-row .alert=${alert}></alert-row>`;

/**
 * The inbox: what needs somebody, where, and who looks after it; one alert explained beside the list,
 * or several marked to be handled at once.
 */
@customElement("alerts-page")
export class AlertsPage extends LitElement {
  static override styles = [controls, alertsPageStyles];

  /** The alert that is open, as the address names it. */
  @property() alertId: string | undefined;
  @consume({ context: alertsContext }) inbox = NO_ALERTS;
  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private view: AlertView = "open";
  /** The alert that keys act on: the open one, else the one the arrow keys stand on. */
  @state() private activeId: string | undefined;
  @state() private markedIds: ReadonlySet<string> = new Set();
  /** A time is asked for, until which the marked ones are put off. */
  @state() private asksForTime = false;
  @query("virtual-list") private list!: VirtualList<Alert> | null;
  readonly #wide = new MediaController(this, WIDE);
  readonly #handling = new AlertHandling(this);
  /** The alert that was looked for last, because the inbox did not hold it. */
  #sought: string | undefined;
  #release: (() => void)[] = [];

  constructor() {
    super();
    bindShortcuts(this, {
      a: () => this.#actOnChosen({ kind: "acknowledge" }),
      t: () => this.#actOnChosen({ kind: "assign" }),
      s: () => this.#actOnChosen("hour"),
      r: () => this.#actOnChosen({ kind: "resolve", resolution: "handled" }),
      u: () => void this.#handling.takeBack(),
      j: () => this.list?.focus(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const redraw = (): void => this.requestUpdate();
    this.#release = [this.inbox, this.live].map((source) => source.subscribe(redraw));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const release of this.#release.splice(0)) release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("alertId") && this.alertId !== undefined) this.activeId = this.alertId;
    const { alertId, inbox } = this;
    const isMissing = alertId !== undefined && inbox.load === "ready" && !inbox.alerts.has(alertId);
    if (isMissing && this.#sought !== alertId) void this.#seek(alertId);
  }

  /** Fetches an alert that was resolved so long ago that the inbox does not hold it. */
  async #seek(id: string): Promise<void> {
    this.#sought = id;
    try {
      this.inbox.take(await loadAlert(id));
    } catch (error) {
      this.#handling.tellRefusal(alertText().notFound, error);
      if (this.alertId === id) this.#open(undefined);
    }
  }

  get #mayHandle(): boolean {
    return isAllowed(this.user.role, "alerts:handle");
  }

  get #shown(): readonly Alert[] {
    return viewOf(this.inbox.alerts, this.view, this.user.id);
  }

  /** Those of the marked ones that are in sight: nobody handles what he does not see. */
  #markedOf(shown: readonly Alert[]): readonly Alert[] {
    return shown.filter(({ id }) => this.markedIds.has(id));
  }

  async #actOnMarked(step: NextStep): Promise<void> {
    const kind = typeof step === "string" ? "snooze" : step.kind;
    const fitting = this.#markedOf(this.#shown).filter(({ status }) => fits(kind, status));
    this.markedIds = new Set();
    await this.#handling.actOnAll(fitting, step);
  }

  /** What a key does: to the marked ones, else to the one that is open or stood on. */
  #actOnChosen(step: NextStep): void {
    if (!this.#mayHandle) return;
    if (this.#markedOf(this.#shown).length > 0) return void this.#actOnMarked(step);
    const alert = this.inbox.alerts.get(this.activeId ?? "");
    if (alert) void this.#handling.act(alert, step);
  }

  readonly #takeStep = ({ detail }: CustomEvent<DrawerStep>): void =>
    void this.#handling.act(detail.alert, detail.step, detail.note);

  readonly #placeOf = (alert: Alert) => placeOfAlert(alert, this.live.fleet.vehicles);

  #open(id: string | undefined): void {
    navigate(id === undefined ? "/alerts" : `/alerts/${id}`, {
      replace: this.alertId !== undefined,
    });
    if (id === undefined) this.list?.focus();
  }

  #views(alerts: ReadonlyMap<string, Alert>) {
    return viewChips(this.view, {
      countOf: (view) => countInView(alerts, view, this.user.id),
      onView: (view) => {
        this.view = view;
        this.markedIds = new Set();
        this.requestUpdate(); // the one that is shown stays pressed
      },
    });
  }

  #markBar(count: number) {
    return html`<div class="views">
      <mark-bar
        .count=${count}
        ?resolved=${this.view === "resolved"}
        @act=${({ detail }: CustomEvent<NextStep>) => void this.#actOnMarked(detail)}
        @another-time=${() => (this.asksForTime = true)}
        @clear=${() => {
          this.markedIds = new Set();
          this.list?.focus();
        }}
      ></mark-bar>
    </div>`;
  }

  #map(alerts: readonly Alert[], open: Alert | undefined) {
    if (!this.#wide.holds) return nothing;
    const right = open ? DRAWER_PX : 0;
    return html`<alert-map-card
      .alerts=${alerts}
      .placeOf=${this.#placeOf}
      .activeId=${open?.id ?? this.activeId}
      .insets=${{ top: 0, right, bottom: 0, left: 0 }}
      @alert-pick=${({ detail }: CustomEvent<string>) => this.#open(detail)}
    ></alert-map-card>`;
  }

  #snoozeDialog([first]: readonly Alert[]) {
    return html`<snooze-dialog
      ?open=${this.asksForTime}
      zone=${this.branches.zoneOf(first?.branchId ?? null)}
      @close=${() => (this.asksForTime = false)}
      @choose=${({ detail }: CustomEvent<number>) => {
        this.asksForTime = false;
        void this.#actOnMarked({ kind: "snooze", untilMs: detail });
      }}
    ></snooze-dialog>`;
  }

  #content(alerts: readonly Alert[]) {
    const t = alertText();
    const notice = inboxNotice(this.inbox, this.view, alerts.length);
    if (notice) return notice;
    return html`<virtual-list
      label=${t.list}
      .items=${alerts}
      .renderRow=${rowOf}
      .selectedId=${this.alertId}
      ?markable=${this.#mayHandle}
      .markedIds=${this.markedIds}
      @marks-change=${({ detail }: CustomEvent<ReadonlySet<string>>) => (this.markedIds = detail)}
      @item-active=${({ detail }: CustomEvent<string>) => (this.activeId = detail)}
      @item-pick=${({ detail }: CustomEvent<string>) => this.#open(detail)}
    ></virtual-list>`;
  }

  protected override render() {
    const t = alertText();
    const { alerts } = this.inbox;
    const open = alerts.get(this.alertId ?? "");
    const sinceMs = staleSinceMs(this.inbox, this.live.link);
    const shown = this.#shown;
    const marked = this.#markedOf(shown);
    return html`<page-header heading=${t.title} lead=${t.lead}></page-header>
      ${
        sinceMs === undefined
          ? nothing
          : html`<stale-note .sinceMs=${sinceMs} @act=${() => this.inbox.reload()}></stale-note>`
      }
      ${marked.length > 0 ? this.#markBar(marked.length) : this.#views(alerts)}
      <div class="body ${open ? "beside" : ""}">
        <div class="list">${this.#content(shown)}</div>
        ${this.#map(shown, open)}
      </div>
      ${this.#mayHandle ? html`<p class="keys">${t.keys}</p>` : nothing}
      <alert-drawer
        .alert=${open}
        .userId=${this.user.id}
        ?may-handle=${this.#mayHandle}
        @act=${this.#takeStep}
        @close=${() => this.#open(undefined)}
      ></alert-drawer>
      ${this.#snoozeDialog(marked)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alerts-page": AlertsPage;
  }
}
