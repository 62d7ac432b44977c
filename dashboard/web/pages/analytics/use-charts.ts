import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Analytics, SeriesPoint } from "../../../../contracts/analytics.ts";
import { analyticsText } from "../../analytics/text.ts";
import { momentOfWall } from "../../i18n/dates.ts";
import "../../kit/chart/time-chart.ts";
import type { ChartData, TimeSpan } from "../../kit/chart/chart-data.ts";
import { controls } from "../../kit/controls.ts";

const HOUR_S = 3_600;
const DAY_MS = 86_400_000;

/** The fleet over the steps of the period: how far it drove, and what it burnt. */
@customElement("use-charts")
export class UseCharts extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
      }
      section {
        min-width: 0;
        height: 308px;
        padding: 12px 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      h2 {
        margin: 0 0 2px;
        font-size: var(--size-m);
        font-weight: 600;
        line-height: 20px;
      }
      @media (max-width: 900px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** Undefined while it is on its way. */
  @property({ attribute: false }) analytics: Analytics | undefined;
  @property() zone = "UTC";

  #atMs({ series }: Analytics): number[] {
    return series.map(({ day }) => momentOfWall(day, this.zone));
  }

  /** Values of the steps that have begun; nothing is known of those to come. */
  #values({ series, asOf }: Analytics, value: (point: SeriesPoint) => number | null) {
    const nowMs = Date.parse(asOf);
    return series.map((point) =>
      momentOfWall(point.day, this.zone) > nowMs ? null : value(point),
    );
  }

  #distance(analytics: Analytics): ChartData {
    const t = analyticsText();
    return {
      atMs: this.#atMs(analytics),
      series: [
        {
          ...{ label: t.measures.distanceKm, unit: "km", shape: "bars" },
          values: this.#values(analytics, ({ distanceKm }) => distanceKm),
        },
        {
          label: analytics.by === "vehicle" ? t.carsInUse : t.driversInUse,
          ...{ unit: "", scale: "second" },
          values: this.#values(analytics, ({ inUse }) => inUse),
        },
      ],
    };
  }

  #fuel(analytics: Analytics): ChartData {
    const t = analyticsText();
    return {
      atMs: this.#atMs(analytics),
      series: [
        {
          ...{ label: t.idlingHours, unit: "h", shape: "bars", scale: "second" },
          values: this.#values(analytics, ({ idlingS }) => idlingS / HOUR_S),
        },
        {
          // the unit is too long for the axis
          ...{ label: `${t.measures.litresPer100Km}, l/100 km`, unit: "" },
          values: this.#values(analytics, ({ litresPer100Km }) => litresPer100Km),
        },
      ],
    };
  }

  /** Half a step more on either side, so that no bar is cut. */
  #span({ atMs }: ChartData): TimeSpan | undefined {
    const [first, second] = atMs;
    const last = atMs.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const half = ((second ?? first + DAY_MS) - first) / 2;
    return { fromMs: first - half, toMs: last + half };
  }

  #chart(heading: string, data: ChartData | undefined) {
    return html`<section>
      <h2>${heading}</h2>
      ${
        data
          ? html`<time-chart
              days
              label=${heading}
              .data=${data}
              .zone=${this.zone}
              .span=${this.#span(data)}
            ></time-chart>`
          : nothing
      }
    </section>`;
  }

  protected override render() {
    const t = analyticsText();
    const { analytics } = this;
    const heading = analytics?.by === "driver" ? t.distanceChartOfDrivers : t.distanceChart;
    return html`${this.#chart(heading, analytics && this.#distance(analytics))}
    ${this.#chart(t.fuelChart, analytics && this.#fuel(analytics))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "use-charts": UseCharts;
  }
}
