import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { FuelEventDetail } from "../../../contracts/detected.ts";
import { hereZone } from "../i18n/dates.ts";
import { type ChartData, NO_DATA } from "../kit/chart/chart-data.ts";
import "../kit/chart/time-chart.ts";
import { ApiError, getJson } from "../session/api.ts";
import { levelChart } from "./level-chart.ts";
import { storyText } from "./story-text.ts";

/** The level in the tank around a fuel event, and the levels by which it was judged. */
@customElement("fuel-levels")
export class FuelLevels extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    time-chart {
      height: 190px;
    }
    p {
      margin: 0;
      color: var(--text-muted);
    }
  `;

  /** Id of the fuel event. */
  @property({ attribute: "event-id" }) eventId = "";
  @property() zone = hereZone();
  @state() private data: ChartData = NO_DATA;
  @state() private state: "loading" | "ready" | "failed" | "hidden" = "loading";
  #loading = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("eventId")) void this.#load();
  }

  async #load(): Promise<void> {
    this.#loading.abort();
    const { signal } = (this.#loading = new AbortController());
    this.state = "loading";
    try {
      const path = `/api/fuel-events/${encodeURIComponent(this.eventId)}`;
      const loaded = await getJson(path, FuelEventDetail, signal);
      const t = storyText();
      this.data = levelChart(loaded, { level: t.fuelLevel, settled: t.settledLevel });
      this.state = this.data.atMs.length > 0 ? "ready" : "hidden";
    } catch (error) {
      if (signal.aborted) return;
      const isForbidden = error instanceof ApiError && error.status === 403;
      this.state = isForbidden ? "hidden" : "failed";
    }
  }

  protected override render() {
    const t = storyText();
    if (this.state === "hidden") return nothing;
    if (this.state === "failed") return html`<p role="status">${t.levelsFailed}</p>`;
    return html`<time-chart
      label=${t.fuelLevel}
      .data=${this.data}
      .zone=${this.zone}
    ></time-chart>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fuel-levels": FuelLevels;
  }
}
