import { provide } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import {
  type AlertInbox,
  loadAlerts,
  loadResolved,
  NO_ALERTS,
  openAlertInbox,
} from "../alerts/alert-inbox.ts";
import { createFleet } from "../fleet/fleet.ts";
import { onLanguageChange } from "../i18n/catalogue.ts";
import { locale } from "../i18n/language.ts";
import { controls } from "../kit/controls.ts";
import "../kit/toast-region.ts";
import { type LiveConnection, openLiveConnection } from "../live/live-connection.ts";
import type { LastState } from "../offline/last-state.ts";
import { keepLastState } from "../offline/last-state-keeper.ts";
import { noteAheadOfServer } from "../page/clock.ts";
import { PAGE_TABLE } from "../pages/page-table.ts";
import {
  type Destination,
  destinationOf,
  type PageRoute,
  pagesFor,
} from "../routing/page-route.ts";
import { Router } from "../routing/router.ts";
import { type Branches, branchesOf, loadBranches, NO_BRANCHES } from "../session/branches.ts";
import { todayApi } from "../today/today-api.ts";
import { NO_TODAY, openTodayBoard, type TodayBoard } from "../today/today-board.ts";
import { appShellStyles } from "./app-shell-styles.ts";
import { watchAlerts } from "./alert-watch.ts";
import {
  alertsContext,
  badgesContext,
  branchesContext,
  liveContext,
  todayContext,
  userContext,
} from "./contexts.ts";
import { createNavigationBadges } from "./navigation-badges.ts";
import "./page-nav.ts";
import "./page-outlet.ts";
import { shellText } from "./text.ts";
import "./top-bar.ts";

/** The pause after the branches did not come, doubled with each time, and its longest, ms. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * What stands around every page of somebody signed in. It owns what pages share and what outlives
 * them: the live connection with the fleet, the branches, badges and notices. Pages get these by
 * context. Fires `session-expired`; `reconnected` once, where it began without its server.
 */
@customElement("app-shell")
export class AppShell extends LitElement {
  static override styles = [controls, appShellStyles];

  @provide({ context: userContext })
  @property({ attribute: false })
  user!: User;

  @provide({ context: branchesContext })
  @state()
  branches: Branches = NO_BRANCHES;

  @provide({ context: badgesContext })
  badges = createNavigationBadges();

  @provide({ context: liveContext })
  live!: LiveConnection;

  @provide({ context: alertsContext })
  inbox: AlertInbox = NO_ALERTS;

  @provide({ context: todayContext })
  board: TodayBoard = NO_TODAY;

  /** What was known when the server, which cannot be reached now, last answered. */
  @property({ attribute: false }) lastState: LastState | undefined;

  @query("main") private main!: HTMLElement;
  readonly #router = new Router(this, (path) => this.#lead(path).kind !== "not-found");
  #destination: Destination | undefined;
  #openPath = "";
  #unsubscribe: (() => void) | undefined;
  #stopKeeping: (() => void) | undefined;
  readonly #signals = new AbortController();

  override connectedCallback(): void {
    this.#connect();
    super.connectedCallback();
    this.live.subscribe(() => this.requestUpdate());
    this.#unsubscribe = onLanguageChange(() => this.requestUpdate());
    void this.#loadBranches();
    // the settings of notifications say how it stands
    void this.#renewPush().catch(() => undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#stopKeeping?.();
    this.#signals.abort();
    this.inbox.close();
    this.board.close();
    this.live.close();
  }

  #connect(): void {
    const { user, lastState } = this;
    const fleet = createFleet();
    if (lastState) {
      noteAheadOfServer(lastState.aheadMs);
      fleet.replaceAll(lastState.vehicles);
      this.branches = branchesOf(lastState.branches);
    }
    this.live = openLiveConnection({
      fleet,
      lostSinceMs: lastState?.atMs,
      onExpired: () => this.dispatchEvent(new CustomEvent("session-expired")),
    });
    this.#openBoard();
    if (isAllowed(user.role, "alerts:view")) {
      this.inbox = openAlertInbox({
        news: this.live.news,
        loadAll: loadAlerts,
        loadPage: loadResolved,
        isLive: () => this.live.link.kind === "live",
        last: lastState && { ...lastState, atMs: lastState.atMs - lastState.aheadMs },
      });
      watchAlerts(this, this.inbox, this.badges);
      void this.#signalAlerts(this.inbox);
    }
    if (isAllowed(user.role, "immobilisations:confirm")) void this.#watchApprovals();
    this.live.news.on("resumed", () => this.#resume());
    this.#stopKeeping = keepLastState({
      ...{ live: this.live, user, inbox: this.inbox, board: this.board },
      branches: () => this.branches.all,
    });
  }

  /** Nothing of it is wanted before an alert comes. */
  async #signalAlerts(inbox: AlertInbox): Promise<void> {
    const { signalAlerts } = await import("./alert-signals.ts");
    signalAlerts(inbox, this.#signals.signal);
  }

  /** Seldom needed, so that the first page does not wait for it. */
  async #watchApprovals(): Promise<void> {
    const { watchApprovals } = await import("./approval-watch.ts");
    if (this.#signals.signal.aborted) return;
    const stop = watchApprovals(this, this.live.news, this.user.id);
    this.#signals.signal.addEventListener("abort", stop, { once: true });
  }

  #openBoard(): void {
    if (!isAllowed(this.user.role, "today:view")) return;
    const { atMs = 0, aheadMs = 0, today } = this.lastState ?? {};
    this.board = openTodayBoard(
      this.live.news,
      todayApi,
      today && { atMs: atMs - aheadMs, ...today },
    );
  }

  /** A device is told as long as a session holds: this one takes over from the last. */
  async #renewPush(): Promise<void> {
    const mayBeTold = isAllowed(this.user.role, "alerts:view");
    if (!mayBeTold || !("Notification" in window) || Notification.permission !== "granted") return;
    const { readDevicePush } = await import("../push/device-push.ts");
    await readDevicePush();
  }

  /** Whoever began with what was known last asks again for what the feed does not tell. */
  #resume(): void {
    if (!this.lastState) return;
    this.dispatchEvent(new CustomEvent("reconnected"));
    void this.#loadBranches();
  }

  /** Tries until they are there: without them times are this browser's, not the cars'. */
  async #loadBranches(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; this.isConnected; pauseMs *= 2) {
      const loaded = await loadBranches().catch(() => undefined);
      if (loaded) {
        this.branches = loaded;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.min(pauseMs, LONGEST_PAUSE_MS)));
    }
  }

  #lead(path: string): Destination {
    return destinationOf(path, this.user.role, PAGE_TABLE);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { path } = this.#router;
    if (path === this.#openPath && !changed.has("user")) return;
    this.#openPath = path;
    this.#destination = this.#lead(path);
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.main.focus();
  };

  #navigation(pages: readonly PageRoute[]) {
    const route = this.#destination?.kind === "page" ? this.#destination.route : undefined;
    const current = route?.within ?? route?.name;
    return html`<page-nav
      class=${pages.length < 2 ? "alone" : nothing}
      .pages=${pages}
      .current=${current}
    ></page-nav>`;
  }

  protected override render() {
    // another language builds everything anew, so that no element has to know of languages
    return keyed(locale().language, this.#frame());
  }

  #frame() {
    const pages = pagesFor(this.user.role, PAGE_TABLE);
    return html`<a class="skip button primary" href="#content" @click=${this.#skip}
        >${shellText().skip}</a
      >
      <header>
        <top-bar
          .user=${this.user}
          .link=${this.live.link}
          .silence=${this.live.silence}
          .pages=${pages}
        ></top-bar>
      </header>
      ${this.#navigation(pages)}
      <main id="content" tabindex="-1">
        <page-outlet .destination=${this.#destination}></page-outlet>
      </main>
      <toast-region></toast-region>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "app-shell": AppShell;
  }
}
