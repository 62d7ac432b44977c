import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type uPlot from "uplot";
import { fullDayText, hereZone, momentText } from "../../i18n/dates.ts";
import { icon } from "../../page/icons.ts";
import { onThemeChange } from "../../page/theme.ts";
import { controls } from "../controls.ts";
import "../list-skeleton.ts";
import { kitText } from "../text.ts";
import {
  type ChartData,
  nearestIndex,
  NO_DATA,
  type PlotPlace,
  type TimeSpan,
} from "./chart-data.ts";
import { chartOptions, seriesToken, valueText } from "./chart-options.ts";
import { timeChartStyles } from "./time-chart-styles.ts";

type Engine = typeof import("./chart-engine.ts");

const sheets = new Map<string, CSSStyleSheet>();

/** Gives a shadow tree the library's style sheet, one object for all charts. */
const adoptOnce = (root: ShadowRoot | null, css: string): void => {
  const sheet = sheets.get(css) ?? new CSSStyleSheet();
  if (!sheets.has(css)) sheet.replaceSync(css);
  sheets.set(css, sheet);
  if (root && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
  }
};

/**
 * Figures over time, drawn as lines, areas, steps or bars. What is under the mouse, or under the
 * arrow keys, is told in words; the same figures are there as a table. Fires `moment-change` with ms
 * or undefined when another moment is pointed at, and `plot-place` when the drawing has got another
 * place in the element, for what is laid over it; undefined while there is none. The caller gives the
 * chart its height.
 */
@customElement("time-chart")
export class TimeChart extends LitElement {
  static override styles = [controls, timeChartStyles];

  @property() label = "";
  @property({ attribute: false }) data: ChartData = NO_DATA;
  /** IANA time zone of the axis. */
  @property() zone = hereZone();
  /** What the time axis reaches over; what the data do unless given. */
  @property({ attribute: false }) span: TimeSpan | undefined;
  /** Its moments stand for whole days and longer: told without a clock. */
  @property({ type: Boolean }) days = false;
  /** The moment that is pointed at from outside, ms. */
  @property({ type: Number }) atMs: number | undefined;
  @state() private engine: Engine | undefined;
  @state() private index: number | undefined;
  @state() private asTable = false;
  @query(".plot") private box!: HTMLElement | null;
  #plot: uPlot | undefined;
  #place: PlotPlace | undefined;
  #release: (() => void)[] = [];
  readonly #resizes = new ResizeObserver(() => this.#fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [onThemeChange(() => this.#draw())];
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    for (const release of this.#release.splice(0)) release();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  async #load(): Promise<void> {
    try {
      this.engine = await import("./chart-engine.ts");
      adoptOnce(this.shadowRoot, this.engine.css);
    } catch {
      // without the drawing the table still has every figure
      this.asTable = true;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const keys = new Set<PropertyKey>(changed.keys());
    if (["engine", "data", "span", "zone", "asTable"].some((name) => keys.has(name))) this.#draw();
    if (changed.has("atMs")) this.#pointAt(this.#indexOf(this.atMs));
  }

  #indexOf(ms: number | undefined): number | undefined {
    const index = ms === undefined ? -1 : nearestIndex(this.data.atMs, ms);
    return index < 0 ? undefined : index;
  }

  #draw(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    const { engine, box, data } = this;
    if (!engine || !box || data.atMs.length === 0) return this.#notePlace(undefined);
    const looks = {
      host: this,
      zone: this.zone,
      width: box.clientWidth,
      height: box.clientHeight,
      span: this.span,
      onCursor: (index: number | undefined) => this.#noteCursor(index),
      onPlace: (place: PlotPlace) => this.#notePlace(place),
    };
    const values: uPlot.AlignedData = [
      [...data.atMs],
      ...data.series.map((series) => [...series.values]),
    ];
    this.#plot = new engine.UPlot(chartOptions(looks, data, engine.UPlot), values, box);
    this.#resizes.disconnect();
    this.#resizes.observe(box);
  }

  #fit(): void {
    const { box } = this;
    if (!box || !this.#plot) return;
    const { clientWidth: width, clientHeight: height } = box;
    if (width !== this.#plot.width || height !== this.#plot.height) {
      this.#plot.setSize({ width, height });
    }
  }

  #notePlace(place: PlotPlace | undefined): void {
    const { left, width } = this.#place ?? {};
    if (place?.left === left && place?.width === width) return;
    this.#place = place;
    this.dispatchEvent(new CustomEvent("plot-place", { detail: place }));
  }

  #noteCursor(index: number | undefined): void {
    if (index === this.index) return;
    this.index = index;
    const detail = index === undefined ? undefined : this.data.atMs[index];
    this.dispatchEvent(new CustomEvent("moment-change", { detail }));
  }

  #pointAt(index: number | undefined): void {
    const ms = index === undefined ? undefined : this.data.atMs[index];
    if (!this.#plot || ms === undefined) return;
    this.#plot.setCursor({ left: this.#plot.valToPos(ms, "x"), top: 0 });
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const last = this.data.atMs.length - 1;
    const at = this.index;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: (at ?? -1) + 1,
      ArrowLeft: (at ?? last + 1) - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#pointAt(Math.max(0, Math.min(last, target)));
  };

  #moment(ms: number): string {
    return this.days ? fullDayText(ms, this.zone) : momentText(ms, Date.now(), this.zone);
  }

  #legend() {
    const { index, data } = this;
    const ms = index === undefined ? undefined : data.atMs[index];
    return html`<div class="legend" role="status">
      ${data.series.map(
        ({ label, unit, values }, place) =>
          html`<span class="series" style=${`--color: var(${seriesToken(place)})`}
            >${label}${
              index === undefined ? nothing : html`<b>${valueText(values[index], unit)}</b>`
            }</span
          >`,
      )}
      ${ms === undefined ? nothing : html`<span class="moment">${this.#moment(ms)}</span>`}
    </div>`;
  }

  #table() {
    const { data } = this;
    return html`<div class="table" tabindex="0" role="region" aria-label=${this.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${kitText().chartTime}</th>
            ${data.series.map(({ label }) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${data.atMs.map(
            (ms, index) =>
              html`<tr>
                <th scope="row">${this.#moment(ms)}</th>
                ${data.series.map(
                  ({ values, unit }) => html`<td>${valueText(values[index], unit)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #drawing() {
    return html`<div
      class="plot"
      tabindex="0"
      role="group"
      aria-label=${this.label}
      @keydown=${this.#keydown}
    ></div>`;
  }

  protected override render() {
    const t = kitText();
    const toggle = this.asTable ? t.chartDrawing : t.chartTable;
    return html`<div class="head">
        ${this.#legend()}
        <button
          class="icon-button"
          aria-label=${toggle}
          title=${toggle}
          @click=${() => (this.asTable = !this.asTable)}
        >
          ${icon(this.asTable ? "chart" : "table")}
        </button>
      </div>
      ${this.asTable ? this.#table() : this.#drawing()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "time-chart": TimeChart;
  }
}
