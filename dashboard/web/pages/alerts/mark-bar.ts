import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AlertAction, NextStep } from "../../alerts/alert-action.ts";
import { snoozeMenu } from "../../alerts/snooze-menu.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";

/** What can be done with all alerts that are marked. Fires `act` (a step), `another-time`, `add-note` and `clear`. */
@customElement("mark-bar")
export class MarkBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .count {
        margin-right: var(--space-2);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ type: Number }) count = 0;
  /** They have been resolved. */
  @property({ type: Boolean }) resolved = false;

  #fire(type: string, detail?: NextStep): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #button(label: string, action: AlertAction) {
    return html`<button class="button" @click=${() => this.#fire("act", action)}>${label}</button>`;
  }

  #steps() {
    const t = alertText();
    if (this.resolved) return this.#button(t.actions.reopen, { kind: "reopen" });
    return html`${this.#button(t.actions.acknowledge, { kind: "acknowledge" })}
      ${this.#button(t.actions.assign, { kind: "assign" })}
      ${snoozeMenu({
        onTime: (time) => this.#fire("act", time),
        onAnother: () => this.#fire("another-time"),
      })}
      <button class="button" @click=${() => this.#fire("add-note")}>${t.addNote}</button>
      ${this.#button(t.actions.resolve, { kind: "resolve", resolution: "handled" })}
      ${this.#button(t.resolutions.false_alarm, { kind: "resolve", resolution: "false_alarm" })}`;
  }

  protected override render() {
    const t = alertText();
    return html`<span class="count" role="status">${t.marked(this.count)}</span>
      <button
        class="icon-button"
        aria-label=${t.clearMarks}
        title=${t.clearMarks}
        @click=${() => this.#fire("clear")}
      >
        ${icon("close")}
      </button>
      ${this.#steps()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "mark-bar": MarkBar;
  }
}
