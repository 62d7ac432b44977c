import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DayState } from "../day/day-controller.ts";
import { dayTotals } from "../day/day-entries.ts";
import { dayStory, type StoryEntry } from "../day/day-story.ts";
import { storyText } from "../day/text.ts";
import type { VehicleDay } from "../day/vehicle-day.ts";
import "../elements/day-timeline.ts";
import { fleetText } from "../fleet/text.ts";
import { hereZone } from "../i18n/dates.ts";
import { durationText, kmText, speedFigure } from "../i18n/figures.ts";
import { controls } from "../kit/controls.ts";
import "../kit/list-skeleton.ts";
import "../kit/stale-note.ts";
import "../kit/state-message.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { replayHref } from "../replay/replay-address.ts";
import "./day-chart.ts";

/** A car's day: what it adds up to, and its one line. Fires `retry-day`; the line's events pass through. */
@customElement("day-part")
export class DayPart extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 12px;
        padding: 6px 10px 4px 16px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-variant-numeric: tabular-nums;
      }
      .head a {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: var(--control);
        margin-left: auto;
        padding: 0 8px;
        border-radius: var(--radius-m);
        color: var(--accent-text);
        font-weight: 550;
        text-decoration: none;
      }
      .head a:hover {
        background: var(--accent-soft);
      }
      .head a .icon {
        font-size: 15px;
      }
      stale-note {
        margin: 8px 12px;
      }
    `,
  ];

  @property({ attribute: false }) day: DayState = { kind: "none" };
  /** IANA name, of the clocks the day is told by. */
  @property() zone = hereZone();
  @property() pickedId: string | undefined;
  @property() highlightedId: string | undefined;
  @state() private pointedMs: number | undefined;
  #entries: readonly StoryEntry[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("day")) return;
    this.#entries = this.day.kind === "ready" ? dayStory(this.day.day, serverNowMs()) : [];
  }

  #retry(): void {
    this.dispatchEvent(new CustomEvent("retry-day", { bubbles: true, composed: true }));
  }

  #totals({ routes }: VehicleDay) {
    const { km, movingS, routes: count, maxSpeedKmh } = dayTotals(routes);
    if (count === 0) return nothing;
    const top = maxSpeedKmh === null ? "" : ` · ${fleetText().topSpeed(speedFigure(maxSpeedKmh))}`;
    return html`<span>${kmText(km)} · ${durationText(movingS)}${top}</span>`;
  }

  #head(day: VehicleDay) {
    return html`<div class="head">
      ${this.#totals(day)}
      <a href=${replayHref(day.vehicleId, day.span)}>${icon("replay")}${fleetText().replay}</a>
    </div>`;
  }

  #line(day: VehicleDay) {
    const entries = this.#entries;
    if (entries.length === 0) {
      return html`<state-message icon="route" heading=${storyText().nothing}
        >${storyText().nothingHint}</state-message
      >`;
    }
    return html`<day-timeline
      .entries=${entries}
      .vehicleId=${day.vehicleId}
      .zone=${this.zone}
      .pickedId=${this.pickedId}
      .highlightedId=${this.highlightedId ?? this.#pointedId()}
    ></day-timeline>`;
  }

  /** Where the list is pointed at or picked, the chart is too; and the other way round. */
  #chart(day: VehicleDay) {
    const entries = this.#entries;
    const id = this.highlightedId ?? this.pickedId;
    return html`<day-chart
      .day=${day}
      .story=${entries}
      .zone=${this.zone}
      .atMs=${entries.find((entry) => entry.id === id)?.fromMs}
      @moment-change=${({ detail }: CustomEvent<number | undefined>) => (this.pointedMs = detail)}
    ></day-chart>`;
  }

  /** The drive or stand that lasts at the moment the chart is pointed at. */
  #pointedId(): string | undefined {
    const ms = this.pointedMs;
    if (ms === undefined) return undefined;
    const lasts = ({ fromMs, toMs = Infinity }: StoryEntry): boolean => fromMs <= ms && ms < toMs;
    return this.#entries.find((entry) => lasts(entry))?.id;
  }

  protected override render() {
    const { day } = this;
    if (day.kind === "none") return nothing;
    if (day.kind === "loading") return html`<list-skeleton rows="4"></list-skeleton>`;
    if (day.kind === "failed") {
      return html`<state-message
        bad
        icon="warning"
        heading=${fleetText().dayFailed}
        action=${fleetText().tryAgain}
        @act=${() => this.#retry()}
      ></state-message>`;
    }
    return html`${
      day.isStale
        ? html`<stale-note .sinceMs=${day.asOfMs} @act=${() => this.#retry()}></stale-note>`
        : nothing
    }${this.#head(day.day)}
    ${this.#chart(day.day)} ${this.#line(day.day)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "day-part": DayPart;
  }
}
