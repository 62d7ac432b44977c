import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Activity } from "../../../contracts/activity.ts";
import { timeText } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import { ACTIVITY_ICONS, activityDetails, activityHref, activityTitle } from "./activity-words.ts";
import { todayText } from "./text.ts";

/** Something that happened, with the way to what it is about. */
@customElement("activity-entry")
export class ActivityEntry extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      a {
        display: grid;
        grid-template-columns: 30px minmax(0, 1fr) auto;
        gap: 0 10px;
        padding: 9px 16px 9px 14px;
        color: inherit;
        font-size: var(--size-m);
        line-height: 19px;
        text-decoration: none;
        transition: background var(--quick);
      }
      a:hover {
        background: var(--surface-hover);
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      .sign {
        display: grid;
        place-items: center;
        width: 30px;
        height: 30px;
        border-radius: 50%;
        background: var(--surface-sunken);
        color: var(--text-muted);
        font-size: 15px;
      }
      .sign.critical {
        background: var(--danger-soft);
        color: var(--danger);
      }
      .sign.warning {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .words {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .what,
      .detail {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
      .plate {
        font-weight: 650;
      }
      .detail {
        color: var(--text-muted);
        font-size: var(--size-s);
        line-height: 17px;
      }
      .side {
        display: flex;
        align-items: center;
        align-self: start;
        gap: 7px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .new {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) activity!: Activity;
  /** The time zone its times are told in, IANA. */
  @property() zone = "";
  /** Not read before. */
  @property({ type: Boolean, attribute: "is-new" }) isNew = false;

  #sign() {
    const { kind, severity } = this.activity;
    const isRaised = kind === "alert_raised" || kind === "alert_raised_again";
    const isBad = isRaised ? severity : kind === "car_silent" ? "warning" : "";
    return html`<span class="sign ${isBad ?? ""}">${icon(ACTIVITY_ICONS[kind])}</span>`;
  }

  protected override render() {
    const { activity, zone } = this;
    const details = activityDetails(activity, zone);
    return html`<a href=${activityHref(activity)}>
      ${this.#sign()}
      <span class="words">
        <span class="what"
          ><span
            ><bdi class="plate">${activity.licensePlate}</bdi> ${activityTitle(activity)}</span
          ></span
        >
        ${
          details.length === 0
            ? nothing
            : html`<span class="detail"
                ><span
                  >${details.map(
                    (part, at) => html`${at > 0 ? " · " : nothing}<bdi>${part}</bdi>`,
                  )}</span
                ></span
              >`
        }
      </span>
      <span class="side"
        >${
          this.isNew
            ? html`<span class="new" role="img" aria-label=${todayText().isNew}></span>`
            : nothing
        }<time datetime=${activity.recordedAt}
          >${timeText(Date.parse(activity.recordedAt), zone)}</time
        ></span
      >
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "activity-entry": ActivityEntry;
  }
}
