import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import type { WhatIfResult } from "../../../../contracts/what-if.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { kmText, wholeText } from "../../i18n/figures.ts";
import "../../kit/chart/time-chart.ts";
import type { ChartData } from "../../kit/chart/chart-data.ts";
import { controls } from "../../kit/controls.ts";
import type { Period } from "../../kit/period.ts";
import "../../kit/state-message.ts";
import { rulesText } from "../../rules/text.ts";
import {
  changeCounts,
  changesByTime,
  dayCounts,
  totalOf,
} from "../../rules/what-if/what-if-outcome.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import "./what-if-changes.ts";

const HALF_DAY_MS = 43_200_000;

/** What a change of a rule would have made of stored history: counts, days, and every difference. */
@customElement("what-if-result")
export class WhatIfResultView extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
        margin: 0;
      }
      dl div {
        min-width: 0;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
      }
      .wide {
        grid-column: 1 / -1;
      }
      dt {
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      dd {
        margin: 2px 0 0;
        font-size: 1.125rem;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      time-chart {
        height: 190px;
      }
      p {
        margin: 0;
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 1.45;
      }
    `,
  ];

  @property({ attribute: false }) results: readonly WhatIfResult[] = [];
  @property({ attribute: false }) period!: Period;
  @property({ attribute: false }) type: RuleType = "drain";
  @property() zone = "UTC";
  @property({ attribute: false }) fleet!: Fleet;
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;

  #counts() {
    const t = rulesText();
    const counts = changeCounts(this.results);
    const count = (name: string, value: string) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
    const side = (which: "today" | "changed"): string =>
      wholeText(totalOf(this.results, (result) => result[which].alerts));
    return html`<dl>
      ${count(t.counts.appears, wholeText(counts.appears))}
      ${count(t.counts.disappears, wholeText(counts.disappears))}
      ${count(t.counts.differs, wholeText(counts.differs))}
      <div class="wide">
        <dt>${t.alertsOfCars}</dt>
        <dd>${t.becomes(side("today"), side("changed"))}</dd>
      </div>
    </dl>`;
  }

  get #isMotionChanged(): boolean {
    return this.results.some(
      ({ today, changed }) =>
        today.routes !== changed.routes ||
        today.distanceKm !== changed.distanceKm ||
        today.idlingStops !== changed.idlingStops,
    );
  }

  /** What would become of routes, and of stops with the engine running. */
  #motion() {
    const t = rulesText();
    const figure = (
      name: "routes" | "distanceKm" | "idlingStops",
      told: (value: number) => string,
    ) => {
      const [today, changed] = [
        totalOf(this.results, (result) => result.today[name]),
        totalOf(this.results, (result) => result.changed[name]),
      ];
      return html`<div class="wide">
        <dt>${t.motion[name]}</dt>
        <dd>${t.becomes(told(today), told(changed))}</dd>
      </div>`;
    };
    return html`<dl>
      ${figure("routes", wholeText)} ${figure("distanceKm", kmText)}
      ${figure("idlingStops", wholeText)}
    </dl>`;
  }

  #chart() {
    const t = rulesText();
    const { atMs, today, changed } = dayCounts(this.results, this.type, this.period, this.zone);
    const data: ChartData = {
      atMs,
      series: [
        { label: t.withChange, unit: "", values: changed, shape: "bars" },
        { label: t.asToday, unit: "", values: today },
      ],
    };
    const span = {
      fromMs: (atMs[0] ?? 0) - HALF_DAY_MS,
      toMs: (atMs.at(-1) ?? 0) + HALF_DAY_MS,
    };
    return html`<time-chart
      days
      label=${t.byDay}
      .data=${data}
      .zone=${this.zone}
      .span=${span}
    ></time-chart>`;
  }

  #changes() {
    const changes = changesByTime(this.results);
    if (changes.length > 0) {
      return html`<what-if-changes
        .changes=${changes}
        .fleet=${this.fleet}
        .branches=${this.branches}
      ></what-if-changes>`;
    }
    if (this.#isMotionChanged) return nothing;
    return html`<state-message icon="done" heading=${rulesText().nothingChanges}></state-message>`;
  }

  protected override render() {
    const t = rulesText();
    const { results } = this;
    if (totalOf(results, ({ observations }) => observations) === 0) {
      return html`<state-message icon="replay" heading=${t.noHistory}
        >${t.noHistoryHint}</state-message
      >`;
    }
    const unlisted = totalOf(results, (result) => result.unlisted);
    return html`${this.type === "routes" ? this.#motion() : nothing} ${this.#counts()}
      ${this.type === "routes" ? nothing : this.#chart()} ${this.#changes()}
      ${unlisted > 0 ? html`<p>${t.unlisted(unlisted)}</p>` : nothing}
      <p>${t.observations(totalOf(results, ({ observations }) => observations))}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "what-if-result": WhatIfResultView;
  }
}
