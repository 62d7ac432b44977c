import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controls } from "../../kit/controls.ts";
import "../../kit/modal-dialog.ts";
import { kitText } from "../../kit/text.ts";
import "../../kit/text-field.ts";
import { fuelText } from "./text.ts";

const MAX_REASON = 500;

/** Asks why before something that is told later with its reason. Fires `choose` with it, or `close`. */
@customElement("reason-dialog")
export class ReasonDialog extends LitElement {
  static override styles = [
    controls,
    css`
      form {
        margin-top: 14px;
      }
    `,
  ];

  @property() heading = "";
  /** Names what the button does. */
  @property() action = "";
  @property({ type: Boolean }) danger = false;
  @property({ type: Boolean }) open = false;
  /** The answer has been sent; the button cannot be pressed twice. */
  @property({ type: Boolean }) busy = false;
  @state() private reason = "";
  @state() private isRefused = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("open") || !this.open) return;
    this.reason = "";
    this.isRefused = false;
  }

  protected override async updated(changed: PropertyValues<this>): Promise<void> {
    if (!changed.has("open") || !this.open) return;
    await this.renderRoot.querySelector("modal-dialog")?.updateComplete;
    this.#field?.focus();
  }

  get #field(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>("text-field");
  }

  readonly #choose = (event: Event): void => {
    event.preventDefault();
    const detail = this.reason.trim();
    this.isRefused = detail === "";
    if (this.isRefused) this.#field?.focus();
    else if (!this.busy) this.dispatchEvent(new CustomEvent<string>("choose", { detail }));
  };

  protected override render() {
    const t = fuelText().form;
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog heading=${this.heading} ?open=${this.open} keeps-open @close=${close}>
      <slot></slot>
      <form novalidate @submit=${this.#choose}>
        <text-field
          label=${t.reason}
          maxLength=${MAX_REASON}
          autocomplete="off"
          error=${this.isRefused ? t.missing : ""}
          .value=${this.reason}
          @value-change=${({ detail }: CustomEvent<string>) => (this.reason = detail)}
        ></text-field>
      </form>
      <button slot="actions" class="button" @click=${close}>${kitText().cancel}</button>
      <button
        slot="actions"
        class="button ${this.danger ? "danger" : "primary"}"
        ?disabled=${this.busy}
        @click=${this.#choose}
      >
        ${this.action}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "reason-dialog": ReasonDialog;
  }
}
