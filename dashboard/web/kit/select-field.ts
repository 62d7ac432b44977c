import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { describedBy, fieldFrame, fieldStyles } from "./field-frame.ts";
import { kitText } from "./text.ts";

/** One thing to choose. */
export type Choice = { readonly value: string; readonly label: string; readonly detail?: string };

/** One of a few things, in the browser's own list. Fires `value-change` with its value. */
@customElement("select-field")
export class SelectField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [
    controls,
    fieldStyles,
    css`
      .box {
        position: relative;
      }
      select.field {
        padding-right: 34px;
        appearance: none;
        text-overflow: ellipsis;
        cursor: pointer;
      }
      option {
        background: var(--surface-raised);
        color: var(--text);
      }
      .box > .icon {
        position: absolute;
        inset: 0 11px 0 auto;
        margin: auto 0;
        color: var(--text-muted);
        font-size: 15px;
        pointer-events: none;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  @property() value = "";
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property({ type: Boolean }) optional = false;
  @property({ type: Boolean }) disabled = false;
  @query("#control") private control!: HTMLSelectElement;

  readonly #change = (): void => {
    this.value = this.control.value;
    this.dispatchEvent(new CustomEvent("value-change", { detail: this.value }));
  };

  protected override updated(): void {
    // an option that a person has chosen no longer follows its attribute
    const { value } = this;
    if (this.choices.some((choice) => choice.value === value)) this.control.value = value;
  }

  protected override render() {
    const isChosen = this.choices.some(({ value }) => value === this.value);
    return fieldFrame(
      this,
      html`<div class="box">
        <select
          id="control"
          class="field"
          aria-invalid=${this.error !== ""}
          aria-describedby=${describedBy(this) || nothing}
          ?disabled=${this.disabled}
          @change=${this.#change}
        >
          ${
            isChosen && !this.optional
              ? nothing
              : html`<option value="" ?selected=${!isChosen}>${kitText().choose}</option>`
          }
          ${this.choices.map(
            ({ value, label }) =>
              html`<option value=${value} ?selected=${value === this.value}>${label}</option>`,
          )}
        </select>
        ${icon("chevronDown")}
      </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "select-field": SelectField;
  }
}
