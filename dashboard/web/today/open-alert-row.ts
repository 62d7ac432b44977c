import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../contracts/alert.ts";
import type { NextStep } from "../alerts/alert-action.ts";
import "../alerts/alert-row.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { snoozeMenu } from "../alerts/snooze-menu.ts";
import { alertText } from "../alerts/text.ts";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";

/** A step taken with an alert of the list. */
export type AlertStepTaken = { readonly alert: Alert; readonly step: NextStep };

/** An alert that is not settled, with the way to it and what can be done at once. Fires `act`. */
@customElement("open-alert-row")
export class OpenAlertRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding-bottom: 12px;
      }
      a {
        display: block;
        color: inherit;
        text-decoration: none;
        transition: background var(--quick);
      }
      a:hover {
        background: var(--surface-hover);
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 16px;
      }
      alert-row {
        padding-left: 16px;
      }
    `,
  ];

  @property({ attribute: false }) alert!: Alert;
  @property({ type: Boolean, attribute: "may-handle" }) mayHandle = false;
  /** Nothing can be done while the server cannot be reached. */
  @property({ type: Boolean }) offline = false;

  #act(step: NextStep): void {
    const detail: AlertStepTaken = { alert: this.alert, step };
    this.dispatchEvent(new CustomEvent("act", { detail }));
  }

  #acknowledge() {
    const label = alertText().actions.acknowledge;
    return html`<button
      class="button"
      aria-label=${`${label}: ${alertTitle(this.alert)}`}
      ?disabled=${this.offline}
      @click=${() => this.#act({ kind: "acknowledge" })}
    >
      ${icon("check")}${label}
    </button>`;
  }

  #actions() {
    return html`<div class="actions">
      ${this.alert.status === "open" ? this.#acknowledge() : nothing}
      ${snoozeMenu({ onTime: (time) => this.#act(time), disabled: this.offline })}
    </div>`;
  }

  protected override render() {
    return html`<a href=${`/alerts/${this.alert.id}`}
        ><alert-row .alert=${this.alert}></alert-row
      ></a>
      ${this.mayHandle ? this.#actions() : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "open-alert-row": OpenAlertRow;
  }
}
