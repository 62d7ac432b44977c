import { consume } from "@lit/context";
import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../../contracts/alert.ts";
import type { NextStep } from "../../alerts/alert-action.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { branchesContext } from "../../shell/contexts.ts";
import "./assign-dialog.ts";
import "./note-dialog.ts";
import "./snooze-dialog.ts";
import type { ChosenStep } from "./snooze-dialog.ts";

/** What has to be chosen before a step can be taken, and with which alerts. */
export type AskedStep = {
  readonly about: "snooze" | "assign" | "note";
  readonly alerts: readonly Alert[];
  /** Said in the dialog: it has been tried, in vain. */
  readonly fault?: string;
};

/** A step that was chosen for them. */
export type AnsweredStep = {
  readonly alerts: readonly Alert[];
  readonly step: NextStep;
  readonly note: string;
};

const NO_ALERTS: readonly Alert[] = [];

/** Asks how long alerts are put off, who looks after them, or what is to be said about them. Fires `answer` or `close`. */
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
    const { about, alerts = NO_ALERTS, fault = "" } = this.asked ?? {};
    const [zone, another] = new Set(alerts.map(({ branchId }) => this.branches.zoneOf(branchId)));
    return html`<snooze-dialog
        ?open=${about === "snooze"}
        zone=${zone ?? this.branches.zoneOf(null)}
        ?several-zones=${another !== undefined}
        fault=${fault}
        @close=${this.#close}
        @choose=${this.#choose}
      ></snooze-dialog>
      <assign-dialog
        ?open=${about === "assign"}
        .alerts=${alerts}
        .userId=${this.userId}
        @close=${this.#close}
        @choose=${this.#choose}
      ></assign-dialog>
      <note-dialog
        ?open=${about === "note"}
        fault=${fault}
        @close=${this.#close}
        @choose=${this.#choose}
      ></note-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "step-dialogs": StepDialogs;
  }
}
