import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { locale } from "../i18n/language.ts";
import { controls } from "./controls.ts";
import { parseDecimal } from "./decimal.ts";
import { describedBy, fieldFrame, fieldStyles } from "./field-frame.ts";
import { kitText } from "./text.ts";

const written = (value: number | null): string =>
  value === null
    ? ""
    : new Intl.NumberFormat(locale().tag, { useGrouping: false, maximumFractionDigits: 6 }).format(
        value,
      );

/**
 * A number with its unit. Takes a comma as well as a point, and says itself what is no number or out
 * of bounds. Fires `value-change` with the number, or null for an empty or wrong one.
 */
@customElement("number-field")
export class NumberField extends LitElement {
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
      .field {
        padding-right: calc(var(--unit-width, 0px) + 12px);
        font-variant-numeric: tabular-nums;
      }
      .unit {
        position: absolute;
        inset: 0 12px 0 auto;
        display: grid;
        align-items: center;
        color: var(--text-muted);
        font-size: var(--size-s);
        pointer-events: none;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  @property({ type: Number }) value: number | null = null;
  @property() unit = "";
  @property({ type: Number }) min = Number.NEGATIVE_INFINITY;
  @property({ type: Number }) max = Number.POSITIVE_INFINITY;
  @property({ type: Boolean }) optional = false;
  @property({ type: Boolean }) disabled = false;
  /** What stands in the field; kept as it was typed while the number stays the same. */
  @state() private typed = "";
  @query("#control") private control!: HTMLInputElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("value") && this.#numberIn(this.typed) !== this.value) {
      this.typed = written(this.value);
    }
  }

  #numberIn(typed: string): number | null {
    const number = parseDecimal(typed) ?? null;
    return number !== null && number >= this.min && number <= this.max ? number : null;
  }

  readonly #input = (): void => {
    this.typed = this.control.value;
    this.value = this.#numberIn(this.typed);
    this.dispatchEvent(new CustomEvent("value-change", { detail: this.value }));
  };

  /** What stands in the field is no number that it takes; `value` is null then. */
  get isWrong(): boolean {
    return this.typed.trim() !== "" && this.#numberIn(this.typed) === null;
  }

  get #problem(): string {
    const t = kitText();
    const number = parseDecimal(this.typed);
    if (number === undefined) return t.notANumber;
    if (number === null || this.#numberIn(this.typed) !== null) return this.error;
    return number < this.min ? t.atLeast(written(this.min)) : t.atMost(written(this.max));
  }

  protected override render() {
    const error = this.#problem;
    const { label, hint, optional } = this;
    return fieldFrame(
      { label, hint, error, optional },
      html`<div class="box" style=${`--unit-width: ${this.unit.length + 1}ch`}>
        <input
          id="control"
          class="field"
          inputmode="decimal"
          autocomplete="off"
          aria-invalid=${error !== ""}
          aria-describedby=${`${describedBy({ hint, error })} unit`.trim()}
          ?disabled=${this.disabled}
          .value=${this.typed}
          @input=${this.#input}
        />
        ${this.unit ? html`<span class="unit" id="unit">${this.unit}</span>` : nothing}
      </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "number-field": NumberField;
  }
}
