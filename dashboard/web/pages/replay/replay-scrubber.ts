import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { alertText } from "../../alerts/text.ts";
import { fleetText } from "../../fleet/text.ts";
import { clockText, hereZone } from "../../i18n/dates.ts";
import { speedFigure } from "../../i18n/figures.ts";
import { type ChartData, NO_DATA, type PlotPlace } from "../../kit/chart/chart-data.ts";
import "../../kit/chart/time-chart.ts";
import { controls } from "../../kit/controls.ts";
import type { Playhead } from "../../replay/playhead.ts";
import { replayChart } from "../../replay/replay-chart.ts";
import type { Replay } from "../../replay/replay-controller.ts";
import type { StoryEntry } from "../../replay/story.ts";
import { keySteps, momentAtShare, shareOf, type Span } from "../../replay/timeline.ts";
import { replayScrubberStyles } from "./replay-scrubber-styles.ts";
import { doingText, replayText } from "./text.ts";

/** A click this near to a stop's or an event's beginning means it, CSS pixels. */
const SNAP_PX = 7;

/** Room beside the axis for what stands on its ends, CSS pixels; half of what a finger needs. */
const ROOM_PX = 22;

/** Where a share of the axis is in the box that has room beside it. */
const standing = (share: number): string =>
  `left:calc(${ROOM_PX}px + (100% - ${2 * ROOM_PX}px) * ${share.toFixed(5)})`;
const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/**
 * Speed and fuel over time, with the playhead on it: dragged, or moved by arrow keys, Page Up and
 * Down, Home and End. Fires `seek` with ms.
 */
@customElement("replay-scrubber")
export class ReplayScrubber extends LitElement {
  static override styles = [controls, replayScrubberStyles];

  @property({ attribute: false }) replay!: Replay;
  @property({ attribute: false }) playhead!: Playhead;
  @property() zone = hereZone();
  @state() private place: PlotPlace | undefined;
  @query(".playhead") private handle!: HTMLElement | null;
  @query(".lane") private lane!: HTMLElement | null;
  #chart: ChartData = NO_DATA;
  #isDragging = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("replay")) return;
    const { speed, fuel } = fleetText();
    this.#chart = replayChart(this.replay, { speed, fuel });
  }

  #seek(ms: number): void {
    this.dispatchEvent(new CustomEvent("seek", { detail: ms }));
  }

  /** The moment under a pointer; where a stop or an event begins near it, that one. */
  #momentAt(x: number, snaps: boolean): number | undefined {
    const box = this.lane?.getBoundingClientRect();
    if (!box || box.width === 0) return undefined;
    const { span, story } = this.replay;
    const ms = momentAtShare((x - box.left) / box.width, span);
    const reachMs = (SNAP_PX / box.width) * (span.toMs - span.fromMs);
    const near = story
      .filter(({ kind, fromMs }) => kind !== "route" && Math.abs(fromMs - ms) <= reachMs)
      .sort((a, b) => Math.abs(a.fromMs - ms) - Math.abs(b.fromMs - ms))[0];
    return snaps && near ? near.fromMs : ms;
  }

  #isOverPlot({ clientX }: PointerEvent): boolean {
    const box = this.lane?.getBoundingClientRect();
    return box !== undefined && clientX >= box.left - SNAP_PX && clientX <= box.right + SNAP_PX;
  }

  readonly #down = (event: PointerEvent): void => {
    const isOnButton = event
      .composedPath()
      .some((each) => each instanceof HTMLElement && each.matches("button, .table"));
    if (event.button !== 0 || isOnButton || !this.#isOverPlot(event)) return;
    event.preventDefault(); // the chart would take the keyboard from the playhead
    if (event.currentTarget instanceof HTMLElement) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    this.#isDragging = true;
    this.handle?.focus({ preventScroll: true });
    this.#seek(this.#momentAt(event.clientX, true) ?? this.playhead.atMs);
  };

  readonly #move = (event: PointerEvent): void => {
    if (!this.#isDragging) return;
    this.#seek(this.#momentAt(event.clientX, false) ?? this.playhead.atMs);
  };

  readonly #up = (): void => {
    this.#isDragging = false;
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    const { span } = this.replay;
    const { atMs } = this.playhead;
    const { step, page } = keySteps(span);
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: atMs + step,
      ArrowUp: atMs + step,
      ArrowLeft: atMs - step,
      ArrowDown: atMs - step,
      PageUp: atMs + page,
      PageDown: atMs - page,
      Home: span.fromMs,
      End: span.toMs,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#seek(target);
  };

  #said(): string {
    const t = replayText();
    const { atMs, doing, speedKmh } = this.playhead;
    const isMoving = doing === "driving" && speedKmh !== null;
    return t.playheadAt(
      clockText(atMs, this.zone),
      isMoving ? speedFigure(speedKmh) : doingText(doing),
    );
  }

  #stretch({ fromMs, toMs }: Span, look: string, title: string) {
    const { span } = this.replay;
    const [from, to] = [shareOf(fromMs, span), shareOf(toMs, span)];
    if (to <= 0 || from >= 1) return nothing;
    return html`<i
      class=${look}
      title=${title}
      style=${`left:${percent(from)};width:${percent(to - from)}`}
    ></i>`;
  }

  #stop(entry: StoryEntry) {
    if (entry.kind !== "stop") return nothing;
    return this.#stretch(entry, `stop ${entry.stop.kind}`, replayText().stop(entry.number));
  }

  #event(entry: StoryEntry) {
    if (entry.kind !== "event") return nothing;
    const { detection, fromMs } = entry;
    return html`<i
      class="event ${detection.alertId === null ? "" : "told"}"
      aria-hidden="true"
      title=${alertText().types[detection.type]}
      style=${standing(shareOf(fromMs, this.replay.span))}
    ></i>`;
  }

  #lane() {
    const { silent, story } = this.replay;
    return html`<div class="lane" aria-hidden="true">
        ${silent.map((each) => this.#stretch(each, "silent", doingText("silent")))}
        ${story.map((entry) => this.#stop(entry))}
      </div>
      ${story.map((entry) => this.#event(entry))}`;
  }

  #playhead() {
    const { span } = this.replay;
    const { atMs } = this.playhead;
    const seconds = (ms: number): number => Math.round((ms - span.fromMs) / 1_000);
    return html`<div
      class="playhead"
      role="slider"
      tabindex="0"
      aria-label=${replayText().playhead}
      aria-valuemin="0"
      aria-valuemax=${seconds(span.toMs)}
      aria-valuenow=${seconds(atMs)}
      aria-valuetext=${this.#said()}
      style=${standing(shareOf(atMs, span))}
      @keydown=${this.#keydown}
    ></div>`;
  }

  protected override render() {
    const { left, width } = this.place ?? { left: 0, width: 0 };
    return html`<div
      class="frame"
      @pointerdown=${this.#down}
      @pointermove=${this.#move}
      @pointerup=${this.#up}
      @pointercancel=${this.#up}
    >
      <time-chart
        label=${replayText().chart}
        .data=${this.#chart}
        .span=${this.replay.span}
        .zone=${this.zone}
        @plot-place=${({ detail }: CustomEvent<PlotPlace | undefined>) => (this.place = detail)}
      ></time-chart>
      <div
        class="track"
        ?hidden=${this.place === undefined}
        style=${`left:${left - ROOM_PX}px;width:${width + 2 * ROOM_PX}px`}
      >
        ${this.#lane()} ${this.#playhead()}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-scrubber": ReplayScrubber;
  }
}
