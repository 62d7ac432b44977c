import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../elements/status-glyph.ts";
import { STATUSES } from "../fleet/status.ts";
import { fleetText } from "../fleet/text.ts";
import "../kit/action-menu.ts";
import type { MenuAction } from "../kit/action-menu.ts";
import { controls } from "../kit/controls.ts";
import "../kit/filter-chip.ts";
import "../kit/tab-panels.ts";
import "../kit/tone-tag.ts";
import "../kit/tool-tip.ts";
import { icon } from "../page/icons.ts";
import { sampleCard, sampleStyles } from "./sample-styles.ts";

const ACTIONS: readonly MenuAction[] = [
  { id: "acknowledge", label: "Acknowledge", icon: "check", key: "A" },
  { id: "edit", label: "Edit the note", icon: "edit" },
  { id: "locate", label: "Show on the map", icon: "follow", disabled: true },
  { id: "remove", label: "Remove the fence", icon: "trash", danger: true },
];
const COUNTS = [12, 3, 1_204, 0];

/** What is pressed: buttons, chips, menus, tabs, and the words beside them. */
@customElement("action-samples")
export class ActionSamples extends LitElement {
  static override styles = [controls, sampleStyles];

  @state() private chosen = "none";

  #buttons() {
    return html`<div class="row">
        <button class="button primary">Save the fence</button>
        <button class="button">Cancel</button>
        <button class="button quiet">Show more</button>
        <button class="button danger">Remove the fence</button>
        <button class="button" disabled>Saving…</button>
        <a class="button" href="#link">A link</a>
      </div>
      <h3>Icon buttons, with a tooltip for what the name does not say</h3>
      <div class="row">
        <button class="icon-button" aria-label="Edit">${icon("edit")}</button>
        <button class="icon-button" aria-label="Follow" aria-pressed="true">
          ${icon("follow")}
        </button>
        <tool-tip text="Draws the route of the last 24 hours behind every car">
          <button class="button" id="tipped">Trails</button>
        </tool-tip>
      </div>`;
  }

  #chips() {
    return html`<h3>Chips</h3>
      <div class="row">
        ${STATUSES.map(
          (status, index) =>
            html`<filter-chip
              label=${fleetText().status[status]}
              .count=${COUNTS[index]}
              ?pressed=${index === 1}
              ><status-glyph slot="mark" status=${status}></status-glyph
            ></filter-chip>`,
        )}
      </div>
      <h3>Tags</h3>
      <div class="row">
        <tone-tag>Draft</tone-tag><tone-tag tone="accent">Assigned</tone-tag
        ><tone-tag tone="good">Resolved</tone-tag><tone-tag tone="warn">Overdue</tone-tag
        ><tone-tag tone="danger">Critical</tone-tag>
      </div>`;
  }

  #menus() {
    return html`<h3>Menu</h3>
      <div class="row">
        <action-menu
          id="menu"
          label="Actions"
          .actions=${ACTIONS}
          @action=${(event: CustomEvent<string>) => (this.chosen = event.detail)}
        ></action-menu>
        <action-menu icon-only label="More actions" .actions=${ACTIONS}></action-menu>
        <span id="chosen">Chosen: ${this.chosen}</span>
      </div>
      <h3>Tabs</h3>
      <tab-panels
        label="A car"
        .tabs=${[
          { id: "today", label: "Today" },
          { id: "alerts", label: "Alerts", count: 3 },
          { id: "device", label: "Device" },
        ]}
      >
        <p slot="today">Three routes and two stops.</p>
        <p slot="alerts">Three alerts are open.</p>
        <p slot="device">Reports every ten seconds.</p>
      </tab-panels>`;
  }

  protected override render() {
    return sampleCard("Actions", html`${this.#buttons()} ${this.#chips()} ${this.#menus()}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "action-samples": ActionSamples;
  }
}
