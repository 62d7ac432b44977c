import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { AuditEntry, AuditFault, AuditVerdict } from "../../../../contracts/audit.ts";
import { alertText } from "../../alerts/text.ts";
import { auditHref, type AuditView, entryQuery, readAuditView } from "../../audit/audit-address.ts";
import { loadEntries, loadPeople } from "../../audit/audit-api.ts";
import "../../audit/audit-check.ts";
import type { AuditCheck } from "../../audit/audit-check.ts";
import "../../audit/audit-filters.ts";
import "../../audit/audit-list.ts";
import { type NameOf, namesFrom, shortId } from "../../audit/audit-names.ts";
import type { Telling } from "../../audit/audit-words.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/page-header.ts";
import { daysOfPeriod, periodOfDays } from "../../kit/period-days.ts";
import type { Period } from "../../kit/period.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { navigate } from "../../routing/router.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { PagedLoading } from "../../session/paged-loading.ts";
import { Loading } from "../../settings/loading.ts";
import { branchesContext, liveContext } from "../../shell/contexts.ts";
import { shellText } from "../../shell/text.ts";
import { auditText } from "./text.ts";

const ENTRIES_AT_ONCE = 50;

/** Who changed what, when and from where; and whether that is still what was written. */
@customElement("audit-page")
export class AuditPage extends LitElement {
  static override styles = [controls, scrollingPageStyles];

  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private view: AuditView = readAuditView(location.search);
  @state() private isChecking = false;
  @state() private faults: readonly AuditFault[] = [];
  @query("audit-check") private check!: AuditCheck;
  readonly #entries = new PagedLoading<AuditEntry>(this, {
    ...{ load: loadEntries, pageSize: ENTRIES_AT_ONCE },
  });
  /** Names are a help: without them ids stand there. */
  readonly #people = new Loading(this, loadPeople);
  #release: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#visited);
    this.#release = this.live.fleet.subscribe((change) => change === "all" && this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#visited);
    this.#release?.();
  }

  protected override willUpdate(): void {
    this.#entries.ask(entryQuery(this.view, this.#period));
  }

  readonly #visited = (): void => {
    if (location.pathname === "/audit") this.view = readAuditView(location.search);
  };

  #show(change: Partial<AuditView>): void {
    navigate(auditHref({ ...this.view, ...change }));
  }

  /** The one that all branches share, else this browser's. */
  get #zone(): string {
    return this.branches.zoneOf(null);
  }

  get #period(): Period {
    return periodOfDays(this.view.days, serverNowMs(), this.#zone);
  }

  readonly #known: NameOf = (record, id) => {
    const { accounts = [], drivers = [] } = this.#people.content ?? {};
    if (record === "vehicles") return this.live.fleet.vehicles.get(id)?.licensePlate;
    const named = { users: accounts, drivers, branches: this.branches.all };
    const list = record === "users" || record === "drivers" || record === "branches";
    return list ? named[record].find((each) => each.id === id)?.name : undefined;
  };

  get #telling(): Telling {
    const { types, steps, evidenceValues } = alertText();
    return {
      ...{ text: auditText(), zone: this.#zone, nowMs: serverNowMs() },
      words: { role: shellText().roles, type: types, action: steps, purpose: evidenceValues },
      nameOf: namesFrom(this.#entries.rows, this.#known),
    };
  }

  #filters({ nameOf }: Telling) {
    const { record, recordId } = this.view;
    const accounts = this.#people.content?.accounts ?? [];
    return html`<div class="filters">
      <audit-filters
        .view=${this.view}
        .people=${accounts.map(({ id, name }) => ({ value: id, label: name }))}
        .recordName=${nameOf(record, recordId) ?? shortId(recordId)}
        .period=${this.#period}
        .zone=${this.#zone}
        @view-change=${({ detail }: CustomEvent<Partial<AuditView>>) => this.#show(detail)}
        @period-change=${({ detail }: CustomEvent<Period>) => {
          this.#show({ days: daysOfPeriod(detail, this.#zone) });
        }}
      ></audit-filters>
    </div>`;
  }

  #list(telling: Telling) {
    const { rows, state: loaded, hasMore } = this.#entries;
    const t = auditText();
    if (loaded === "loading") return html`<list-skeleton rows="8"></list-skeleton>`;
    if (loaded === "failed")
      return html`<state-message
        bad
        icon="lost"
        heading=${kitText().loadFailed}
        action=${kitText().tryAgain}
        @act=${this.#entries.reload}
      ></state-message>`;
    if (rows.length === 0)
      return html`<state-message icon="audit" heading=${t.empty}>${t.emptyHint}</state-message>`;
    return html`<audit-list
      .entries=${rows}
      .telling=${telling}
      .faults=${this.faults}
      .found=${this.view.entry}
      ?has-more=${hasMore}
      @more=${this.#entries.more}
    ></audit-list>`;
  }

  #stale() {
    const { staleSinceMs } = this.#entries;
    if (staleSinceMs === undefined) return nothing;
    return html`<stale-note .sinceMs=${staleSinceMs} @act=${this.#entries.reload}></stale-note>`;
  }

  protected override render() {
    const t = auditText();
    const telling = this.#telling;
    return html`<div class="scroll">
      <page-header heading=${t.title} lead=${t.lead}>
        <button
          slot="actions"
          class="button primary"
          ?disabled=${this.isChecking}
          @click=${() => void this.check.run()}
        >
          ${icon("done")}${t.check}
        </button>
      </page-header>
      <audit-check
        .zone=${this.#zone}
        @running-change=${({ detail }: CustomEvent<boolean>) => (this.isChecking = detail)}
        @checked=${({ detail }: CustomEvent<AuditVerdict>) => (this.faults = detail.faults)}
      ></audit-check>
      ${this.#filters(telling)} ${this.#stale()}
      <div class="content">${this.#list(telling)}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audit-page": AuditPage;
  }
}
