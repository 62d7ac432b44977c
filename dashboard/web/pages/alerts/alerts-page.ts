import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Alert } from "../../../../contracts/alert.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { fits, fitsStep, type NextStep } from "../../alerts/alert-action.ts";
import { placeOfAlert } from "../../alerts/alert-features.ts";
import { AlertHandling } from "../../alerts/alert-handling.ts";
import type { HeldRows } from "../../alerts/held-rows.ts";
import { NO_ALERTS } from "../../alerts/alert-inbox.ts";
import "../../alerts/alert-row.ts";
import type { StepOffered } from "../../alerts/alert-row.ts";
import { countInView, viewOf } from "../../alerts/alert-view.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import "../../kit/virtual-list.ts";
import type { VirtualList } from "../../kit/virtual-list.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { MediaController } from "../../page/media-controller.ts";
import { staleSinceMs } from "../../page/stale-since.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { alertsContext, branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import "./alert-drawer.ts";
import type { DrawerStep } from "./alert-drawer.ts";
import "./alert-map-card.ts";
import { alertsPageStyles, DRAWER_PX, WIDE } from "./alerts-page-styles.ts";
import { bindInboxKeys } from "./inbox-keys.ts";
import { InboxPart } from "./inbox-part.ts";
import { inboxNotice, viewChips, waitingRows } from "./inbox-parts.ts";
import "./mark-bar.ts";
import { MissingAlert } from "./missing-alert.ts";
import { RowHold } from "./row-hold.ts";
import "./step-dialogs.ts";
import type { AnsweredStep, AskedStep } from "./step-dialogs.ts";

const rowOf = (alert: Alert) => html`<alert-row .alert=${alert}></alert-row>`;
const rowToHandle = (alert: Alert) => html`<alert-row .alert=${alert} may-handle></alert-row>`;

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
  /** The alert that keys act on: the open one, else the one the arrow keys stand on. */
  @state() private activeId: string | undefined;
  @state() private markedIds: ReadonlySet<string> = new Set();
  @state() private asked: AskedStep | undefined;
  /** What was answered is being sent: the same is not sent twice. */
  #isAnswering = false;
  @query("virtual-list") private list!: VirtualList<Alert> | null;
  readonly #part = new InboxPart(this);
  readonly #wide = new MediaController(this, WIDE);
  readonly #handling = new AlertHandling(this);
  readonly #hold = new RowHold<Alert>(this);
  readonly #missing = new MissingAlert(this, (id, error) => {
    this.#handling.tellRefusal(alertText().notFound, error);
    if (this.alertId === id) this.#open(undefined);
  });
  #release: (() => void)[] = [];

  constructor() {
    super();
    bindInboxKeys(this, {
      act: (step) => void this.#act(this.#chosen, step),
      ask: (about) => this.#ask(about),
      takeBack: () => void this.#takeBack(),
      step: (key) => this.list?.step(key),
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
    this.#missing.seek(this.alertId);
  }

  get #mayHandle(): boolean {
    return isAllowed(this.user.role, "alerts:handle");
  }

  get #shown(): readonly Alert[] {
    return viewOf(this.inbox.alerts, this.#part.shown, this.user.id);
  }

  /** Those of the marked ones that are in sight: nobody handles what he does not see. */
  #markedOf(shown: readonly Alert[]): readonly Alert[] {
    return shown.filter(({ id }) => this.markedIds.has(id));
  }

  /** What a key acts on: the marked ones, else the one that is open, else the row it stands on. */
  get #chosen(): readonly Alert[] {
    const shown = this.#shown;
    const marked = this.#markedOf(shown);
    if (marked.length > 0) return marked;
    const open = this.inbox.alerts.get(this.alertId ?? "");
    const alert = open ?? shown.find(({ id }) => id === this.activeId);
    return alert ? [alert] : [];
  }

  /**
   * Takes a step with those that it fits, and answers those with which it failed: a key pressed twice
   * changes nothing more.
   */
  async #act(alerts: readonly Alert[], step: NextStep, note = ""): Promise<readonly Alert[]> {
    if (!this.#mayHandle) return [];
    const fitting = alerts.filter((alert) => fitsStep(step, alert, this.user.id));
    this.markedIds = new Set(
      [...this.markedIds].filter((id) => alerts.every((each) => each.id !== id)),
    );
    return fitting.length > 0 ? this.#handling.actOnAll(fitting, step, note) : [];
  }

  /** What was typed stays until it is kept, for those with which it could not be. */
  readonly #answer = async ({ detail }: CustomEvent<AnsweredStep>): Promise<void> => {
    const { asked } = this;
    if (!asked || this.#isAnswering) return;
    this.#isAnswering = true;
    const alerts = await this.#act(detail.alerts, detail.step, detail.note).finally(() => {
      this.#isAnswering = false;
    });
    if (this.asked !== asked) return;
    const fault = alertText().notDone(alerts.length);
    this.asked = alerts.length > 0 ? { ...asked, alerts, fault } : undefined;
  };

  #ask(about: AskedStep["about"], chosen = this.#chosen): void {
    const alerts = chosen.filter(({ status }) => fits(about, status));
    if (this.#mayHandle && alerts.length > 0) this.asked = { about, alerts };
  }

  /** What comes back comes back to its place at once. */
  async #takeBack(): Promise<void> {
    await this.#handling.takeBack();
    this.#hold.release();
  }

  readonly #takeStep = async ({ detail }: CustomEvent<DrawerStep>): Promise<void> => {
    const failed = await this.#act([detail.alert], detail.step, detail.note);
    if (failed.length === 0) detail.onDone();
  };

  readonly #placeOf = (alert: Alert) => placeOfAlert(alert, this.live.fleet.vehicles);

  #open(id: string | undefined): void {
    this.#part.open(id, { replace: this.alertId !== undefined });
    if (id === undefined) this.list?.focus();
  }

  #views(alerts: ReadonlyMap<string, Alert>) {
    return viewChips(this.#part.shown, {
      countOf: (view) => countInView(alerts, view, this.user.id),
      hasOlder: this.inbox.hasOlder,
      onView: (view) => {
        this.#part.show(view, this.alertId);
        this.#hold.release();
        this.markedIds = new Set();
      },
    });
  }

  #markBar(count: number) {
    return html`<div class="views">
      <mark-bar
        .count=${count}
        ?resolved=${this.#part.shown === "resolved"}
        @act=${({ detail }: CustomEvent<NextStep>) => void this.#act(this.#chosen, detail)}
        @ask=${({ detail }: CustomEvent<AskedStep["about"]>) => this.#ask(detail)}
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

  /** Another row by key: where one is open beside the list, that one is opened in its place. */
  readonly #walk = ({ detail: id }: CustomEvent<string>): void => {
    this.activeId = id;
    if (this.alertId !== undefined) this.#part.open(id, { replace: true });
  };

  /** Of what is resolved the inbox holds the latest: who goes down fetches more. */
  readonly #goFurther = async (): Promise<void> => {
    if (this.#part.shown !== "resolved") return;
    try {
      await this.inbox.loadOlder();
      this.#hold.release();
    } catch (error) {
      this.#handling.tellRefusal(alertText().failed, error, "older alerts");
    }
  };

  #content({ rows, waiting }: HeldRows<Alert>) {
    const t = alertText();
    const notice = inboxNotice(this.inbox, this.#part.shown, rows.length);
    if (notice) return notice;
    return html`${waitingRows(waiting, this.#hold.release)}
      <virtual-list
        label=${t.list}
        .items=${rows}
        .renderRow=${this.#mayHandle ? rowToHandle : rowOf}
        .selectedId=${this.alertId}
        keeps-place
        ?markable=${this.#mayHandle}
        .markedIds=${this.markedIds}
        @pointermove=${this.#hold.hold}
        @pointerleave=${this.#hold.release}
        @keydown=${this.#hold.hold}
        @marks-change=${({ detail }: CustomEvent<ReadonlySet<string>>) => (this.markedIds = detail)}
        @end-near=${this.#goFurther}
        @item-active=${this.#walk}
        @item-stand=${({ detail }: CustomEvent<string>) => (this.activeId = detail)}
        @item-pick=${({ detail }: CustomEvent<string>) => this.#open(detail)}
        @add-note=${({ detail }: CustomEvent<Alert>) => this.#ask("note", [detail])}
        @next-step=${({ detail }: CustomEvent<StepOffered>) =>
          void this.#act([detail.alert], detail.step)}
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
        <div class="list">${this.#content(this.#hold.rowsOf(shown))}</div>
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
      <step-dialogs
        .asked=${this.asked}
        .userId=${this.user.id}
        @close=${() => (this.asked = undefined)}
        @answer=${this.#answer}
      ></step-dialogs>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alerts-page": AlertsPage;
  }
}
