import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Activity } from "../../../contracts/activity.ts";
import { dayOf, dayText } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import "../kit/state-message.ts";
import { serverNowMs } from "../page/clock.ts";
import { type Branches, NO_BRANCHES } from "../session/branches.ts";
import "./activity-entry.ts";
import { todayText } from "./text.ts";
import { byDay, type ToldDay } from "./told.ts";

const DAY_MS = 86_400_000;
/** The latest entry is in sight once this much of the feed has come up from below. */
const ENTRY_IN_SIGHT = "0px 0px -80px 0px";

/**
 * What happened, by day, the latest known first; what had not been read before is marked. Fires `seen`
 * whenever the latest of it is in sight, and `earlier` to be given more.
 */
@customElement("activity-feed")
export class ActivityFeed extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 0;
        padding: 12px 16px 4px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .more {
        padding: 8px 16px 14px;
      }
    `,
  ];

  /** Latest known first. */
  @property({ attribute: false }) activities: readonly Activity[] = [];
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;
  /** The last one that had been read before; undefined while nobody knows. */
  @property({ attribute: false }) readBefore: number | undefined;
  @property({ type: Boolean, attribute: "has-earlier" }) hasEarlier = false;
  @state() private isInSight = false;
  #observer: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#tellSeen);
    this.#observer = new IntersectionObserver(
      (entries) => (this.isInSight = entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: ENTRY_IN_SIGHT },
    );
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#tellSeen);
    this.#observer?.disconnect();
  }

  protected override updated(): void {
    this.#tellSeen();
  }

  readonly #tellSeen = (): void => {
    if (!this.isInSight || document.visibilityState !== "visible") return;
    this.dispatchEvent(new CustomEvent("seen"));
  };

  #zoneOf({ branchId }: Activity): string {
    return this.branches.zoneOf(branchId);
  }

  #dayName({ day, activities: [first] }: ToldDay): string {
    const t = todayText();
    if (!first) return day;
    const zone = this.#zoneOf(first);
    if (day === dayOf(serverNowMs(), zone)) return t.today;
    if (day === dayOf(serverNowMs() - DAY_MS, zone)) return t.yesterday;
    return dayText(Date.parse(first.recordedAt), zone);
  }

  #entry(activity: Activity) {
    const isNew = this.readBefore !== undefined && activity.id > this.readBefore;
    return html`<li>
      <activity-entry
        .activity=${activity}
        zone=${this.#zoneOf(activity)}
        ?is-new=${isNew}
      ></activity-entry>
    </li>`;
  }

  #day(day: ToldDay) {
    return html`<h3>${this.#dayName(day)}</h3>
      <ul>
        ${repeat(
          day.activities,
          ({ id }) => id,
          (activity) => this.#entry(activity),
        )}
      </ul>`;
  }

  #more() {
    return html`<div class="more">
      <button class="button" @click=${() => this.dispatchEvent(new CustomEvent("earlier"))}>
        ${todayText().earlier}
      </button>
    </div>`;
  }

  protected override render() {
    if (this.activities.length === 0) {
      return html`<state-message
        icon="replay"
        heading=${todayText().nothingHappened}
      ></state-message>`;
    }
    const days = byDay(this.activities, (activity) =>
      dayOf(Date.parse(activity.recordedAt), this.#zoneOf(activity)),
    );
    return html`${days.map((day) => this.#day(day))}${this.hasEarlier ? this.#more() : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "activity-feed": ActivityFeed;
  }
}
