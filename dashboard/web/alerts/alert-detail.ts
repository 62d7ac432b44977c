import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alert } from "../../../contracts/alert.ts";
import type { AlertDetail as Detail } from "../../../contracts/detected.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import type { User } from "../../../contracts/user.ts";
import { refuelHref } from "../fuel/fuel-address.ts";
import { momentText } from "../i18n/dates.ts";
import "../kit/list-skeleton.ts";
import "../kit/state-message.ts";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import { serverNowMs } from "../page/clock.ts";
import { ApiError } from "../session/api.ts";
import { type Branches, NO_BRANCHES } from "../session/branches.ts";
import { branchesContext, userContext } from "../shell/contexts.ts";
import { momentReplayHref } from "../replay/replay-address.ts";
import { alertDetailStyles } from "./alert-detail-styles.ts";
import { evidenceFigures } from "./alert-evidence.ts";
import { alertStory } from "./alert-story.ts";
import { stepNoteText, stepText } from "./alert-words.ts";
import "./fuel-levels.ts";
import { loadAlertDetail } from "./load-alert-detail.ts";
import { storyText } from "./story-text.ts";
import { alertText } from "./text.ts";

/** What is found of the fuel, and has a curve of its levels. */
const FUEL_TYPES: ReadonlySet<string> = new Set(["refuel", "drain", "leak", "fuel_sensor_fault"]);

/** An alert explained: since when, with whom, on what evidence, and how it went so far. */
@customElement("alert-detail")
export class AlertDetail extends LitElement {
  static override styles = [controls, alertDetailStyles];

  @property({ attribute: false }) alert!: Alert;
  @consume({ context: branchesContext, subscribe: true })
  branches: Branches = NO_BRANCHES;
  @consume({ context: userContext }) user!: User;
  @state() private detail: Detail | undefined;
  @state() private fault = "";
  #request: AbortController | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("alert")) return;
    const before = changed.get("alert");
    if (before?.id !== this.alert.id) this.detail = undefined;
    if (before?.id !== this.alert.id || before.revision !== this.alert.revision) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#request?.abort();
  }

  async #load(): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    try {
      this.detail = await loadAlertDetail(this.alert.id, request.signal);
      this.fault = "";
    } catch (error) {
      if (request.signal.aborted) return;
      this.fault = error instanceof ApiError ? error.message : alertText().failed;
    }
  }

  #moment(instant: string | number): string {
    const zone = this.branches.zoneOf(this.alert.branchId);
    return momentText(new Date(instant).getTime(), serverNowMs(), zone);
  }

  #figures() {
    const t = alertText();
    const { startedAt, status, assigneeName, snoozedUntil } = this.alert;
    return html`<p class="story"><bdi>${alertStory(this.alert, (ms) => this.#moment(ms))}</bdi></p>
      <dl>
        <dt>${t.startedAt}</dt>
        <dd>${this.#moment(startedAt)}</dd>
        <dt>${t.handledBy}</dt>
        <dd><bdi>${assigneeName ?? t.unassigned}</bdi></dd>
        ${
          status === "snoozed" && snoozedUntil
            ? html`<dt>${t.statuses.snoozed}</dt>
                <dd>${t.until(this.#moment(snoozedUntil))}</dd>`
            : nothing
        }
      </dl>
      <div class="ways">
        <a class="button" href=${`/?vehicle=${this.alert.vehicleId}`}>${icon("map")}${t.showCar}</a>
        ${this.#replay()}${this.#receipt()}
      </div>
      ${this.#evidence()}${this.#levels()}`;
  }

  /** The way to the moment it began, or began again, as the car's day shows it. */
  #replay() {
    if (!isAllowed(this.user.role, "tracks:view")) return nothing;
    const { vehicleId, lastAt, branchId } = this.alert;
    const zone = this.branches.zoneOf(branchId);
    return html`<a class="button" href=${momentReplayHref(vehicleId, Date.parse(lastAt), zone)}
      >${icon("replay")}${storyText().showReplay}</a
    >`;
  }

  /** The way to where a refuel is confirmed with its receipt. */
  #receipt() {
    const refuel = this.detail?.detections.find(({ type }) => type === "refuel");
    if (refuel?.certainty !== "confirmed" || !isAllowed(this.user.role, "fuel:view"))
      return nothing;
    return html`<a class="button" href=${refuelHref(refuel.id)}
      >${icon("fuel")}${storyText().showReceipt}</a
    >`;
  }

  /** The levels around what was found of the fuel last. */
  #levels() {
    const last = this.detail?.detections.find(({ type }) => FUEL_TYPES.has(type));
    if (!last || !isAllowed(this.user.role, "fuel:view")) return nothing;
    return html`<h3>${storyText().fuelLevel}</h3>
      <fuel-levels
        event-id=${last.id}
        .zone=${this.branches.zoneOf(this.alert.branchId)}
      ></fuel-levels>`;
  }

  #evidence() {
    const figures = evidenceFigures(this.alert.evidence, (ms) => this.#moment(ms));
    if (figures.length === 0) return nothing;
    return html`<h3>${alertText().evidence}</h3>
      <dl>
        ${figures.map(
          ({ name, figure }) =>
            html`<dt>${name}</dt>
              <dd>${figure}</dd>`,
        )}
      </dl>`;
  }

  #occurrences({ detections }: Detail) {
    if (detections.length === 0) return nothing;
    const t = alertText();
    return html`<h3>${t.occurrences}</h3>
      <ol>
        ${detections.map(
          ({ startTime, type }) =>
            html`<li>
              <span>${t.types[type]}</span><span class="time">${this.#moment(startTime)}</span>
            </li>`,
        )}
      </ol>`;
  }

  #life(detail: Detail) {
    const t = alertText();
    const { history } = detail;
    return html`${this.#occurrences(detail)}
      <h3>${t.history}</h3>
      <ol class="history">
        ${history.toReversed().map((step) => {
          const { at, userName, action } = step;
          const note = stepNoteText(step);
          return html`<li>
            <span>${stepText(action)} · <bdi>${userName ?? t.system}</bdi></span>
            <span class="time">${this.#moment(at)}</span>
            ${note ? html`<bdi class="note">${note}</bdi>` : nothing}
          </li>`;
        })}
      </ol>`;
  }

  #rest() {
    if (this.detail) return this.#life(this.detail);
    if (!this.fault) return html`<list-skeleton rows="3"></list-skeleton>`;
    const t = alertText();
    return html`<state-message
      bad
      icon="lost"
      heading=${t.failed}
      action=${t.tryAgain}
      @act=${() => this.#load()}
      >${this.fault}</state-message
    >`;
  }

  protected override render() {
    return html`${this.#figures()}${this.#rest()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-detail": AlertDetail;
  }
}
