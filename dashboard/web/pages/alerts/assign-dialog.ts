import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alert, Assignee } from "../../../../contracts/alert.ts";
import { loadAssignees } from "../../alerts/assignees.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import type { ChosenStep } from "./snooze-dialog.ts";

/** Asks who is to look after alerts. Fires `choose` (a `ChosenStep`) or `close`. */
@customElement("assign-dialog")
export class AssignDialog extends LitElement {
  static override styles = [
    controls,
    css`
      .people {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .button {
        justify-content: flex-start;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** The one by which it is told who may look after it. */
  @property({ attribute: false }) alert: Alert | undefined;
  @property() userId = "";
  @state() private others: readonly Assignee[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open || !this.alert) return;
    this.others = [];
    void this.#load(this.alert);
  }

  protected override async updated(changed: PropertyValues<this>): Promise<void> {
    if (!changed.has("open") || !this.open) return;
    await this.renderRoot.querySelector("modal-dialog")?.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".people button")?.focus();
  }

  /** Where that cannot be told it can still be taken over. */
  async #load({ id }: Alert): Promise<void> {
    const people = await loadAssignees(id).catch(() => []);
    if (this.alert?.id === id) this.others = people.filter((each) => each.id !== this.userId);
  }

  #choose(userId?: string): void {
    const step =
      userId === undefined ? { kind: "assign" as const } : { kind: "assign" as const, userId };
    const detail: ChosenStep = { step, note: "" };
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }

  protected override render() {
    const t = alertText();
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog heading=${t.assignTo} ?open=${this.open} @close=${close}>
      <div class="people">
        <button class="button" @click=${() => this.#choose()}>${t.toMe}</button>
        ${this.others.map(
          ({ id, name }) =>
            html`<button class="button" @click=${() => this.#choose(id)}>
              <bdi>${name}</bdi>
            </button>`,
        )}
      </div>
      <button slot="actions" class="button" @click=${close}>${t.cancel}</button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "assign-dialog": AssignDialog;
  }
}
