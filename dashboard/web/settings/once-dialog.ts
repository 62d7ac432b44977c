import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../kit/controls.ts";
import "../kit/copy-field.ts";
import "../kit/modal-dialog.ts";
import { icon } from "../page/icons.ts";
import { settingsText } from "./text.ts";

/** What can be read this once, to be copied; what it is for goes inside. Fires `close`. */
@customElement("once-dialog")
export class OnceDialog extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        --dialog-width: 540px;
      }
      .fields {
        display: grid;
        gap: 14px;
        margin: 14px 0 0;
      }
      p {
        display: flex;
        gap: 8px;
        margin: 14px 0 0;
        padding: 10px 12px;
        border-radius: var(--radius-m);
        background: var(--accent-soft);
        color: var(--accent-text);
        line-height: 1.4;
      }
      p .icon {
        margin-top: 2px;
      }
    `,
  ];

  @property() heading = "";
  /** What is shown, in lines of at most so many. */
  @property({ attribute: false }) fields: readonly {
    readonly label: string;
    readonly value: string;
    readonly lines?: number;
  }[] = [];

  protected override render() {
    const t = settingsText();
    const close = (): boolean => this.dispatchEvent(new CustomEvent("close"));
    return html`<modal-dialog heading=${this.heading} open keeps-open @close=${close}>
      <slot></slot>
      <div class="fields">
        ${this.fields.map(
          ({ label, value, lines = 1 }) =>
            html`<copy-field label=${label} lines=${lines} .value=${value}></copy-field>`,
        )}
      </div>
      <p>${icon("ignition")}<span>${t.shownOnce}</span></p>
      <button slot="actions" class="button primary" @click=${close}>${t.done}</button>
    </modal-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "once-dialog": OnceDialog;
  }
}
