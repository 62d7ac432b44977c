import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { describedBy, fieldNotes, fieldStyles } from "./field-frame.ts";

/**
 * Yes or no, as a box with a tick; with `as-switch` as a switch, for what takes effect at once. Fires
 * `value-change` with a boolean.
 */
@customElement("check-field")
export class CheckField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [
    controls,
    fieldStyles,
    css`
      label {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: var(--control);
        margin: 0;
        font-size: var(--size-m);
        font-weight: 450;
        line-height: 18px;
        cursor: pointer;
      }
      input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      .mark {
        position: relative;
        display: grid;
        place-items: center;
        flex: none;
        width: 18px;
        height: 18px;
        border: 1.5px solid var(--text-faint);
        border-radius: 5px;
        background: var(--surface);
        color: transparent;
        font-size: 13px;
        transition:
          background var(--quick),
          border-color var(--quick);
      }
      .mark .icon svg {
        stroke-width: 3;
      }
      :checked + .mark {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--text-on-accent);
      }
      .mark.switch {
        width: 34px;
        height: 20px;
        border-radius: 10px;
        background: var(--text-faint);
        border-color: transparent;
      }
      .mark.switch::before {
        content: "";
        position: absolute;
        top: 1px;
        left: 1px;
        width: 15px;
        height: 15px;
        border-radius: 50%;
        background: var(--text-on-accent);
        transition: translate var(--quick);
      }
      :checked + .mark.switch {
        background: var(--accent);
      }
      :checked + .mark.switch::before {
        translate: 14px 0;
      }
      :focus-visible + .mark {
        outline: 2px solid var(--focus);
        outline-offset: 2px;
      }
      :disabled ~ * {
        opacity: 0.55;
      }
      .hint,
      .error {
        margin: 0 0 0 28px;
      }
      :host([as-switch]) .hint,
      :host([as-switch]) .error {
        margin-left: 44px;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  @property({ type: Boolean }) checked = false;
  @property({ type: Boolean, attribute: "as-switch", reflect: true }) asSwitch = false;
  @property({ type: Boolean }) disabled = false;
  @query("#control") private control!: HTMLInputElement;

  readonly #change = (): void => {
    this.checked = this.control.checked;
    this.dispatchEvent(new CustomEvent("value-change", { detail: this.checked }));
  };

  protected override render() {
    return html`<label>
        <input
          id="control"
          type="checkbox"
          role=${this.asSwitch ? "switch" : nothing}
          aria-invalid=${this.error !== ""}
          aria-describedby=${describedBy(this) || nothing}
          ?disabled=${this.disabled}
          .checked=${this.checked}
          @change=${this.#change}
        />
        <span class="mark ${this.asSwitch ? "switch" : ""}"
          >${this.asSwitch ? nothing : icon("check")}</span
        >
        <span>${this.label}</span>
      </label>
      ${fieldNotes(this)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "check-field": CheckField;
  }
}
