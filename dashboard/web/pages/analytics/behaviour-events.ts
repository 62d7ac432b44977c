import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { BehaviourEventPage } from "../../../../contracts/analytics.ts";
import type { Detection } from "../../../../contracts/detected.ts";
import { evidenceFigures } from "../../alerts/alert-evidence.ts";
import { alertText } from "../../alerts/text.ts";
import { analyticsText } from "../../analytics/text.ts";
import { momentListStyles } from "../../elements/moment-list-styles.ts";
import { clockText, momentText } from "../../i18n/dates.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/list-skeleton.ts";
import "../../kit/state-message.ts";
import { kitText } from "../../kit/text.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { momentReplayHref } from "../../replay/replay-address.ts";
import { getJson } from "../../session/api.ts";

/** Events that are fetched at once. */
const PAGE = 20;

/** What a score rests on: each event with its figures, leading to the moment in the replay. */
@customElement("behaviour-events")
export class BehaviourEvents extends LitElement {
  static override styles = [
    controls,
    momentListStyles,
    css`
      a {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      p {
        margin: 0;
        color: var(--text-muted);
        font-size: var(--size-m);
      }
    `,
  ];

  /** Whose events of which days, as the API is asked for them. */
  @property() query = "";
  @property() zone = "UTC";
  @state() private events: readonly Detection[] | undefined;
  @state() private cursor: string | null = null;
  @state() private failed = false;
  #abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("query")) return;
    this.events = undefined;
    void this.#load();
  }

  async #load(cursor?: string): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.failed = false;
    const after = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/api/analytics/events?${this.query}&limit=${PAGE}${after}`;
    try {
      const { items, nextCursor } = await getJson(path, BehaviourEventPage, signal);
      this.events = [...(cursor === undefined ? [] : (this.events ?? [])), ...items];
      this.cursor = nextCursor;
    } catch {
      if (!signal.aborted) this.failed = true;
    }
  }

  #event({ type, startTime, vehicleId, licensePlate, evidence }: Detection) {
    const ms = Date.parse(startTime);
    const figures = evidenceFigures(evidence, (moment) => clockText(moment, this.zone));
    const said = figures.map(({ name, figure }) => `${name} ${figure}`);
    return html`<li>
      <a href=${momentReplayHref(vehicleId, ms, this.zone)}>
        <span>${alertText().types[type]}</span>
        <span class="moment">${momentText(ms, serverNowMs(), this.zone)} ${icon("replay")}</span>
        <span class="detail">${[licensePlate, ...said].join(" · ")}</span>
      </a>
    </li>`;
  }

  protected override render() {
    const t = analyticsText();
    const { events, cursor } = this;
    if (this.failed) {
      return html`<state-message
        bad
        icon="lost"
        heading=${t.eventsFailed}
        action=${kitText().tryAgain}
        @act=${() => void this.#load()}
      ></state-message>`;
    }
    if (!events) return html`<list-skeleton rows="3"></list-skeleton>`;
    if (events.length === 0) return html`<p>${t.noEvents}</p>`;
    return html`<ul>
        ${events.map((event) => this.#event(event))}
      </ul>
      ${
        cursor === null
          ? nothing
          : html`<button class="button" @click=${() => void this.#load(cursor)}>
              ${t.moreEvents}
            </button>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "behaviour-events": BehaviourEvents;
  }
}
