import { consume } from "@lit/context";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alert, Assignee } from "../../../../contracts/alert.ts";
import { type AlertAction, nextAction, type NextStep } from "../../alerts/alert-action.ts";
import "../../alerts/alert-detail.ts";
import { alertTitle, TONES } from "../../alerts/alert-words.ts";
import { loadAssignees } from "../../alerts/assignees.ts";
import { snoozeMenu } from "../../alerts/snooze-menu.ts";
import { alertText } from "../../alerts/text.ts";
import "../../kit/action-menu.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/side-drawer.ts";
import "../../kit/text-field.ts";
import "../../kit/tone-tag.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext } from "../../shell/contexts.ts";
import "./snooze-dialog.ts";
import type { ChosenStep } from "./snooze-dialog.ts";

/** A step taken with the open alert, and what is said of it. */
export type DrawerStep = {
  readonly alert: Alert;
  readonly step: NextStep;
  readonly note: string;
  /** To be called once it is done: what was said is kept then. */
  readonly onDone: () => void;
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
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;
  @state() private note = "";
  @state() private assignees: readonly Assignee[] = [];
  @state() private hasNoPeople = false;
  @state() private asksForTime = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("alert") || changed.get("alert")?.id === this.alert?.id) return;
    this.note = "";
    this.assignees = [];
    this.asksForTime = false;
    if (this.alert && this.mayHandle) void this.#loadAssignees(this.alert);
  }

  /** Who else could look after it. Where that cannot be told it can still be taken over. */
  async #loadAssignees({ id }: Alert): Promise<void> {
    const assignees = await loadAssignees(id).catch(() => undefined);
    if (this.alert?.id !== id) return;
    this.assignees = assignees ?? [];
    this.hasNoPeople = assignees === undefined;
  }

  #act(alert: Alert, step: NextStep): void {
    const { note } = this;
    const onDone = (): void => {
      if (this.alert?.id !== alert.id) return;
      this.asksForTime = false;
      if (this.note === note) this.note = "";
    };
    const detail: DrawerStep = { alert, step, note, onDone };
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

  #assign(alert: Alert) {
    const others = this.assignees.filter(({ id }) => id !== this.userId && id !== alert.assigneeId);
    if (this.hasNoPeople) {
      return html`<button
        class="button"
        title=${alertText().peopleFailed}
        @click=${() => void this.#loadAssignees(alert)}
      >
        ${alertText().assignTo}: ${alertText().tryAgain}
      </button>`;
    }
    if (others.length === 0) return nothing;
    return html`<action-menu
      label=${alertText().assignTo}
      .actions=${others.map(({ id, name }) => ({ id, label: name }))}
      @action=${({ detail }: CustomEvent<string>) =>
        this.#act(alert, { kind: "assign", userId: detail })}
    ></action-menu>`;
  }

  #buttons(alert: Alert) {
    const { status, assigneeId } = alert;
    if (status === "resolved") return this.#button(alert, { kind: "reopen" });
    const isMine = status === "assigned" && assigneeId === this.userId;
    return html`${status === "open" ? this.#button(alert, { kind: "acknowledge" }) : nothing}
    ${status === "snoozed" ? this.#button(alert, { kind: "unsnooze" }) : nothing}
    ${isMine ? nothing : this.#button(alert, { kind: "assign" })} ${this.#assign(alert)}
    ${snoozeMenu({
      onTime: (time) => this.#act(alert, time),
      onAnother: () => (this.asksForTime = true),
    })}
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
      </side-drawer>
      <snooze-dialog
        ?open=${this.asksForTime}
        zone=${this.branches.zoneOf(alert?.branchId ?? "")}
        @close=${() => (this.asksForTime = false)}
        .note=${this.note}
        @choose=${({ detail }: CustomEvent<ChosenStep>) => {
          this.note = detail.note;
          if (alert) this.#act(alert, detail.step);
        }}
      ></snooze-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-drawer": AlertDrawer;
  }
}
