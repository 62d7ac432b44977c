import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { RuleType } from "../../../../contracts/detection/rule-type.ts";
import { Severity } from "../../../../contracts/detection/detection.ts";
import type { DetectionRule } from "../../../../contracts/detection-rule.ts";
import { alertText } from "../../alerts/text.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/number-field.ts";
import type { NumberField } from "../../kit/number-field.ts";
import {
  COOLDOWN_RANGE,
  MIN_DURATION_RANGE,
  optionFieldsOf,
} from "../../rules/options/option-fields.ts";
import { NOTHING_SET, ownOption, type RuleContent } from "../../rules/rule-content.ts";
import { inheritedEffect, optionIn, type RuleTarget } from "../../rules/rule-effect.ts";
import { rulesText } from "../../rules/text.ts";
import { onOffText, scheduleText, spanText } from "../../rules/value-text.ts";
import { isByTheHour, scheduledHours, scheduleOf, type WeekHours } from "../../rules/week-hours.ts";
import { choiceField, type FieldParts, numberPart } from "./form-parts.ts";
import "./hours-field.ts";
import { optionParts } from "./option-parts.ts";
import { ruleFormStyles } from "./rule-form-styles.ts";

type SpanField = "minDurationS" | "cooldownS";

/** The form of a rule, generated from the contract. Fires `content-change` with what it sets. */
@customElement("rule-form")
export class RuleForm extends LitElement {
  static override styles = [controls, ruleFormStyles];

  @property({ attribute: false }) type: RuleType = "drain";
  @property({ attribute: false }) target: RuleTarget = { scope: "fleet" };
  @property({ attribute: false }) rules: readonly DetectionRule[] = [];
  @property({ attribute: false }) content: RuleContent = NOTHING_SET;
  /** Another number fills every field anew. */
  @property({ type: Number }) fillings = 0;
  /** What the server found wrong: its words by field. */
  @property({ attribute: false }) refused: ReadonlyMap<string, string> = new Map();
  @property() zone = "UTC";
  @property({ type: Boolean }) disabled = false;
  /** Fields in which nothing stands that could be saved. */
  @state() private blanks: ReadonlySet<string> = new Set();
  /** How often each field was filled anew. */
  @state() private turns: ReadonlyMap<string, number> = new Map();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("fillings")) this.blanks = new Set();
  }

  #edit(part: Partial<RuleContent>): void {
    this.content = { ...this.content, ...part };
    this.dispatchEvent(new CustomEvent("content-change", { detail: this.content }));
  }

  /** Puts the keyboard into the first field at fault; false when there is none. */
  focusFault(): boolean {
    const numbers = [...this.renderRoot.querySelectorAll<NumberField>("number-field")];
    const wrong = numbers.find(
      (field) =>
        field.isWrong || field.error !== "" || this.blanks.has(field.dataset["field"] ?? ""),
    );
    const hours = this.renderRoot.querySelector("hours-field[error]:not([error=''])");
    if (!wrong && !hours) return false;
    if (wrong) wrong.focus();
    else hours?.scrollIntoView({ block: "nearest" });
    return true;
  }

  #blank(field: string, isBlank: boolean): void {
    const blanks = new Set(this.blanks);
    if (isBlank) blanks.add(field);
    else blanks.delete(field);
    this.blanks = blanks;
  }

  /** Goes back to what is inherited, and keeps the keyboard in the field. */
  #back(field: string, clear: () => void): void {
    this.#blank(field, false);
    this.turns = new Map(this.turns).set(field, (this.turns.get(field) ?? 0) + 1);
    clear();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus(),
    );
  }

  /** What every field has, by its name in the contract. */
  #parts<Value>(
    field: string,
    own: Value | null | undefined,
    onSet: (value: Value | undefined) => void,
  ): Pick<FieldParts<Value>, "field" | "error" | "disabled" | "own" | "onSet" | "onBack"> & {
    readonly isBlank: boolean;
    readonly onBlank: (isBlank: boolean) => void;
    readonly turn: string;
  } {
    const isBlank = this.blanks.has(field);
    return {
      ...{ field, onSet, isBlank, disabled: this.disabled },
      own: own ?? undefined,
      error: isBlank ? rulesText().blank : (this.refused.get(field) ?? ""),
      onBack: () => this.#back(field, () => onSet(undefined)),
      onBlank: (nowBlank) => this.#blank(field, nowBlank),
      turn: `${this.fillings} ${this.turns.get(field) ?? 0}`,
    };
  }

  get #inherited() {
    return inheritedEffect(this.rules, this.target, this.type);
  }

  #switches() {
    const t = rulesText();
    const { enabled, alert, severity } = this.#inherited.policy;
    const onOff = [true, false].map((value) => ({ value, label: onOffText(value) }));
    const told = [true, false].map((value) => ({ value, label: t.told[value ? "yes" : "no"] }));
    const severities = Severity.options.map((value) => ({
      value,
      label: alertText().severities[value],
    }));
    const { content } = this;
    return html`<div class="parts">
      ${choiceField(
        {
          ...this.#parts("enabled", content.enabled, (own) => this.#edit({ enabled: own ?? null })),
          ...{ label: t.detected, hint: "", inherited: onOffText(enabled) },
        },
        onOff,
      )}
      ${choiceField(
        {
          ...this.#parts("alert", content.alert, (own) => this.#edit({ alert: own ?? null })),
          ...{ label: t.tells, hint: "" },
          inherited: alert === null ? this.#usuallyTold : t.told[alert ? "yes" : "no"],
        },
        told,
      )}
      ${choiceField(
        {
          ...this.#parts("severity", content.severity, (own) =>
            this.#edit({ severity: own ?? null }),
          ),
          ...{ label: t.severity, hint: "" },
          inherited: severity === null ? t.byLevel : alertText().severities[severity],
        },
        severities,
      )}
    </div>`;
  }

  get #usuallyTold(): string {
    const t = rulesText();
    const isByZone = this.type === "geofence_enter" || this.type === "geofence_exit";
    return isByZone ? t.byZone : t.asUsual;
  }

  #span(field: SpanField) {
    const t = rulesText();
    const inheritedS = this.#inherited.policy[field];
    return numberPart({
      ...this.#parts(field, this.content[field], (own) => this.#edit({ [field]: own ?? null })),
      ...{ label: t[field], hint: t.spanHints[field], unit: "s", scale: 1 },
      range: field === "cooldownS" ? COOLDOWN_RANGE : MIN_DURATION_RANGE,
      inherited: spanText(inheritedS),
      inheritedValue: inheritedS,
    });
  }

  #schedule() {
    const t = rulesText();
    const { schedule } = this.content;
    const zone = schedule?.timeZone ?? this.zone;
    return html`<hours-field
      class="wide"
      label=${t.schedule}
      hint=${t.scheduleHint}
      error=${schedule?.spans.length === 0 ? t.noHour : (this.refused.get("schedule") ?? "")}
      note=${schedule && !isByTheHour(schedule) ? t.rounded : ""}
      inherited=${scheduleText(this.#inherited.policy.schedule)}
      zone=${zone}
      ?disabled=${this.disabled}
      .value=${schedule ? scheduledHours(schedule) : undefined}
      @value-change=${({ detail }: CustomEvent<WeekHours | undefined>) =>
        this.#edit({ schedule: detail ? scheduleOf(detail, zone) : null })}
    ></hours-field>`;
  }

  #options() {
    const { options } = this.#inherited;
    return optionFieldsOf(this.type).map((field) =>
      optionParts(field, {
        content: this.content,
        inherited: optionIn(options, field.detector, field.name),
        parts: (onSet) =>
          this.#parts(
            `options.${field.path}`,
            ownOption(this.content, field.detector, field.name),
            onSet,
          ),
        onEdit: (content) => this.#edit(content),
      }),
    );
  }

  protected override render() {
    const t = rulesText();
    const isRoutes = this.type === "routes";
    return html`${
        isRoutes
          ? nothing
          : html`<section>
              <h3>${t.what}</h3>
              ${this.#switches()}
            </section>`
      }
      <section>
        <h3>${t.thresholds}</h3>
        <p class="lead">${isRoutes ? t.routesLead : t.thresholdsLead}</p>
        <div class="parts">${this.#options()}</div>
      </section>
      ${
        isRoutes
          ? nothing
          : html`<section>
              <h3>${t.telling}</h3>
              <div class="parts">
                ${this.#span("minDurationS")} ${this.#span("cooldownS")} ${this.#schedule()}
              </div>
            </section>`
      }
      ${this.disabled ? nothing : html`<slot></slot>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "rule-form": RuleForm;
  }
}
