import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { DayCurve } from "../../../contracts/day-curve.ts";
import { curveChart } from "../day/curve-chart.ts";
import type { StoryEntry } from "../day/day-story.ts";
import type { VehicleDay } from "../day/vehicle-day.ts";
import "../elements/age-text.ts";
import { fleetText } from "../fleet/text.ts";
import { hereZone } from "../i18n/dates.ts";
import { type ChartData, NO_DATA, type PlotPlace, type TimeSpan } from "../kit/chart/chart-data.ts";
import "../kit/chart/time-chart.ts";
import { controls } from "../kit/controls.ts";
import "../kit/stale-note.ts";
import "../kit/state-message.ts";
import { serverNowMs } from "../page/clock.ts";
import { shareOf } from "../replay/timeline.ts";
import { getJson } from "../session/api.ts";
import { drawerText } from "./text.ts";

/** The curve is read again this often: a point of it stands for three minutes, ms. */
const READ_EVERY_MS = 60_000;

const HOUR_MS = 3_600_000;

type Curve = { readonly data: ChartData; readonly span: TimeSpan; readonly asOfMs: number };

/**
 * Speed and fuel of a car's day from its first hour until now, with its fuel events marked. Fires
 * `moment-change` with ms or undefined.
 */
@customElement("day-chart")
export class DayChart extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 4px 12px 8px 16px;
      }
      .frame {
        position: relative;
        height: 216px;
      }
      time-chart {
        height: 100%;
      }
      state-message {
        height: 100%;
        align-content: center;
        padding: 8px;
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 20px;
      }
      h3 {
        margin: 0;
        color: var(--text);
        font-size: var(--size-m);
        font-weight: 600;
      }
      .mark {
        position: absolute;
        bottom: 27px;
        width: 0;
        height: 120px;
        border-left: 2px dotted var(--text-faint);
        pointer-events: none;
      }
      .mark.drain {
        border-color: var(--danger);
      }
      .mark.refuel {
        border-color: var(--good);
      }
    `,
  ];

  @property({ attribute: false }) day!: VehicleDay;
  @property({ attribute: false }) story: readonly StoryEntry[] = [];
  @property() zone = hereZone();
  /** The moment that is pointed at in the list, ms. */
  @property({ type: Number }) atMs: number | undefined;
  @state() private curve: Curve | undefined;
  @state() private hasFailed = false;
  @state() private place: PlotPlace | undefined;
  #loading = new AbortController();
  #again: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading.abort();
    clearTimeout(this.#again);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("day")) return;
    const before = changed.get("day");
    const { vehicleId, span, fuelEvents } = this.day;
    const isOther = before?.vehicleId !== vehicleId || before.span.fromMs !== span.fromMs;
    if (isOther) this.curve = undefined;
    // what has just been found of the fuel is to be seen in its line
    if (isOther || before.fuelEvents.length !== fuelEvents.length) void this.#load();
  }

  async #load(): Promise<void> {
    this.#loading.abort();
    clearTimeout(this.#again);
    const { signal } = (this.#loading = new AbortController());
    const { vehicleId, span } = this.day;
    const iso = (ms: number): string => new Date(ms).toISOString();
    const window = new URLSearchParams({ from: iso(span.fromMs), to: iso(span.toMs) });
    const path = `/api/vehicles/${encodeURIComponent(vehicleId)}/curve?${window}`;
    const loaded = await getJson(path, DayCurve, signal).catch(() => undefined);
    if (signal.aborted) return;
    this.hasFailed = loaded === undefined;
    if (loaded) this.#take(loaded);
    this.#again = setTimeout(() => void this.#load(), READ_EVERY_MS);
  }

  #take(loaded: DayCurve): void {
    const t = drawerText();
    const words = { speed: fleetText().speed, fuel: fleetText().fuel, settled: t.settled };
    const data = curveChart(loaded, this.#silent(), words);
    const asOfMs = serverNowMs();
    this.curve = { data, span: this.#toldOf(data, asOfMs), asOfMs };
  }

  /** The part of the day that there is something to tell of: from a full hour until now. */
  #toldOf({ atMs }: ChartData, nowMs: number): TimeSpan {
    const { fromMs, toMs } = this.day.span;
    const beginnings = [atMs[0] ?? nowMs, ...this.story.map((entry) => entry.fromMs)];
    const firstMs = Math.max(fromMs, Math.min(...beginnings, nowMs - HOUR_MS));
    return {
      fromMs: fromMs + Math.floor((firstMs - fromMs) / HOUR_MS) * HOUR_MS,
      toMs: Math.min(toMs, Math.max(nowMs, atMs.at(-1) ?? nowMs)),
    };
  }

  #silent(): TimeSpan[] {
    return this.day.detections
      .filter(({ type }) => type === "offline")
      .map(({ startTime, endTime }) => ({
        fromMs: Date.parse(startTime),
        toMs: endTime === null ? serverNowMs() : Date.parse(endTime),
      }));
  }

  #marks({ left, width }: PlotPlace, span: TimeSpan) {
    return this.story.map((entry) => {
      if (entry.kind !== "fuel" || entry.fromMs < span.fromMs) return nothing;
      const at = left + width * shareOf(entry.fromMs, span);
      return html`<span class="mark ${entry.event.type}" style=${`left: ${at}px`}></span>`;
    });
  }

  #chart({ data, span }: Curve) {
    const t = drawerText();
    if (data.atMs.length === 0) {
      return html`<state-message icon="chart" heading=${t.noCurve}></state-message>`;
    }
    return html`<time-chart
        label=${t.curve}
        .data=${data}
        .span=${span}
        .zone=${this.zone}
        .atMs=${this.atMs}
        @plot-place=${({ detail }: CustomEvent<PlotPlace | undefined>) => (this.place = detail)}
        @moment-change=${({ detail }: CustomEvent<number | undefined>) =>
          this.dispatchEvent(new CustomEvent("moment-change", { detail }))}
      ></time-chart>
      ${this.place ? this.#marks(this.place, span) : nothing}`;
  }

  #content() {
    if (this.curve) return this.#chart(this.curve);
    if (!this.hasFailed) return html`<time-chart .data=${NO_DATA}></time-chart>`;
    return html`<state-message
      bad
      icon="warning"
      heading=${drawerText().curveFailed}
      action=${fleetText().tryAgain}
      @act=${() => void this.#load()}
    ></state-message>`;
  }

  #age() {
    const lastMs = this.curve?.data.atMs.at(-1);
    if (lastMs === undefined) return nothing;
    return html`<age-text ago .since=${new Date(lastMs).toISOString()}></age-text>`;
  }

  protected override render() {
    return html`<div class="head">
        <h3>${drawerText().curve}</h3>
        ${this.#age()}
      </div>
      ${
        this.hasFailed && this.curve
          ? html`<stale-note
              .sinceMs=${this.curve.asOfMs}
              @act=${() => void this.#load()}
            ></stale-note>`
          : nothing
      }
      <div class="frame">${this.#content()}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "day-chart": DayChart;
  }
}
