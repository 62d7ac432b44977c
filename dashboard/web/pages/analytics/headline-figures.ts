import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { UseFigures } from "../../../../contracts/analytics.ts";
import { type MeasureName, measureText } from "../../analytics/measures.ts";
import { analyticsText } from "../../analytics/text.ts";
import { litresText, tenthsText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { icon, type IconName } from "../../page/icons.ts";
import "./change-note.ts";

type Headline = { readonly measure: MeasureName; readonly icon: IconName };

const HEADLINES: readonly Headline[] = [
  { measure: "distanceKm", icon: "route" },
  { measure: "usedShare", icon: "calendar" },
  { measure: "drivingS", icon: "car" },
  { measure: "idlingS", icon: "ignition" },
  { measure: "litresPer100Km", icon: "fuel" },
  { measure: "score", icon: "gauge" },
];

/** The fleet's figures at a glance, each beside the period before. */
@customElement("headline-figures")
export class HeadlineFigures extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 12px;
        margin: 0;
      }
      div {
        min-width: 0;
        min-height: 112px;
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      dt {
        display: flex;
        align-items: center;
        gap: 7px;
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 16px;
      }
      dt .icon {
        color: var(--text-faint);
        font-size: 15px;
      }
      dd {
        margin: 0;
      }
      .value {
        margin: 8px 0 5px;
        font-size: 1.375rem;
        font-weight: 650;
        line-height: 28px;
        letter-spacing: -0.015em;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .extra {
        margin-left: 7px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 500;
        letter-spacing: 0;
        line-height: 1;
      }
      @container (max-width: 1079px) {
        dl {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
      @container (max-width: 559px) {
        dl {
          grid-template-columns: 1fr 1fr;
          gap: 10px;
        }
        div {
          min-height: 104px;
          padding: 12px;
        }
        .value {
          font-size: 1.1875rem;
        }
        .extra {
          display: block;
          margin: -3px 0 0;
          line-height: 16px;
        }
      }
    `,
  ];

  /** Undefined while they are on their way. */
  @property({ attribute: false }) figures: UseFigures | undefined;
  @property({ attribute: false }) earlier: UseFigures | undefined;

  /** What stands small beside a figure. */
  #extra(measure: MeasureName, figures: UseFigures): string | undefined {
    const t = analyticsText();
    const { usedDays, watchedDays, idlingLitres, litresPer100Km, score } = figures;
    if (measure === "usedShare" && watchedDays > 0) return t.ofDays(usedDays, watchedDays);
    if (measure === "idlingS" && idlingLitres !== null) return litresText(idlingLitres);
    if (measure === "litresPer100Km" && litresPer100Km !== null) return "l/100 km";
    if (measure === "score") return t.confidence[score.confidence];
    return undefined;
  }

  #value(measure: MeasureName, figures: UseFigures) {
    const extra = this.#extra(measure, figures);
    // its unit is longer than the figure
    const isConsumption = measure === "litresPer100Km";
    const value = isConsumption
      ? tenthsText(figures.litresPer100Km)
      : measureText(measure, figures);
    return html`${value}${
      extra === undefined ? nothing : html`<span class="extra">${extra}</span>`
    }`;
  }

  protected override render() {
    const t = analyticsText();
    const { figures, earlier } = this;
    return html`<dl aria-busy=${figures === undefined}>
      ${HEADLINES.map(
        ({ measure, icon: name }) =>
          html`<div>
            <dt>${icon(name)}${t.measures[measure]}</dt>
            <dd class="value">${figures ? this.#value(measure, figures) : "–"}</dd>
            <dd>
              ${
                figures && earlier
                  ? html`<change-note
                      measure=${measure}
                      .figures=${figures}
                      .earlier=${earlier}
                    ></change-note>`
                  : nothing
              }
            </dd>
          </div>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "headline-figures": HeadlineFigures;
  }
}
