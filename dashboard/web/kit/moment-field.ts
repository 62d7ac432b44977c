import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { hereZone, momentOfWall, wallOf } from "../i18n/dates.ts";
import { controls } from "./controls.ts";
import { describedBy, fieldFrame, fieldStyles } from "./field-frame.ts";
import { kitText } from "./text.ts";

/**
 * A date and time, or with `only-date` the midnight a day begins at, by the clocks of a time zone.
 * Fires `value-change` with ms since the Unix epoch, or null.
 */
@customElement("moment-field")
export class MomentField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [
    controls,
    fieldStyles,
    css`
      .field {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  /** Ms since the Unix epoch. */
  @property({ type: Number }) value: number | null = null;
  @property({ type: Number }) min: number | null = null;
  @property({ type: Number }) max: number | null = null;
  /** IANA name; where it is not this browser's own the field says so. */
  @property() zone = hereZone();
  @property({ type: Boolean, attribute: "only-date" }) onlyDate = false;
  @property({ type: Boolean }) optional = false;
  @property({ type: Boolean }) disabled = false;
  @query("#control") private control!: HTMLInputElement;

  #wall(ms: number | null): string {
    return ms === null ? "" : wallOf(ms, this.zone).slice(0, this.onlyDate ? 10 : 16);
  }

  readonly #change = (): void => {
    const { value } = this.control;
    this.value = value === "" ? null : momentOfWall(value, this.zone);
    this.dispatchEvent(new CustomEvent("value-change", { detail: this.value }));
  };

  protected override render() {
    const { label, error, optional } = this;
    const elsewhere = this.zone === hereZone() ? "" : kitText().inZone(this.zone);
    const hint = [this.hint, elsewhere].filter(Boolean).join(" ");
    return fieldFrame(
      { label, hint, error, optional },
      html`<input
        id="control"
        class="field"
        type=${this.onlyDate ? "date" : "datetime-local"}
        min=${this.#wall(this.min) || nothing}
        max=${this.#wall(this.max) || nothing}
        aria-invalid=${error !== ""}
        aria-describedby=${describedBy({ hint, error }) || nothing}
        ?disabled=${this.disabled}
        .value=${this.#wall(this.value)}
        @change=${this.#change}
      />`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "moment-field": MomentField;
  }
}
