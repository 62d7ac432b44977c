import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Analytics, AnalyticsRow } from "../../../../contracts/analytics.ts";
import { MEASURES, type MeasureName, measureText } from "../../analytics/measures.ts";
import { analyticsText } from "../../analytics/text.ts";
import { dayText, momentOfWall } from "../../i18n/dates.ts";
import { durationText, litresText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/side-drawer.ts";
import { icon } from "../../page/icons.ts";
import { replayHref } from "../../replay/replay-address.ts";
import { dayPeriod } from "../../replay/replay-period.ts";
import "./behaviour-events.ts";
import "./change-note.ts";
import "./score-parts.ts";
import { rowName } from "./use-columns.ts";

const isMeasure = (name: string): name is MeasureName => Object.hasOwn(MEASURES, name);
const SHOWN = Object.keys(MEASURES)
  .filter(isMeasure)
  .filter((name) => name !== "score");

/** One car or driver in the period: every figure, the score with its parts, the events. Fires `close`. */
@customElement("use-drawer")
export class UseDrawer extends LitElement {
  static override styles = [
    controls,
    css`
      section {
        padding: 16px 20px;
        border-top: 1px solid var(--line);
      }
      section:first-of-type {
        border-top: 0;
      }
      h3 {
        margin: 0 0 10px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 600;
      }
      dl {
        display: grid;
        gap: 9px;
        margin: 0 0 12px;
        font-size: var(--size-m);
      }
      dl div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
      }
      dt {
        color: var(--text-muted);
      }
      dd {
        margin: 0;
        font-weight: 600;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      dd.change {
        grid-column: 1 / -1;
        font-weight: 450;
      }
    `,
  ];

  /** Undefined shuts the drawer. */
  @property({ attribute: false }) row: AnalyticsRow | undefined;
  @property({ attribute: false }) analytics: Analytics | undefined;
  /** Whose figures of which days, as the API is asked for them. */
  @property() query = "";
  @property() zone = "UTC";

  #measure(name: MeasureName, { figures, before }: AnalyticsRow) {
    if (MEASURES[name].value(figures) === null && MEASURES[name].value(before) === null)
      return nothing;
    return html`<div>
      <dt>${analyticsText().measures[name]}</dt>
      <dd>${measureText(name, figures)}</dd>
      <dd class="change">
        <change-note measure=${name} .figures=${figures} .earlier=${before}></change-note>
      </dd>
    </div>`;
  }

  #plain(name: string, figure: string | null) {
    if (figure === null) return nothing;
    return html`<div>
      <dt>${name}</dt>
      <dd>${figure}</dd>
    </div>`;
  }

  #figures(row: AnalyticsRow, { by }: Analytics) {
    const t = analyticsText();
    const { standS, watchedS, consumedLitres, idlingLitres } = row.figures;
    const known = <Value>(value: Value | null, write: (value: Value) => string): string | null =>
      value === null ? null : write(value);
    return html`<dl>
      ${SHOWN.map((name) => this.#measure(name, row))}
      ${this.#plain(t.stood, known(standS, durationText))}
      ${this.#plain(t.watched[by], durationText(watchedS))}
      ${this.#plain(t.litres, known(consumedLitres, litresText))}
      ${this.#plain(t.idlingLitres, known(idlingLitres, litresText))}
    </dl>`;
  }

  /** Leads to the last step of the period on which the car was driven. */
  #replay(row: AnalyticsRow, { by, series }: Analytics) {
    const place = row.distances.findLastIndex((km) => km > 0);
    const day = series[place]?.day;
    if (by !== "vehicle" || day === undefined) return nothing;
    const ms = momentOfWall(day, this.zone);
    return html`<a class="button" href=${replayHref(row.id, dayPeriod(ms, this.zone))}
      >${icon("replay")}${analyticsText().replayOf(dayText(ms, this.zone))}</a
    >`;
  }

  #content(row: AnalyticsRow, analytics: Analytics) {
    const t = analyticsText();
    return html`${row.detail === null ? nothing : html`<span slot="subheading">${row.detail}</span>`}
      <section>${this.#figures(row, analytics)} ${this.#replay(row, analytics)}</section>
      <section>
        <h3>${t.scoreHeading}</h3>
        <score-parts .score=${row.figures.score}></score-parts>
      </section>
      <section>
        <h3>${t.events}</h3>
        <behaviour-events
          query=${`${this.query}&id=${encodeURIComponent(row.id)}`}
          .zone=${this.zone}
        ></behaviour-events>
      </section>`;
  }

  protected override render() {
    const { row, analytics } = this;
    return html`<side-drawer
      heading=${row ? rowName(row) : ""}
      ?open=${row !== undefined}
      @close=${() => this.dispatchEvent(new CustomEvent("close"))}
    >
      ${row && analytics ? this.#content(row, analytics) : nothing}
    </side-drawer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "use-drawer": UseDrawer;
  }
}
