import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { fleetText } from "../../fleet/text.ts";
import { clockText, fullDayText, hereZone } from "../../i18n/dates.ts";
import { kmText, litresText, percentText, wholeText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import type { Playhead } from "../../replay/playhead.ts";
import type { Reading } from "../../replay/recording.ts";
import { doingText } from "./text.ts";

const fuelText = ({ fuelLitres, fuelPct }: Reading): string | undefined => {
  if (fuelLitres !== null) return litresText(fuelLitres);
  return fuelPct === null ? undefined : percentText(fuelPct);
};

/** When the playhead is, and what the car did and had last said then. */
@customElement("replay-figures")
export class ReplayFigures extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 6px 22px;
        min-width: 0;
        font-variant-numeric: tabular-nums;
      }
      .moment {
        flex: none;
        min-width: 118px;
      }
      .clock {
        font-size: 1.25rem;
        font-weight: 650;
        line-height: 24px;
        letter-spacing: -0.01em;
      }
      .day {
        color: var(--text-muted);
        font-size: var(--size-xs);
        line-height: 14px;
      }
      dl {
        display: flex;
        gap: 6px 22px;
        min-width: 0;
        margin: 0;
      }
      dl div {
        min-width: 66px;
      }
      dt {
        color: var(--text-muted);
        font-size: var(--size-xs);
        line-height: 14px;
        white-space: nowrap;
      }
      dd {
        margin: 2px 0 0;
        font-size: var(--size-l);
        font-weight: 600;
        line-height: 20px;
        white-space: nowrap;
      }
      .unit {
        margin-left: 3px;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 500;
      }
      @media (max-width: 760px) {
        :host {
          gap: 6px 14px;
        }
        .moment {
          min-width: 86px;
        }
        .clock {
          font-size: 1.0625rem;
        }
        dl {
          flex: 1;
          flex-wrap: wrap;
          gap: 4px 10px;
        }
        dl div {
          min-width: auto;
        }
        dd {
          font-size: var(--size-m);
        }
        .ignition {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) playhead!: Playhead;
  @property() zone = hereZone();

  #figure(name: string, figure: string | undefined, look = "") {
    if (figure === undefined) return nothing;
    return html`<div class=${look}>
      <dt>${name}</dt>
      <dd>${figure}</dd>
    </div>`;
  }

  /** What it does, and how fast. */
  #speed() {
    const { doing, speedKmh } = this.playhead;
    return html`<div>
      <dt>${doingText(doing)}</dt>
      <dd>
        ${wholeText(speedKmh)}${speedKmh === null ? nothing : html`<span class="unit">km/h</span>`}
      </dd>
    </div>`;
  }

  #said(reading: Reading) {
    const t = fleetText();
    const { odometerKm, ignition } = reading;
    return html`${this.#figure(t.fuel, fuelText(reading))}
    ${this.#figure(t.odometer, odometerKm === null ? undefined : kmText(odometerKm))}
    ${ignition === null ? nothing : this.#figure(t.ignition, ignition ? t.on : t.off, "ignition")}`;
  }

  protected override render() {
    const { atMs, reading } = this.playhead;
    return html`<div class="moment">
        <div class="clock">${clockText(atMs, this.zone)}</div>
        <div class="day">${fullDayText(atMs, this.zone)}</div>
      </div>
      <dl>${this.#speed()} ${reading ? this.#said(reading) : nothing}</dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-figures": ReplayFigures;
  }
}
