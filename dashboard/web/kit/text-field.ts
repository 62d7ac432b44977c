import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";
import { controls } from "./controls.ts";
import { describedBy, fieldFrame, fieldStyles } from "./field-frame.ts";

/**
 * A line of text, or several. Fires `value-change` with the text at each keystroke; Enter in a
 * single line submits the form around it.
 */
@customElement("text-field")
export class TextField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [
    controls,
    fieldStyles,
    css`
      textarea.field {
        height: auto;
        min-height: 84px;
        padding-block: 9px;
        line-height: 1.45;
        resize: vertical;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  @property() value = "";
  @property() placeholder = "";
  @property() type: "text" | "email" | "password" | "tel" | "url" = "text";
  @property() autocomplete: AutoFill | undefined;
  @property({ type: Number }) maxLength = 1_000;
  @property({ type: Boolean }) multiline = false;
  @property({ type: Boolean }) optional = false;
  @property({ type: Boolean }) disabled = false;
  @query("#control") private control!: HTMLInputElement | HTMLTextAreaElement;

  /** Marks all of the text, so that typing replaces it. */
  select(): void {
    this.control.select();
  }

  readonly #input = (): void => {
    this.value = this.control.value;
    this.dispatchEvent(new CustomEvent("value-change", { detail: this.value }));
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !this.multiline) this.closest("form")?.requestSubmit();
  };

  #control() {
    const described = describedBy(this);
    return this.multiline
      ? html`<textarea
          id="control"
          class="field"
          maxlength=${this.maxLength}
          placeholder=${this.placeholder}
          aria-invalid=${this.error !== ""}
          aria-describedby=${described || nothing}
          ?disabled=${this.disabled}
          .value=${this.value}
          @input=${this.#input}
        ></textarea>`
      : html`<input
          id="control"
          class="field"
          type=${this.type}
          maxlength=${this.maxLength}
          placeholder=${this.placeholder}
          autocomplete=${ifDefined(this.autocomplete)}
          aria-invalid=${this.error !== ""}
          aria-describedby=${described || nothing}
          ?disabled=${this.disabled}
          .value=${this.value}
          @input=${this.#input}
          @keydown=${this.#keydown}
        />`;
  }

  protected override render() {
    return fieldFrame(this, this.#control());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "text-field": TextField;
  }
}
