import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import "../../kit/text-field.ts";
import type { ChosenStep } from "./snooze-dialog.ts";

/** Longest a note may be, as the server takes it. */
const MOST_CHARACTERS = 1_000;

/** Asks what is to be said about alerts. Fires `choose` (a `ChosenStep`) or `close`. */
@customElement("note-dialog")
export class NoteDialog extends LitElement {
  static override styles = [controls];

  @property({ type: Boolean }) open = false;
  /** Why what was said could not be kept. */
  @property() fault = "";
  @state() private note = "";
  @state() private isMissing = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open) return;
    this.note = "";
    this.isMissing = false;
  }

  protected override async updated(changed: PropertyValues<this>): Promise<void> {
    if (!changed.has("open") || !this.open) return;
    await this.renderRoot.querySelector("modal-dialog")?.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("text-field")?.focus();
  }

  readonly #submit = (event?: Event): void => {
    event?.preventDefault();
    this.isMissing = this.note.trim() === "";
    if (this.isMissing) return;
    const detail: ChosenStep = { step: { kind: "note" }, note: this.note };
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.isComposing) this.#submit(event);
  };

  #field() {
    const t = alertText();
    return html`<text-field
      label=${t.note}
      error=${this.isMissing ? t.noteMissing : this.fault}
      .maxLength=${MOST_CHARACTERS}
      .value=${this.note}
      @keydown=${this.#key}
      @value-change=${({ detail }: CustomEvent<string>) => (this.note = detail)}
    ></text-field>`;
  }

  protected override render() {
    const t = alertText();
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog heading=${t.addNote} ?open=${this.open} keeps-open @close=${close}>
      ${this.open ? this.#field() : nothing}
      <button slot="actions" class="button" @click=${close}>${t.cancel}</button>
      <button slot="actions" class="button primary" @click=${() => this.#submit()}>
        ${t.addNote}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "note-dialog": NoteDialog;
  }
}
