import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "./controls.ts";
import "./modal-dialog.ts";
import { kitText } from "./text.ts";

/**
 * Asks before something that cannot be undone; what can be undone is done, with an undo in a notice.
 * Fires `confirm` or `close`; the page then takes `open` away.
 */
@customElement("confirm-dialog")
export class ConfirmDialog extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property() heading = "";
  /** Names what the button does, such as `Remove the fence`; never just `OK`. */
  @property() action = "";
  @property({ type: Boolean }) danger = false;
  @property({ type: Boolean }) open = false;
  /** The answer has been sent; the button cannot be pressed twice. */
  @property({ type: Boolean }) busy = false;

  #fire(type: "confirm" | "close"): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  protected override render() {
    return html`<modal-dialog
      heading=${this.heading}
      ?open=${this.open}
      @close=${() => this.#fire("close")}
    >
      <slot></slot>
      <button slot="actions" class="button" @click=${() => this.#fire("close")}>
        ${kitText().cancel}
      </button>
      <button
        slot="actions"
        class="button ${this.danger ? "danger" : "primary"}"
        ?disabled=${this.busy}
        @click=${() => this.#fire("confirm")}
      >
        ${this.action}
      </button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "confirm-dialog": ConfirmDialog;
  }
}
