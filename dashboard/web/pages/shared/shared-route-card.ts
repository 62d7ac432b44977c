import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { fullDayText, momentText, timeText } from "../../i18n/dates.ts";
import { durationText, kmText, speedFigure } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { sharedCardStyles } from "./shared-card-styles.ts";
import type { RouteView } from "./shared-overlay.ts";
import { sharedText } from "./text.ts";

/** Shorter stands with the engine on are traffic lights, ms. */
const LEAST_STOP_MS = 3 * 60_000;

type Stand = { readonly fromMs: number; readonly toMs: number };

/** What a link to a route says of it. */
@customElement("shared-route-card")
export class SharedRouteCard extends LitElement {
  static override styles = [controls, sharedCardStyles];

  @property({ attribute: false }) view!: RouteView;

  get #startMs(): number {
    return Date.parse(this.view.route.startTime);
  }

  get #endMs(): number {
    return Date.parse(this.view.route.endTime ?? this.view.serverTime);
  }

  get #stands(): Stand[] {
    return this.view.stops
      .map(({ startTime, endTime }) => ({
        fromMs: Date.parse(startTime),
        toMs: endTime === null ? this.#endMs : Date.parse(endTime),
      }))
      .filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_STOP_MS);
  }

  #figures() {
    const t = sharedText();
    const { distanceKm, movingS, idlingS, maxSpeedKmh } = this.view.route;
    const figures = [
      [t.start, timeText(this.#startMs, this.view.timeZone)],
      [t.end, momentText(this.#endMs, this.#startMs, this.view.timeZone)],
      [t.distance, kmText(distanceKm)],
      [t.driving, durationText(movingS)],
      [t.standing, durationText(idlingS)],
      [t.topSpeed, maxSpeedKmh === null ? "–" : speedFigure(maxSpeedKmh)],
    ];
    return html`<dl>
      ${figures.map(
        ([name, figure]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${figure}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #stops() {
    const t = sharedText();
    const stands = this.#stands;
    return html`<div class="stops">
      <h2>${t.stops}</h2>
      ${
        stands.length === 0
          ? html`<p>${t.noStops}</p>`
          : html`<ol>
              ${stands.map(
                ({ fromMs, toMs }) =>
                  html`<li>
                    <span
                      >${timeText(fromMs, this.view.timeZone)}–${timeText(toMs, this.view.timeZone)}</span
                    ><span>${durationText((toMs - fromMs) / 1_000)}</span>
                  </li>`,
              )}
            </ol>`
      }
      ${this.view.truncated ? html`<p>${t.truncated}</p>` : ""}
    </div>`;
  }

  protected override render() {
    return html`<div class="head">
        <h1>${this.view.name}</h1>
        <p class="lead">
          ${sharedText().routeLead(fullDayText(this.#startMs, this.view.timeZone))}
        </p>
      </div>
      ${this.#figures()} ${this.#stops()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shared-route-card": SharedRouteCard;
  }
}
