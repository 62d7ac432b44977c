import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { TONES } from "../alerts/alert-words.ts";
import { alertText } from "../alerts/text.ts";
import { isBought, type StoryEntry } from "../day/day-story.ts";
import { alertOf, storyIcon, storyWords } from "../day/story-words.ts";
import { storyText } from "../day/text.ts";
import { refuelHref } from "../fuel/fuel-address.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import { entryRowStyles } from "../kit/entry-row-styles.ts";
import "../kit/tone-tag.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { replayHref } from "../replay/replay-address.ts";
import { dayTimelineStyles } from "./day-timeline-styles.ts";

/**
 * A car's day on one line, the latest first. Fires `route-hover` with a route id or undefined, and
 * `entry-pick` with the entry.
 */
@customElement("day-timeline")
export class DayTimeline extends LitElement {
  static override styles = [controls, entryRowStyles, dayTimelineStyles];

  @property({ attribute: false }) entries: readonly StoryEntry[] = [];
  @property() vehicleId = "";
  /** IANA name, of the clocks its times are told by. */
  @property() zone = hereZone();
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

  #pick(entry: StoryEntry): void {
    this.dispatchEvent(
      new CustomEvent("entry-pick", { detail: entry, bubbles: true, composed: true }),
    );
  }

  #moment(ms: number): string {
    return momentText(ms, serverNowMs(), this.zone);
  }

  #look(entry: StoryEntry, index: number): string {
    return [
      entry.kind,
      storyIcon(entry) === undefined ? "" : "event",
      entry.toMs === undefined ? "running" : "",
      entry.fromMs > serverNowMs() ? "to-come" : "",
      entry.id === this.highlightedId ? "highlighted" : "",
      index === this.entries.length - 1 ? "last" : "",
    ].join(" ");
  }

  #sign(entry: StoryEntry) {
    const name = storyIcon(entry);
    if (name === undefined) return nothing;
    return html`<span class="sign ${alertOf(entry)?.severity ?? ""}">${icon(name)}</span>`;
  }

  /** How bad an alert is stands where others have their amount. */
  #amount(entry: StoryEntry, amount: string) {
    if (entry.kind !== "alert") return amount;
    const { severity } = entry.alert;
    return html`<tone-tag tone=${TONES[severity]}>${alertText().severities[severity]}</tone-tag>`;
  }

  /** Where one reads more: the film of a drive, the alert of an event, the receipt of a refuel. */
  #more(entry: StoryEntry) {
    if (entry.kind === "route") {
      const span = { fromMs: entry.fromMs, toMs: entry.toMs ?? serverNowMs() };
      const label = storyText().watch(this.#moment(entry.fromMs));
      return this.#link(replayHref(this.vehicleId, span), label, "replay");
    }
    const alert = alertOf(entry);
    if (!alert) {
      if (entry.kind !== "fuel" || !isBought(entry)) return nothing;
      const label = storyText().receipt(this.#moment(entry.fromMs));
      return this.#link(refuelHref(entry.id), label, "chevronRight");
    }
    const { what } = storyWords(entry, { zone: this.zone, nowMs: serverNowMs() });
    return this.#link(`/alerts/${alert.id}`, storyText().openAlert(what), "chevronRight");
  }

  #link(href: string, label: string, sign: "replay" | "chevronRight") {
    return html`<a class="icon-button" href=${href} aria-label=${label} title=${label}
      >${icon(sign)}</a
    >`;
  }

  #entry(entry: StoryEntry, index: number) {
    const nowMs = serverNowMs();
    const { what, detail, amount } = storyWords(entry, { zone: this.zone, nowMs });
    const hovers = entry.kind === "route" ? entry.id : undefined;
    return html`<li>
      <button
        class=${this.#look(entry, index)}
        aria-pressed=${entry.id === this.pickedId}
        @pointerenter=${() => this.#hover(hovers)}
        @pointerleave=${() => this.#hover(undefined)}
        @focus=${() => this.#hover(hovers)}
        @blur=${() => this.#hover(undefined)}
        @click=${() => this.#pick(entry)}
      >
        <span class="time">${this.#moment(entry.fromMs)}</span>
        <span class="rail">${this.#sign(entry)}</span>
        <span class="words"
          ><span class="what">${what}</span>${
            detail ? html`<span class="detail">${detail}</span>` : nothing
          }</span
        >
        <span class="amount">${this.#amount(entry, amount)}</span>
      </button>
      ${this.#more(entry)}
    </li>`;
  }

  protected override render() {
    // an entry keeps its row, and with it the keyboard, when another comes before it
    return html`<ol>
      ${repeat(
        this.entries,
        ({ id }) => id,
        (entry, index) => this.#entry(entry, index),
      )}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "day-timeline": DayTimeline;
  }
}
