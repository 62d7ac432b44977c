import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { daysText, hereZone, momentOfWall, startOfDayMs, wallOf } from "../i18n/dates.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { AnchoredPopover } from "./anchored-popover.ts";
import { controls } from "./controls.ts";
import { fieldStyles } from "./field-frame.ts";
import { type Period, PERIOD_PRESETS, type PeriodPreset, periodOf, presetOf } from "./period.ts";
import { popoverStyles } from "./popover-styles.ts";
import { kitText } from "./text.ts";

/**
 * Chooses a stretch of whole days by the clocks of a time zone: one of the usual ones, or from a day
 * to a day. Fires `value-change` with the period.
 */
@customElement("date-range")
export class DateRange extends LitElement {
  static override styles = [
    controls,
    fieldStyles,
    popoverStyles,
    css`
      :host {
        display: inline-block;
      }
      .button > .icon {
        color: var(--text-muted);
        font-size: 15px;
      }
      form {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 10px;
        margin: 5px -5px -5px;
        padding: 12px 14px 14px;
        border-top: 1px solid var(--line);
      }
      form .wide {
        grid-column: 1 / -1;
      }
      [popover] {
        width: 320px;
      }
      .option .icon {
        margin-left: auto;
        color: var(--accent-text);
      }
      .error {
        margin: 0;
      }
      /* a finger's fields are too large to stand side by side */
      @media (pointer: coarse) {
        form {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The last seven days unless given. */
  @property({ attribute: false }) value: Period | undefined;
  @property() zone = hereZone();
  /** The usual periods that are offered. */
  @property({ attribute: false }) presets: readonly PeriodPreset[] = PERIOD_PRESETS;
  /** Both ends as they stand in the form, `2026-03-29`, last day included. */
  @state() private days = { from: "", to: "" };
  @query("#button") private button!: HTMLElement;
  @query("[popover]") private card!: HTMLElement;
  readonly #popover = new AnchoredPopover(this, {
    anchor: () => this.button,
    popover: () => this.card,
  });

  readonly #toggle = (): void => {
    if (this.#popover.isOpen) return this.#popover.hide();
    const { fromMs, toMs } = this.#period;
    this.days = { from: this.#day(fromMs), to: this.#day(toMs - 1) };
    this.#popover.show();
    this.card.querySelector("button")?.focus();
  };

  get #period(): Period {
    return this.value ?? periodOf("last7", serverNowMs(), this.zone);
  }

  #day(ms: number): string {
    return wallOf(ms, this.zone).slice(0, 10);
  }

  #choose(value: Period): void {
    this.value = value;
    this.#popover.hide();
    this.button.focus();
    this.dispatchEvent(new CustomEvent("value-change", { detail: value }));
  }

  get #isBackwards(): boolean {
    return this.days.to < this.days.from;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { from, to } = this.days;
    if (from === "" || to === "" || this.#isBackwards) return;
    const lastMs = momentOfWall(to, this.zone);
    const fromMs = momentOfWall(from, this.zone);
    this.#choose({ fromMs, toMs: startOfDayMs(lastMs, this.zone, 1) });
  };

  #preset(preset: PeriodPreset, chosen: PeriodPreset | undefined) {
    return html`<button
      class="option"
      aria-pressed=${preset === chosen}
      @click=${() => this.#choose(periodOf(preset, serverNowMs(), this.zone))}
    >
      <span>${kitText().presets[preset]}</span>${preset === chosen ? icon("check") : nothing}
    </button>`;
  }

  #end(end: "from" | "to") {
    return html`<div>
      <label for=${end}>${kitText()[end]}</label>
      <input
        class="field"
        id=${end}
        type="date"
        .value=${this.days[end]}
        aria-describedby="error"
        @input=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          this.days = { ...this.days, [end]: event.target.value };
        }}
      />
    </div>`;
  }

  protected override render() {
    const t = kitText();
    const { fromMs, toMs } = this.#period;
    const chosen = presetOf(this.#period, serverNowMs(), this.zone, this.presets);
    const text = chosen ? t.presets[chosen] : daysText(fromMs, toMs - 1, this.zone);
    return html`<button
        id="button"
        class="button"
        aria-haspopup="dialog"
        aria-expanded=${this.#popover.isOpen}
        aria-label=${`${t.period}: ${text}`}
        @click=${this.#toggle}
      >
        ${icon("calendar")}${text}${icon("chevronDown")}
      </button>
      <div popover role="dialog" aria-label=${t.period}>
        ${this.presets.map((preset) => this.#preset(preset, chosen))}
        <form @submit=${this.#submit}>
          ${this.#end("from")}${this.#end("to")}
          <p class="error wide" id="error" aria-live="polite">
            ${this.#isBackwards ? html`<span>${t.endBeforeStart}</span>` : nothing}
          </p>
          <button class="button primary wide" ?disabled=${this.#isBackwards}>${t.apply}</button>
        </form>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "date-range": DateRange;
  }
}
