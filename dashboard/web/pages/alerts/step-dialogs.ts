import { consume } from "@lit/context";
import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../../contracts/alert.ts";
import type { NextStep } from "../../alerts/alert-action.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext } from "../../shell/contexts.ts";
import "./assign-dialog.ts";
import "./snooze-dialog.ts";
import type { ChosenStep } from "./snooze-dialog.ts";

/** What has to be chosen before a step can be taken, and with which alerts. */
export type AskedStep = {
  readonly about: "snooze" | "assign";
  readonly alerts: readonly Alert[];
};

/** A step that was chosen for them. */
export type AnsweredStep = {
  readonly alerts: readonly Alert[];
  readonly step: NextStep;
  readonly note: string;
};

/** Asks how long alerts are put off, or who looks after them. Fires `answer` or `close`. */
@customElement("step-dialogs")
export class StepDialogs extends LitElement {
  @property({ attribute: false }) asked: AskedStep | undefined;
  @property() userId = "";
  @consume({ context: branchesContext, subscribe: true }) branches: Branches = NO_BRANCHES;

  readonly #close = (): boolean => this.dispatchEvent(new CustomEvent("close"));

  readonly #choose = ({ detail }: CustomEvent<ChosenStep>): void => {
    const answer: AnsweredStep = { ...detail, alerts: this.asked?.alerts ?? [] };
    this.dispatchEvent(new CustomEvent("answer", { detail: answer }));
  };

  protected override render() {
    const { about, alerts } = this.asked ?? {};
    const first = alerts?.[0];
    return html`<snooze-dialog
        ?open=${about === "snooze"}
        zone=${this.branches.zoneOf(first?.branchId ?? null)}
        @close=${this.#close}
        @choose=${this.#choose}
      ></snooze-dialog>
      <assign-dialog
        ?open=${about === "assign"}
        .alert=${first}
        .userId=${this.userId}
        @close=${this.#close}
        @choose=${this.#choose}
      ></assign-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "step-dialogs": StepDialogs;
  }
}
