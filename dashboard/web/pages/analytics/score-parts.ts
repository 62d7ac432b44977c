import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DrivingScore, ScorePart } from "../../../../contracts/analytics.ts";
import { analyticsText } from "../../analytics/text.ts";
import { fineShareText, shareText, tenthsText, wholeText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/tone-tag.ts";
import type { Tone } from "../../kit/tone-tag.ts";

const TONES: Readonly<Record<DrivingScore["confidence"], Tone>> = {
  ...{ high: "good", fair: "accent", low: "warn", too_little_driven: "neutral" },
};

const rateText = ({ part, rate }: ScorePart): string => {
  const t = analyticsText();
  if (rate === null) return t.notMeasured;
  if (part === "speeding" || part === "idling" || part === "night") {
    return t.shareOf[part](fineShareText(rate));
  }
  return t.per100Km(tenthsText(rate));
};

/** A driving score, how sure it is, and every part it is made of. */
@customElement("score-parts")
export class ScoreParts extends LitElement {
  static override styles = [
    controls,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        margin-bottom: 10px;
      }
      .points {
        font-size: 1.25rem;
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      .margin {
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      ul {
        display: grid;
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        font-size: var(--size-m);
      }
      .figure {
        font-variant-numeric: tabular-nums;
        font-weight: 600;
      }
      .bar {
        grid-column: 1 / -1;
        height: 6px;
        border-radius: 3px;
        background: var(--surface-sunken);
        box-shadow: inset 0 0 0 1px var(--line);
        overflow: hidden;
      }
      .bar i {
        display: block;
        height: 100%;
        background: var(--chart-1);
      }
      .rate {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 12px;
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 18px;
      }
    `,
  ];

  @property({ attribute: false }) score!: DrivingScore;

  #part(part: ScorePart) {
    const t = analyticsText();
    const { points, weightPct } = part;
    return html`<li>
      <span>${t.parts[part.part]}</span>
      <span class="figure">${wholeText(points)}</span>
      ${
        points === null
          ? nothing
          : html`<span class="bar" aria-hidden="true"><i style=${`width:${points}%`}></i></span>`
      }
      <span class="rate"
        ><span>${rateText(part)}</span><span>${t.weight(shareText(weightPct / 100))}</span></span
      >
    </li>`;
  }

  protected override render() {
    const t = analyticsText();
    const { points, marginPoints, confidence, parts } = this.score;
    return html`<div class="head">
        <span class="points"
          >${points === null ? t.tooLittle : t.ofHundred(wholeText(points))}</span
        >
        ${points === null ? nothing : html`<tone-tag tone=${TONES[confidence]}>${t.confidence[confidence]}</tone-tag>`}
        <span class="margin"
          >${marginPoints === null ? t.tooLittleHint : t.margin(tenthsText(marginPoints))}</span
        >
      </div>
      <ul>
        ${parts.map((part) => this.#part(part))}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "score-parts": ScoreParts;
  }
}
