import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alert, Assignee } from "../../../../contracts/alert.ts";
import { loadSharedAssignees } from "../../alerts/assignees.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import { ApiError } from "../../session/api.ts";
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
      p {
        margin: 0 0 12px;
        color: var(--text-muted);
        overflow-wrap: anywhere;
      }
      .failure {
        margin-top: 16px;
      }
      .failure p {
        color: var(--danger);
      }
      .button {
        justify-content: flex-start;
        height: auto;
        min-height: var(--control);
        min-width: 0;
        padding-block: 6px;
        overflow-wrap: anywhere;
        text-align: start;
        white-space: normal;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** Those that somebody is to look after: whoever is offered may look after all of them. */
  @property({ attribute: false }) alerts: readonly Alert[] = [];
  @property() userId = "";
  @state() private others: readonly Assignee[] = [];
  /** Why nobody else is offered. */
  @state() private fault = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open) return;
    this.others = [];
    void this.#load();
  }

  protected override async updated(changed: PropertyValues<this>): Promise<void> {
    if (!changed.has("open") || !this.open) return;
    await this.renderRoot.querySelector("modal-dialog")?.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".people button")?.focus();
  }

  /** Where that cannot be told it can still be taken over. */
  async #load(): Promise<void> {
    const { alerts } = this;
    this.fault = "";
    try {
      const people = await loadSharedAssignees(alerts);
      if (this.alerts === alerts) this.others = people.filter(({ id }) => id !== this.userId);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.alerts === alerts) this.fault = error.message;
    }
  }

  #failure() {
    const t = alertText();
    return html`<div class="failure" role="alert">
      <p>${t.peopleFailed} ${this.fault}</p>
      <button class="button" @click=${() => void this.#load()}>${t.tryAgain}</button>
    </div>`;
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
      ${this.alerts.length > 1 ? html`<p>${t.peopleOfAll}</p>` : nothing}
      <div class="people">
        <button class="button" @click=${() => this.#choose()}>${t.toMe}</button>
        ${this.others.map(
          ({ id, name }) =>
            html`<button class="button" @click=${() => this.#choose(id)}>
              <bdi>${name}</bdi>
            </button>`,
        )}
      </div>
      ${this.fault ? this.#failure() : nothing}
      <button slot="actions" class="button" @click=${close}>${t.cancel}</button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "assign-dialog": AssignDialog;
  }
}
