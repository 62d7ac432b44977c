import { html, type TemplateResult } from "lit";
import { WeeklyHours } from "../../../../contracts/detection/after-hours-options.ts";
import { Severity } from "../../../../contracts/detection/detection.ts";
import { alertText } from "../../alerts/text.ts";
import { type OptionField } from "../../rules/options/option-fields.ts";
import { optionText } from "../../rules/options/text.ts";
import { type Json, type RuleContent, withOption } from "../../rules/rule-content.ts";
import { rulesText } from "../../rules/text.ts";
import { onOffText, optionValueText, withUnit } from "../../rules/value-text.ts";
import { allowedHours, allowedOf, type WeekHours } from "../../rules/week-hours.ts";
import { choiceField, type FieldParts, numberPart, type NumberParts } from "./form-parts.ts";
import "./hours-field.ts";

/** What the form gives each of its fields. */
type FormPart = Pick<FieldParts<Json>, "field" | "error" | "disabled" | "own" | "onBack"> &
  Pick<NumberParts, "isBlank" | "onBlank" | "turn">;

export type OptionContext = {
  readonly content: RuleContent;
  /** What holds without this rule. */
  readonly inherited: Json;
  readonly parts: (onSet: (value: Json | undefined) => void) => FormPart;
  readonly onEdit: (content: RuleContent) => void;
};

/** What an option means, what is usual, and what it may be. */
const hintOf = (field: OptionField): string => {
  const t = rulesText();
  const { hint } = optionText()[field.path];
  const usual = t.usual(optionValueText(field, field.byDefault));
  if (field.kind !== "number") return `${hint} ${usual}`;
  const { least, most, unit, scale } = field;
  return `${hint} ${usual} ${t.range(withUnit(least * scale, ""), withUnit(most * scale, unit))}`;
};

const hoursPart = (
  field: OptionField,
  { own, error, disabled }: FormPart,
  onSet: (value: Json | undefined) => void,
  inherited: string,
): TemplateResult => {
  const allowed = WeeklyHours.safeParse(own).data;
  return html`<hours-field
    class="wide"
    label=${optionText()[field.path].name}
    hint=${optionText()[field.path].hint}
    error=${error}
    inherited=${inherited}
    ?disabled=${disabled}
    .value=${allowed ? allowedHours(allowed) : undefined}
    @value-change=${({ detail }: CustomEvent<WeekHours | undefined>) =>
      onSet(detail ? allowedOf(detail) : undefined)}
  ></hours-field>`;
};

/** The field of one option, by what its schema says of it. */
export const optionParts = (field: OptionField, context: OptionContext): TemplateResult => {
  const { detector, name } = field;
  const set = (value: Json | undefined): void =>
    context.onEdit(withOption(context.content, detector, name, value));
  const parts = context.parts(set);
  const { own } = parts;
  const inherited = optionValueText(field, context.inherited);
  const words = { label: optionText()[field.path].name, hint: hintOf(field), inherited };
  if (field.kind === "number") {
    const inheritedValue = typeof context.inherited === "number" ? context.inherited : null;
    const ownValue = typeof own === "number" ? own : undefined;
    const { unit, scale } = field;
    return numberPart({
      ...{ ...parts, ...words, inheritedValue, unit, scale },
      ...{ range: field, own: ownValue, onSet: set },
    });
  }
  if (field.kind === "hours") return hoursPart(field, parts, set, inherited);
  if (field.kind === "severity") {
    const choices = Severity.options.map((value) => ({
      value,
      label: alertText().severities[value],
    }));
    const ownValue = Severity.safeParse(own).data;
    return choiceField({ ...parts, ...words, own: ownValue, onSet: set }, choices);
  }
  const ownValue = typeof own === "boolean" ? own : undefined;
  const choices = [true, false].map((value) => ({ value, label: onOffText(value) }));
  return choiceField({ ...parts, ...words, own: ownValue, onSet: set }, choices);
};
