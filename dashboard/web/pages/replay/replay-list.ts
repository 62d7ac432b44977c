import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { alertText } from "../../alerts/text.ts";
import { dayTotals } from "../../day/day-entries.ts";
import { fleetText } from "../../fleet/text.ts";
import { hereZone, momentText } from "../../i18n/dates.ts";
import { durationText, kmText, speedFigure } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { entryRowStyles } from "../../kit/entry-row-styles.ts";
import type { EventEntry, RouteEntry, StopEntry, StoryEntry } from "../../replay/story.ts";
import { replayListStyles } from "./replay-list-styles.ts";
import { doingText, replayText } from "./text.ts";

type Words = { readonly what: string; readonly detail: string; readonly amount: string };

const lasting = ({ fromMs, toMs }: StoryEntry): string => durationText((toMs - fromMs) / 1_000);

const stopWords = (entry: StopEntry): Words => ({
  what: doingText(entry.stop.kind),
  detail: "",
  amount: lasting(entry),
});

const eventWords = (entry: EventEntry): Words => {
  const t = replayText();
  const { type, certainty, alertId } = entry.detection;
  const notes = [
    certainty === "suspected" ? t.suspected : "",
    alertId === null ? "" : t.toldInAlert,
    entry.toMs - entry.fromMs >= 60_000 ? lasting(entry) : "",
  ];
  return { what: alertText().types[type], detail: notes.filter(Boolean).join(" · "), amount: "" };
};

/** Routes, stops and events of a period in their order, to jump to. Fires `entry-pick` with the entry. */
@customElement("replay-list")
export class ReplayList extends LitElement {
  static override styles = [controls, entryRowStyles, replayListStyles];

  @property({ attribute: false }) story: readonly StoryEntry[] = [];
  /** The route or stop that the playhead is in. */
  @property() currentId: string | undefined;
  /** Moments of its day are told without the day, ms. */
  @property({ type: Number }) dayMs = 0;
  @property() zone = hereZone();

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("currentId")) return;
    this.renderRoot.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  #pick(entry: StoryEntry): void {
    this.dispatchEvent(new CustomEvent("entry-pick", { detail: entry }));
  }

  #moment(ms: number): string {
    return momentText(ms, this.dayMs, this.zone);
  }

  #routeWords(entry: RouteEntry): Words {
    const t = fleetText();
    const { distanceKm, maxSpeedKmh } = entry.route;
    const speed = maxSpeedKmh === null ? "" : t.upTo(speedFigure(maxSpeedKmh));
    return {
      what: t.droveUntil(this.#moment(entry.toMs)),
      detail: [lasting(entry), speed].filter(Boolean).join(" · "),
      amount: kmText(distanceKm),
    };
  }

  #words(entry: StoryEntry): Words {
    if (entry.kind === "route") return this.#routeWords(entry);
    return entry.kind === "stop" ? stopWords(entry) : eventWords(entry);
  }

  #sign(entry: StoryEntry) {
    if (entry.kind === "stop") {
      return html`<span class="sign ${entry.stop.kind}" title=${replayText().stop(entry.number)}
        >${entry.number}</span
      >`;
    }
    if (entry.kind === "route") return html`<span class="sign route"></span>`;
    return html`<span class="sign event ${entry.detection.alertId === null ? "" : "told"}"
      >!</span
    >`;
  }

  #entry(entry: StoryEntry) {
    const { what, detail, amount } = this.#words(entry);
    return html`<li>
      <button
        class=${entry.kind}
        aria-current=${entry.id === this.currentId ? "true" : nothing}
        @click=${() => this.#pick(entry)}
      >
        <span class="time">${this.#moment(entry.fromMs)}</span>
        ${this.#sign(entry)}
        <span class="words"
          ><span class="what">${what}</span>${
            detail ? html`<span class="detail">${detail}</span>` : nothing
          }</span
        >
        <span class="amount">${amount}</span>
      </button>
    </li>`;
  }

  #totals() {
    const routes = this.story.flatMap((entry) => (entry.kind === "route" ? [entry.route] : []));
    const { km, movingS, maxSpeedKmh } = dayTotals(routes);
    if (routes.length === 0) return nothing;
    const top = maxSpeedKmh === null ? "" : fleetText().topSpeed(speedFigure(maxSpeedKmh));
    return html`<p class="totals">
      ${[kmText(km), durationText(movingS), top].filter(Boolean).join(" · ")}
    </p>`;
  }

  protected override render() {
    if (this.story.length === 0) return html`<p class="none">${replayText().nothingHappened}</p>`;
    return html`${this.#totals()}
      <ol>
        ${this.story.map((entry) => this.#entry(entry))}
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-list": ReplayList;
  }
}
