import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alert } from "../../../../contracts/alert.ts";
import { type AlertAction, nextAction } from "../../alerts/alert-action.ts";
import "../../alerts/alert-detail.ts";
import { alertTitle, TONES } from "../../alerts/alert-words.ts";
import { SNOOZE_TIMES, type SnoozeTime } from "../../alerts/snooze-times.ts";
import { alertText } from "../../alerts/text.ts";
import "../../kit/action-menu.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/side-drawer.ts";
import "../../kit/text-field.ts";
import "../../kit/tone-tag.ts";

/** What somebody does to an alert; a time says until when it is put off. */
export type NextStep = AlertAction | SnoozeTime;

/** A step taken with the open alert, and what is said of it. */
export type DrawerStep = {
  readonly alert: Alert;
  readonly step: NextStep;
  readonly note: string;
};

/** One alert beside the list, with what can be done about it. Fires `act` and `close`. */
@customElement("alert-drawer")
export class AlertDrawer extends LitElement {
  static override styles = [
    controls,
    css`
      tone-tag {
        margin-top: 6px;
      }
      .actions {
        display: grid;
        gap: 10px;
        width: 100%;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  /** Undefined shuts the drawer. */
  @property({ attribute: false }) alert: Alert | undefined;
  @property() userId = "";
  @property({ type: Boolean, attribute: "may-handle" }) mayHandle = false;
  @state() private note = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("alert") && changed.get("alert")?.id !== this.alert?.id) this.note = "";
  }

  #act(alert: Alert, step: NextStep): void {
    const detail: DrawerStep = { alert, step, note: this.note };
    this.note = "";
    this.dispatchEvent(new CustomEvent("act", { detail }));
  }

  #button(alert: Alert, action: AlertAction) {
    const t = alertText();
    const isFalse = action.kind === "resolve" && action.resolution === "false_alarm";
    const isNext = action.kind === nextAction(alert.status) && !isFalse;
    return html`<button
      class="button ${isNext ? "primary" : ""}"
      @click=${() => this.#act(alert, action)}
    >
      ${isFalse ? t.resolutions.false_alarm : t.actions[action.kind]}
    </button>`;
  }

  #snooze(alert: Alert) {
    const t = alertText();
    return html`<action-menu
      label=${t.actions.snooze}
      .actions=${SNOOZE_TIMES.map((id) => ({ id, label: t.snoozeFor[id] }))}
      @action=${({ detail }: CustomEvent<SnoozeTime>) => this.#act(alert, detail)}
    ></action-menu>`;
  }

  #buttons(alert: Alert) {
    const { status, assigneeId } = alert;
    if (status === "resolved") return this.#button(alert, { kind: "reopen" });
    const isMine = status === "assigned" && assigneeId === this.userId;
    return html`${status === "open" ? this.#button(alert, { kind: "acknowledge" }) : nothing}
    ${status === "snoozed" ? this.#button(alert, { kind: "unsnooze" }) : nothing}
    ${isMine ? nothing : this.#button(alert, { kind: "assign" })} ${this.#snooze(alert)}
    ${this.#button(alert, { kind: "resolve", resolution: "handled" })}
    ${this.#button(alert, { kind: "resolve", resolution: "false_alarm" })}`;
  }

  #actions(alert: Alert) {
    const t = alertText();
    return html`<div slot="actions" class="actions">
      <text-field
        label=${t.note}
        hint=${t.noteHint}
        optional
        .value=${this.note}
        @value-change=${({ detail }: CustomEvent<string>) => (this.note = detail)}
      ></text-field>
      <div class="buttons">${this.#buttons(alert)}</div>
    </div>`;
  }

  #content(alert: Alert) {
    const t = alertText();
    return html`<tone-tag slot="subheading" tone=${TONES[alert.severity]}
        >${t.severities[alert.severity]} · ${t.statuses[alert.status]}</tone-tag
      >
      <alert-detail .alert=${alert}></alert-detail>
      ${this.mayHandle ? this.#actions(alert) : nothing}`;
  }

  protected override render() {
    const { alert } = this;
    return html`<side-drawer
      heading=${alert ? alertTitle(alert) : ""}
      ?open=${alert !== undefined}
      ?has-actions=${this.mayHandle}
      @close=${() => this.dispatchEvent(new CustomEvent("close"))}
    >
      ${alert ? this.#content(alert) : nothing}
    </side-drawer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-drawer": AlertDrawer;
  }
}
