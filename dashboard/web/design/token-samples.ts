import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import "../elements/status-glyph.ts";
import { CONNECTIONS } from "../fleet/connection.ts";
import { STATUSES } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import { controls } from "../kit/controls.ts";
import { sampleCard, sampleStyles } from "./sample-styles.ts";

const COLORS = {
  Surfaces: [
    "canvas",
    "surface",
    "surface-raised",
    "surface-sunken",
    "surface-hover",
    "surface-selected",
  ],
  "Text and lines": ["text", "text-muted", "text-faint", "line", "line-strong", "focus"],
  Accent: ["accent", "accent-hover", "accent-text", "accent-soft"],
  Status: ["driving", "idling", "parked", "unknown", "offline"],
  Tones: ["good", "good-soft", "warn", "warn-soft", "danger", "danger-soft", "danger-solid"],
  Charts: ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5"],
} as const;
const SIZES = ["xl", "l", "m", "s", "xs"] as const;
const SPACES = [1, 2, 3, 4, 5, 6] as const;

/** Colours, type, distances, corners and shadows. */
@customElement("token-samples")
export class TokenSamples extends LitElement {
  static override styles = [
    controls,
    sampleStyles,
    css`
      .swatches {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(118px, 1fr));
        gap: 10px;
      }
      .swatch {
        font-size: var(--size-s);
        color: var(--text-muted);
        min-width: 0;
      }
      .swatch::before {
        content: "";
        display: block;
        height: 40px;
        margin-bottom: 5px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--sample);
      }
      .type {
        margin: 0 0 6px;
      }
      .space {
        width: var(--sample);
        height: 20px;
        border-radius: 2px;
        background: var(--accent);
      }
      .box {
        display: grid;
        place-items: center;
        width: 110px;
        height: 64px;
        border: 1px solid var(--line);
        font-size: var(--size-s);
        color: var(--text-muted);
        background: var(--surface-raised);
      }
      .glyph {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        font-size: var(--size-m);
      }
    `,
  ];

  #colors() {
    return Object.entries(COLORS).map(
      ([name, tokens]) =>
        html`<h3>${name}</h3>
          <div class="swatches">
            ${tokens.map(
              (token) =>
                html`<div class="swatch" style=${`--sample: var(--${token})`}>${token}</div>`,
            )}
          </div>`,
    );
  }

  #shapes() {
    const t = fleetText();
    return html`<h3>
        Shapes of status: never colour alone; how a car is heard by how full they are
      </h3>
      ${CONNECTIONS.map(
        (connection) =>
          html`<div class="row">
            ${STATUSES.map(
              (status) =>
                html`<span class="glyph"
                  ><status-glyph status=${status} connection=${connection}></status-glyph>${
                    t.status[status]
                  },
                  ${t.connection[connection].toLowerCase()}</span
                >`,
            )}
          </div>`,
      )}`;
  }

  #measures() {
    return html`<h3>Type</h3>
      ${SIZES.map(
        (size) =>
          html`<p class="type" style=${`font-size: var(--size-${size})`}>
            ${size}: ABC 123 drove 1,234.5 km in 3 h 05 min
          </p>`,
      )}
      <h3>Distances, corners, shadows</h3>
      <div class="row">
        ${SPACES.map(
          (space) => html`<span class="space" style=${`--sample: var(--space-${space})`}></span>`,
        )}
      </div>
      <div class="row" style="margin-top: 14px">
        ${(["s", "m", "l"] as const).map(
          (size) =>
            html`<span
              class="box"
              style=${`border-radius: var(--radius-${size}); box-shadow: var(--shadow-${size})`}
              >${size}</span
            >`,
        )}
      </div>`;
  }

  protected override render() {
    return sampleCard("Tokens", html`${this.#colors()} ${this.#shapes()} ${this.#measures()}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "token-samples": TokenSamples;
  }
}
