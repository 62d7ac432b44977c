import { css, html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import "../elements/figure-tile.ts";
import { controls } from "../kit/controls.ts";
import "../kit/list-skeleton.ts";
import "../kit/stale-note.ts";
import "../kit/state-message.ts";
import type { Link } from "../live/link.ts";
import "../shell/connection-pill.ts";
import { sampleCard, sampleStyles } from "./sample-styles.ts";

/** Time this page was opened, which all ages on it are counted from, ms. */
const OPENED_MS = Date.now();
const LINKS: readonly Link[] = [
  { kind: "live" },
  { kind: "connecting", sinceMs: OPENED_MS },
  { kind: "lost", sinceMs: OPENED_MS - 3_600_000, attempt: 40 },
];

/** What stands where there is nothing to show, not yet or no longer. */
@customElement("state-samples")
export class StateSamples extends LitElement {
  static override styles = [
    controls,
    sampleStyles,
    css`
      .frame {
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        overflow: hidden;
      }
      stale-note {
        margin-bottom: 14px;
      }
    `,
  ];

  #messages() {
    return html`<div class="grid">
      <state-message class="frame" icon="route" heading="No routes yet today"
        >They appear here while the car drives.</state-message
      >
      <state-message class="frame" icon="search" heading="No car matches" action="Clear filters"
        >Try another plate, driver or model.</state-message
      >
      <state-message
        class="frame"
        bad
        icon="lost"
        heading="This could not be loaded"
        action="Try again"
      ></state-message>
      <list-skeleton class="frame" rows="3"></list-skeleton>
    </div>`;
  }

  protected override render() {
    return sampleCard(
      "States",
      html`<stale-note .sinceMs=${OPENED_MS - 240_000}></stale-note> ${this.#messages()}
        <h3>The link to the server</h3>
        <div class="row">
          ${LINKS.map((link) => html`<connection-pill .link=${link}></connection-pill>`)}
          <connection-pill
            .link=${{ kind: "live" }}
            .silence=${{ sinceMs: OPENED_MS - 45_000, licensePlate: "ABC 123" }}
          ></connection-pill>
        </div>
        <h3>Figures: current, old, missing</h3>
        <div class="grid">
          <figure-tile
            icon="fuel"
            name="Fuel"
            value="62"
            unit="%"
            .since=${new Date(OPENED_MS).toISOString()}
          ></figure-tile>
          <figure-tile
            icon="gauge"
            name="Speed"
            value="54"
            unit="km/h"
            stale
            .since=${new Date(OPENED_MS - 900_000).toISOString()}
          ></figure-tile>
          <figure-tile icon="odometer" name="Odometer"></figure-tile>
        </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "state-samples": StateSamples;
  }
}
