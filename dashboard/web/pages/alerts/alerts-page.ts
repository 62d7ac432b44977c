import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Alert } from "../../../../contracts/alert.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { type AlertAction, handleAlert, undoOf } from "../../alerts/alert-action.ts";
import { loadAlert, NO_ALERTS } from "../../alerts/alert-inbox.ts";
import "../../alerts/alert-row.ts";
import { ALERT_VIEWS, type AlertView, countInView, viewOf } from "../../alerts/alert-view.ts";
import { alertTitle } from "../../alerts/alert-words.ts";
import { snoozeTimes } from "../../alerts/snooze-times.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/filter-chip.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import { showToast } from "../../kit/toast.ts";
import "../../kit/virtual-list.ts";
import type { VirtualList } from "../../kit/virtual-list.ts";
import { serverNowMs } from "../../page/clock.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import { navigate } from "../../routing/router.ts";
import { ApiError } from "../../session/api.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { alertsContext, branchesContext, userContext } from "../../shell/contexts.ts";
import "./alert-drawer.ts";
import type { NextStep, DrawerStep } from "./alert-drawer.ts";
import { alertsPageStyles } from "./alerts-page-styles.ts";

const rowOf = (alert: Alert) => html`<alert-row .alert=${alert}></alert-row>`;

type Undo = { readonly alertId: string; readonly action: AlertAction };

/** The inbox: what needs somebody, who looks after it, and one alert explained beside the list. */
@customElement("alerts-page")
export class AlertsPage extends LitElement {
  static override styles = [controls, alertsPageStyles];

  /** The alert that is open, as the address names it. */
  @property() alertId: string | undefined;
  @consume({ context: alertsContext }) inbox = NO_ALERTS;
  @consume({ context: userContext }) user!: User;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private view: AlertView = "open";
  /** The alert that keys act on: the open one, else the one the arrow keys stand on. */
  @state() private activeId: string | undefined;
  @query("virtual-list") private list!: VirtualList<Alert> | null;
  #undo: Undo | undefined;
  /** The alert that was looked for last, because the inbox did not hold it. */
  #sought: string | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor() {
    super();
    bindShortcuts(this, {
      a: () => this.#actOnActive({ kind: "acknowledge" }),
      t: () => this.#actOnActive({ kind: "assign" }),
      s: () => this.#actOnActive("hour"),
      r: () => this.#actOnActive({ kind: "resolve", resolution: "handled" }),
      u: () => void this.#takeBack(),
      j: () => this.list?.focus(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.inbox.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
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
      this.#tellRefusal(alertText().notFound, error);
      if (this.alertId === id) this.#open(undefined);
    }
  }

  /** Says what the server has refused, and why; throws what is no answer of its. */
  #tellRefusal(message: string, error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    showToast(this, { tone: "danger", message, detail: error.message });
  }

  get #mayHandle(): boolean {
    return isAllowed(this.user.role, "alerts:handle");
  }

  /** What a step means for an alert: how long it is put off depends on its branch's clock. */
  #actionOf({ branchId }: Alert, step: NextStep): AlertAction {
    if (typeof step !== "string") return step;
    const times = snoozeTimes(serverNowMs(), this.branches.zoneOf(branchId));
    return { kind: "snooze", untilMs: times[step] };
  }

  #actOnActive(step: NextStep): void {
    const alert = this.inbox.alerts.get(this.activeId ?? "");
    if (alert && this.#mayHandle) void this.#act(alert, step);
  }

  readonly #takeStep = ({ detail }: CustomEvent<DrawerStep>): void =>
    void this.#act(detail.alert, detail.step, detail.note);

  async #act(alert: Alert, step: NextStep, note = ""): Promise<void> {
    const t = alertText();
    const action = this.#actionOf(alert, step);
    try {
      this.inbox.take(await handleAlert(alert.id, action, note));
    } catch (error) {
      this.#tellRefusal(t.notDone, error);
      return;
    }
    const undo = undoOf(action.kind);
    this.#undo = undo && { alertId: alert.id, action: undo };
    showToast(this, {
      key: "alert handled",
      tone: "good",
      message: t.done[action.kind],
      detail: alertTitle(alert),
      ...(undo && { action: { label: t.undo, run: () => void this.#takeBack() } }),
    });
  }

  async #takeBack(): Promise<void> {
    const alert = this.inbox.alerts.get(this.#undo?.alertId ?? "");
    const action = this.#undo?.action;
    this.#undo = undefined;
    if (alert && action) await this.#act(alert, action);
  }

  #open(id: string | undefined): void {
    navigate(id === undefined ? "/alerts" : `/alerts/${id}`, {
      replace: this.alertId !== undefined,
    });
    if (id === undefined) this.list?.focus();
  }

  #views() {
    const t = alertText();
    return html`<div class="views" role="group" aria-label=${t.viewsLabel}>
      ${ALERT_VIEWS.map(
        (view) =>
          html`<filter-chip
            label=${t.views[view]}
            .count=${countInView(this.inbox.alerts, view, this.user.id)}
            .pressed=${live(view === this.view)}
            @pressed-change=${() => {
              this.view = view;
              this.requestUpdate(); // the one that is shown stays pressed
            }}
          ></filter-chip>`,
      )}
    </div>`;
  }

  #content(alerts: readonly Alert[]) {
    const t = alertText();
    const { load } = this.inbox;
    if (load === "loading") return html`<list-skeleton></list-skeleton>`;
    if (load === "failed" && this.inbox.atMs === undefined) {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.failed}
        action=${t.tryAgain}
        @act=${() => this.inbox.reload()}
      ></state-message>`;
    }
    if (alerts.length === 0) {
      return html`<state-message icon="alerts" heading=${t.empty[this.view]}
        >${this.view === "open" ? t.emptyHint : nothing}</state-message
      >`;
    }
    return html`<virtual-list
      label=${t.list}
      .items=${alerts}
      .renderRow=${rowOf}
      .selectedId=${this.alertId}
      @item-active=${({ detail }: CustomEvent<string>) => (this.activeId = detail)}
      @item-pick=${({ detail }: CustomEvent<string>) => this.#open(detail)}
    ></virtual-list>`;
  }

  protected override render() {
    const t = alertText();
    const { alerts, load, atMs } = this.inbox;
    const open = alerts.get(this.alertId ?? "");
    const isStale = load === "failed" && atMs !== undefined;
    return html`<page-header heading=${t.title} lead=${t.lead}></page-header>
      ${isStale ? html`<stale-note .sinceMs=${atMs} @act=${() => this.inbox.reload()}></stale-note>` : nothing}
      ${this.#views()}
      <div class="list ${open ? "beside" : ""}">
        ${this.#content(viewOf(alerts, this.view, this.user.id))}
      </div>
      ${this.#mayHandle ? html`<p class="keys">${t.keys}</p>` : nothing}
      <alert-drawer
        .alert=${open}
        .userId=${this.user.id}
        ?may-handle=${this.#mayHandle}
        @act=${this.#takeStep}
        @close=${() => this.#open(undefined)}
      ></alert-drawer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alerts-page": AlertsPage;
  }
}
