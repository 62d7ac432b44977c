import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import "../../kit/number-field.ts";
import "../../kit/select-field.ts";
import { icon } from "../../page/icons.ts";
import type { NumberRange } from "../../rules/options/option-fields.ts";
import { isMisfit } from "../../rules/options/option-fields.ts";
import { rulesText } from "../../rules/text.ts";
import { withUnit } from "../../rules/value-text.ts";

/** Stands for inheriting in a list of choices. */
const INHERITED = "inherited";

/** What every field of the form knows. */
export type FieldParts<Value> = {
  /** Names it in the contract, such as `options.fuel.drainPct`. */
  readonly field: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string;
  readonly disabled: boolean;
  /** What the rule sets; undefined where it inherits. */
  readonly own: Value | undefined;
  readonly inherited: string;
  readonly onSet: (value: Value | undefined) => void;
  /** Goes back to what is inherited. */
  readonly onBack: () => void;
};

const backButton = ({ label, inherited, onBack }: FieldParts<number>): TemplateResult =>
  html`<button
    type="button"
    class="button quiet back"
    aria-label=${rulesText().backOf(label, inherited)}
    @click=${onBack}
  >
    ${icon("undo")}${rulesText().backTo(inherited)}
  </button>`;

/** One of a few values, or what is inherited. */
export const choiceField = <Value extends string | boolean>(
  parts: FieldParts<Value>,
  choices: readonly { readonly value: Value; readonly label: string }[],
): TemplateResult => {
  const all = [
    { value: INHERITED, label: rulesText().inherited(parts.inherited) },
    ...choices.map(({ value, label }) => ({ value: String(value), label })),
  ];
  return html`<div class="part">
    <select-field
      data-field=${parts.field}
      label=${parts.label}
      hint=${parts.hint}
      error=${parts.error}
      ?disabled=${parts.disabled}
      .value=${String(parts.own ?? INHERITED)}
      .choices=${all}
      @value-change=${({ detail }: CustomEvent<string>) =>
        parts.onSet(choices.find(({ value }) => String(value) === detail)?.value)}
    ></select-field>
  </div>`;
};

export type NumberParts = FieldParts<number> & {
  readonly range: NumberRange;
  readonly unit: string;
  /** What is shown is so many times what is stored. */
  readonly scale: number;
  /** Null where nothing is inherited either. */
  readonly inheritedValue: number | null;
  /** Nothing that could be saved stands in the field. */
  readonly isBlank: boolean;
  readonly onBlank: (isBlank: boolean) => void;
  /** Another turn fills the field anew, whatever was typed. */
  readonly turn: string;
};

/** What is wrong with a number that lies between the ends of its range. */
const misfitText = ({ range, scale, unit, own }: NumberParts): string => {
  if (own === undefined || !isMisfit(range, own)) return "";
  const t = rulesText();
  return range.isWhole && !Number.isInteger(own)
    ? t.whole
    : t.above(withUnit(range.least * scale, unit));
};

/** A number with its unit and range, and a way back to what is inherited. */
export const numberPart = (parts: NumberParts): TemplateResult => {
  const { range, scale, own, inheritedValue, isBlank, onSet, onBlank } = parts;
  const value = own ?? inheritedValue;
  const take = (typed: number | null): void => {
    onBlank(typed === null && inheritedValue !== null);
    if (typed !== null) onSet(typed / scale);
    else if (inheritedValue === null) onSet(undefined);
  };
  return html`<div class="part">
    ${keyed(
      parts.turn,
      html`<number-field
        data-field=${parts.field}
        label=${parts.label}
        hint=${parts.hint}
        unit=${parts.unit}
        min=${range.least * scale}
        max=${range.most * scale}
        error=${parts.error || misfitText(parts)}
        ?disabled=${parts.disabled}
        .value=${value === null ? null : value * scale}
        @value-change=${({ detail }: CustomEvent<number | null>) => take(detail)}
      ></number-field>`,
    )}
    ${(own === undefined && !isBlank) || parts.disabled ? nothing : backButton(parts)}
  </div>`;
};
