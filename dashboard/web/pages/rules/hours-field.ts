import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "../../kit/controls.ts";
import "../../kit/select-field.ts";
import { icon } from "../../page/icons.ts";
import { rulesText } from "../../rules/text.ts";
import { EVERY_HOUR, hourIndex, type WeekHours } from "../../rules/week-hours.ts";
import { ruleFormStyles } from "./rule-form-styles.ts";
import "./week-grid.ts";

type HoursMode = "inherited" | "own";

const HOURS_A_DAY = 24;
const isWeekend = (day: number): boolean => day >= 5;

const weekOf = (isMarked: (day: number, hour: number) => boolean): WeekHours => {
  const week = EVERY_HOUR.map(() => false);
  for (let day = 0; day < 7; day++)
    for (let hour = 0; hour < HOURS_A_DAY; hour++) week[hourIndex(day, hour)] = isMarked(day, hour);
  return week;
};

/** Weeks as they are mostly wanted, to begin with. */
const READY = {
  always: () => EVERY_HOUR,
  nights: () => weekOf((_day, hour) => hour >= 22 || hour < 6),
  office: () => weekOf((day, hour) => !isWeekend(day) && hour >= 8 && hour < 18),
  weekends: () => weekOf(isWeekend),
} as const;
type Ready = keyof typeof READY;
const READY_NAMES = ["always", "nights", "office", "weekends"] as const satisfies readonly Ready[];

/**
 * Hours of the week that are inherited, or marked here. Fires `value-change` with the hours, or
 * undefined for those that are inherited.
 */
@customElement("hours-field")
export class HoursField extends LitElement {
  static override styles = [controls, ruleFormStyles];

  @property() label = "";
  @property() hint = "";
  @property() error = "";
  /** What is inherited, in words. */
  @property() inherited = "";
  @property({ attribute: false }) value: WeekHours | undefined;
  /** By whose clocks. */
  @property() zone = "";
  /** More about the hours that are shown. */
  @property() note = "";
  @property({ type: Boolean }) disabled = false;

  #set(value: WeekHours | undefined): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent("value-change", { detail: value }));
  }

  #choice() {
    const t = rulesText();
    const mode: HoursMode = this.value ? "own" : "inherited";
    return html`<select-field
      label=${this.label}
      hint=${this.hint}
      ?disabled=${this.disabled}
      .value=${mode}
      .choices=${[
        { value: "inherited", label: t.inherited(this.inherited) },
        { value: "own", label: t.ownHours },
      ]}
      @value-change=${({ detail }: CustomEvent<string>) =>
        this.#set(detail === "own" ? EVERY_HOUR : undefined)}
    ></select-field>`;
  }

  #hours(value: WeekHours) {
    const t = rulesText();
    return html`<div class="hours">
      ${
        this.disabled
          ? nothing
          : html`<div class="ready" role="group" aria-label=${t.readyWeeks}>
              ${READY_NAMES.map(
                (name) =>
                  html`<button
                    type="button"
                    class="button"
                    @click=${() => this.#set(READY[name]())}
                  >
                    ${t.ready[name]}
                  </button>`,
              )}
            </div>`
      }
      <div aria-live="polite">
        ${
          this.error
            ? html`<p class="fault">${icon("warning")}<span>${this.error}</span></p>`
            : nothing
        }
      </div>
      <week-grid
        label=${this.label}
        .value=${value}
        ?disabled=${this.disabled}
        @value-change=${({ detail }: CustomEvent<WeekHours>) => this.#set(detail)}
      ></week-grid>
      <p class="note">${t.hoursHint(this.zone)} ${this.note}</p>
    </div>`;
  }

  protected override render() {
    return html`${this.#choice()} ${this.value ? this.#hours(this.value) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hours-field": HoursField;
  }
}
