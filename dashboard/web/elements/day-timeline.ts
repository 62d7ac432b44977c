import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DayEntry } from "../day/day-entries.ts";
import { serverNowMs } from "../page/clock.ts";
import { fleetText } from "../fleet/text.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { durationText, kmText, speedFigure } from "../i18n/figures.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { controls } from "../kit/controls.ts";
import { entryRowStyles } from "../kit/entry-row-styles.ts";

/**
 * Routes and stops of a day on a line, the latest first. Fires `route-hover` with a route id or
 * undefined, and `entry-pick` with the entry.
 */
@customElement("day-timeline")
export class DayTimeline extends LitElement {
  static override styles = [
    controls,
    entryRowStyles,
    css`
      button {
        grid-template-columns: 44px 13px minmax(0, 1fr) auto;
        padding: 9px 8px 10px;
        line-height: 18px;
      }
      button.highlighted {
        background: var(--surface-hover);
      }
      button[aria-pressed="true"] {
        background: var(--surface-selected);
      }
      .time {
        font-variant-numeric: tabular-nums;
      }
      .rail {
        position: relative;
      }
      .rail::before {
        content: "";
        position: absolute;
        left: 5.5px;
        top: 8px;
        bottom: -29px;
        width: 2px;
        background: var(--line-strong);
      }
      .route .rail::before {
        background: var(--track);
      }
      .first .rail::before {
        border-radius: 1px;
      }
      .last .rail::before {
        bottom: -2px;
      }
      .rail::after {
        content: "";
        position: absolute;
        left: 1px;
        top: 3px;
        width: 11px;
        height: 11px;
        border: 2.5px solid var(--track);
        border-radius: 50%;
        background: var(--surface);
        box-sizing: border-box;
      }
      .parked .rail::after {
        border: 0;
        border-radius: 3px;
        background: var(--parked);
      }
      .idling .rail::after {
        border-color: var(--idling);
      }
      .route.running .rail::after {
        background: var(--track);
        box-shadow: 0 0 0 3px color-mix(in srgb, var(--track) 25%, transparent);
      }
      .what {
        font-weight: 550;
      }
      .parked .what,
      .idling .what {
        font-weight: 450;
        color: var(--text-muted);
      }
      .amount {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .parked .amount,
      .idling .amount {
        font-weight: 450;
        color: var(--text-muted);
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly DayEntry[] = [];
  @property() pickedId: string | undefined;
  @property() highlightedId: string | undefined;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #hover(id: string | undefined): void {
    this.dispatchEvent(
      new CustomEvent("route-hover", { detail: id, bubbles: true, composed: true }),
    );
  }

  #pick(entry: DayEntry): void {
    this.dispatchEvent(
      new CustomEvent("entry-pick", { detail: entry, bubbles: true, composed: true }),
    );
  }

  #words(entry: DayEntry, nowMs: number) {
    const t = fleetText();
    const lasting = durationText(((entry.toMs ?? nowMs) - entry.fromMs) / 1_000);
    if (entry.kind !== "route") {
      const now = entry.kind === "parked" ? t.parkedNow : t.idlingNow;
      const what = entry.toMs === undefined ? now : t.status[entry.kind];
      return { what, detail: "", amount: lasting };
    }
    const { distanceKm, maxSpeedKmh, blindKm } = entry.route;
    const detail = [
      lasting,
      maxSpeedKmh === null ? "" : t.upTo(speedFigure(maxSpeedKmh)),
      blindKm >= 0.1 ? t.unseen(kmText(blindKm)) : "",
    ];
    return {
      what:
        entry.toMs === undefined
          ? t.onTheWay
          : t.droveUntil(momentText(entry.toMs, nowMs, hereZone())),
      detail: detail.filter(Boolean).join(" · "),
      amount: kmText(distanceKm),
    };
  }

  #entry(entry: DayEntry, index: number) {
    const nowMs = serverNowMs();
    const { what, detail, amount } = this.#words(entry, nowMs);
    const look = [
      entry.kind,
      entry.toMs === undefined ? "running" : "",
      entry.id === this.highlightedId ? "highlighted" : "",
      index === this.entries.length - 1 ? "last" : "",
    ].join(" ");
    const hovers = entry.kind === "route" ? entry.id : undefined;
    return html`<li>
      <button
        class=${look}
        aria-pressed=${entry.id === this.pickedId}
        @pointerenter=${() => this.#hover(hovers)}
        @pointerleave=${() => this.#hover(undefined)}
        @focus=${() => this.#hover(hovers)}
        @blur=${() => this.#hover(undefined)}
        @click=${() => this.#pick(entry)}
      >
        <span class="time">${momentText(entry.fromMs, nowMs, hereZone())}</span>
        <span class="rail"></span>
        <span
          ><span class="what">${what}</span>${
            detail ? html`<span class="detail">${detail}</span>` : nothing
          }</span
        >
        <span class="amount">${amount}</span>
      </button>
    </li>`;
  }

  protected override render() {
    return html`<ol>
      ${this.entries.map((entry, index) => this.#entry(entry, index))}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "day-timeline": DayTimeline;
  }
}
