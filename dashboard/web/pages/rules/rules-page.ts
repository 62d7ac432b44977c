import { consume } from "@lit/context";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import type { User } from "../../../../contracts/user.ts";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { searchBox } from "../../elements/search-box.ts";
import "../../kit/confirm-dialog.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/filter-chip.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/page-header.ts";
import "../../kit/stale-note.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import { navigate } from "../../routing/router.ts";
import { OpenRule } from "../../rules/open-rule.ts";
import { type NamedTarget, readTarget, readType, ruleHref } from "../../rules/rule-address.ts";
import type { RuleTarget } from "../../rules/rule-effect.ts";
import { ruleName } from "../../rules/rule-name.ts";
import { GROUP_NAMES, RULE_GROUPS, type RuleGroup } from "../../rules/rule-groups.ts";
import { isSought, lineOf, type RuleFilter, type RuleLine } from "../../rules/rule-search.ts";
import { rulesText } from "../../rules/text.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import "./rule-drawer.ts";
import "./rule-row.ts";
import { rulesPageStyles } from "./rules-page-styles.ts";

const FILTERS: readonly RuleFilter[] = ["all", "changed", "off"];

/** Everything that can be detected, how it is set, and one of it open to be set. */
@customElement("rules-page")
export class RulesPage extends LitElement {
  static override styles = [controls, scrollingPageStyles, rulesPageStyles];

  /** The type that is open, as the address names it. */
  @property() typeName: string | undefined;
  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private named: NamedTarget = readTarget(location.search);
  @state() private sought = "";
  @state() private filter: RuleFilter = "all";
  @query("#search") private searchField!: HTMLInputElement;
  #drawn = 0;
  #cars = 0;
  #release: (() => void)[] = [];
  #target: RuleTarget = { scope: "fleet" };
  readonly #open = new OpenRule(this, {
    type: () => this.#type,
    target: () => this.#target,
    user: () => this.user,
  });

  constructor() {
    super();
    bindShortcuts(this, { "/": () => this.searchField.focus() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.#visited);
    this.#release = [
      this.live.subscribe(() => this.#noteCars()),
      this.live.news.on("resumed", () => void this.#open.book.reload()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#visited);
    for (const release of this.#release.splice(0)) release();
  }

  /** Cars move all the time; the page is about which there are. */
  #noteCars(): void {
    if (this.#cars === this.live.fleet.vehicles.size) return;
    this.#cars = this.live.fleet.vehicles.size;
    this.requestUpdate();
  }

  readonly #visited = (): void => {
    if (location.pathname.startsWith("/rules")) this.named = readTarget(location.search);
  };

  get #type(): RuleType | undefined {
    return readType(this.typeName);
  }

  /** The target the address names, with the group that its car is in. */
  #targetNow(): RuleTarget {
    const { named } = this;
    if (named.scope !== "vehicle") return named;
    return { ...named, group: this.live.fleet.vehicles.get(named.vehicleId)?.group ?? null };
  }

  protected override willUpdate(): void {
    const target = this.#targetNow();
    if (JSON.stringify(target) !== JSON.stringify(this.#target)) this.#target = target;
  }

  get #lines(): ReadonlyMap<RuleType, RuleLine> {
    const { rules } = this.#open.book;
    const types = GROUP_NAMES.flatMap((group): readonly RuleType[] => RULE_GROUPS[group]);
    return new Map(types.map((type) => [type, lineOf(rules, type)]));
  }

  #filters() {
    const t = rulesText();
    return html`<div class="filters">
      ${searchBox({
        ...{ query: this.sought, placeholder: t.searchFor, label: t.search },
        onQuery: (sought) => (this.sought = sought),
        onKey: (event) => {
          if (event.key === "Escape") this.sought = "";
        },
      })}
      <div class="chips" role="group" aria-label=${t.filters}>
        ${FILTERS.map(
          (filter) =>
            html`<filter-chip
              label=${t.filterNames[filter]}
              .pressed=${live(filter === this.filter)}
              @pressed-change=${() => {
                this.filter = filter;
                this.requestUpdate(); // the one that is shown stays pressed
              }}
            ></filter-chip>`,
        )}
      </div>
    </div>`;
  }

  #group(group: RuleGroup, lines: ReadonlyMap<RuleType, RuleLine>) {
    const t = rulesText();
    const shown = RULE_GROUPS[group].flatMap((type) => {
      const line = lines.get(type);
      const words = `${ruleName(type)} ${t.meanings[type]} ${t.groups[group]}`;
      return line && isSought(line, words, this.sought, this.filter) ? [line] : [];
    });
    if (shown.length === 0) return undefined;
    return html`<section aria-label=${t.groups[group]}>
      <h2>${t.groups[group]}</h2>
      <ul>
        ${shown.map(
          (line) =>
            html`<li>
              <rule-row .line=${line} ?chosen=${line.type === this.#type}></rule-row>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #list() {
    const t = rulesText();
    const { load, atMs } = this.#open.book;
    if (atMs === undefined && load === "loading") return html`<list-skeleton></list-skeleton>`;
    if (atMs === undefined) {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.failed}
        action=${kitText().tryAgain}
        @act=${() => this.#open.book.reload()}
      ></state-message>`;
    }
    const lines = this.#lines;
    const groups = GROUP_NAMES.map((group) => this.#group(group, lines)).filter(Boolean);
    if (groups.length === 0) {
      return html`<state-message icon="search" heading=${t.noMatch}></state-message>`;
    }
    return html`${
      load === "failed"
        ? html`<stale-note .sinceMs=${atMs} @act=${() => this.#open.book.reload()}></stale-note>`
        : nothing
    }
    ${groups}`;
  }

  #discardDialog() {
    const t = rulesText();
    const { leaving } = this.#open;
    return html`<confirm-dialog
      danger
      heading=${t.discardAsk}
      action=${t.discard}
      ?open=${leaving.wantedHref !== undefined}
      @confirm=${() => leaving.leave()}
      @close=${() => leaving.stay()}
      >${t.discardHint}</confirm-dialog
    >`;
  }

  protected override render() {
    const t = rulesText();
    const type = this.#open.book.atMs === undefined ? undefined : this.#type;
    return html`<div class="scroll ${type ? "beside" : ""}">
        <page-header heading=${t.title} lead=${t.lead}></page-header>
        ${this.#filters()} ${this.#list()}
      </div>
      <rule-drawer
        .type=${type}
        .target=${this.#target}
        .open=${this.#open}
        .revision=${++this.#drawn}
        .user=${this.user}
        .fleet=${this.live.fleet}
        .branches=${this.branches}
        @target-change=${({ detail }: CustomEvent<NamedTarget>) =>
          navigate(ruleHref(this.#type, detail))}
        @close=${() => navigate(ruleHref(undefined))}
      ></rule-drawer>
      ${this.#discardDialog()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "rules-page": RulesPage;
  }
}
