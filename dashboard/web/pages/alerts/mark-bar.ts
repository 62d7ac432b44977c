import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AlertAction, NextStep } from "../../alerts/alert-action.ts";
import { snoozeMenu } from "../../alerts/snooze-menu.ts";
import { alertText } from "../../alerts/text.ts";
import "../../kit/action-menu.ts";
import type { MenuAction } from "../../kit/action-menu.ts";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import { shellText } from "../../shell/text.ts";
import type { AskedStep } from "./step-dialogs.ts";

const FALSE_ALARM: AlertAction = { kind: "resolve", resolution: "false_alarm" };

/**
 * What can be done with all alerts that are marked; on a phone the rarer steps are in a menu. Fires `act`
 * (a step), `ask` (about what something is to be chosen first) and `clear`.
 */
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
      @media (max-width: 760px) {
        .count {
          flex: 1 1 calc(100% - 64px);
        }
      }
    `,
  ];

  @property({ type: Number }) count = 0;
  /** They have been resolved. */
  @property({ type: Boolean }) resolved = false;

  readonly #phone = new PhoneController(this);

  #fire(type: string, detail?: NextStep | AskedStep["about"]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #button(label: string, action: AlertAction) {
    return html`<button class="button" @click=${() => this.#fire("act", action)}>${label}</button>`;
  }

  #steps() {
    const t = alertText();
    if (this.resolved) return this.#button(t.actions.reopen, { kind: "reopen" });
    const acknowledge = this.#button(t.actions.acknowledge, { kind: "acknowledge" });
    const resolve = this.#button(t.actions.resolve, { kind: "resolve", resolution: "handled" });
    if (this.#phone.isPhone) return html`${acknowledge} ${resolve} ${this.#rarerSteps()}`;
    return html`${acknowledge} ${this.#button(t.actions.assign, { kind: "assign" })}
    ${this.#asking(`${t.assignTo}…`, "assign")}
    ${snoozeMenu({
      onTime: (time) => this.#fire("act", time),
      onAnother: () => this.#fire("ask", "snooze"),
    })}
    ${this.#asking(t.addNote, "note")} ${resolve}
    ${this.#button(t.resolutions.false_alarm, FALSE_ALARM)}`;
  }

  #asking(label: string, about: AskedStep["about"]) {
    return html`<button class="button" @click=${() => this.#fire("ask", about)}>${label}</button>`;
  }

  #rarerSteps() {
    const t = alertText();
    const actions: readonly MenuAction[] = [
      { id: "mine", label: t.actions.assign },
      { id: "assign", label: `${t.assignTo}…` },
      { id: "snooze", label: `${t.actions.snooze}…` },
      { id: "note", label: t.addNote },
      { id: "false_alarm", label: t.resolutions.false_alarm },
    ];
    return html`<action-menu
      icon-only
      label=${shellText().more}
      .actions=${actions}
      @action=${({ detail }: CustomEvent<string>) => this.#takeRarer(detail)}
    ></action-menu>`;
  }

  #takeRarer(id: string): void {
    if (id === "mine") this.#fire("act", { kind: "assign" });
    else if (id === "false_alarm") this.#fire("act", FALSE_ALARM);
    else if (id === "assign" || id === "snooze" || id === "note") this.#fire("ask", id);
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
