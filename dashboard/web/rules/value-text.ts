import type { WeeklySchedule } from "../../../contracts/detection/weekly-schedule.ts";
import { alertText } from "../alerts/text.ts";
import { durationText } from "../i18n/figures.ts";
import { locale } from "../i18n/language.ts";
import type { OptionField } from "./options/option-fields.ts";
import type { Json } from "./rule-content.ts";
import { rulesText } from "./text.ts";
import { scheduledHours } from "./week-hours.ts";

const numberText = (value: number): string =>
  new Intl.NumberFormat(locale().tag, { maximumFractionDigits: 6 }).format(value);

/** A number with its unit, where it has one. */
export const withUnit = (value: number, unit: string): string =>
  [numberText(value), unit].join(" ").trim();

/** Yes or no, as a rule says it. */
export const onOffText = (isOn: boolean): string => (isOn ? rulesText().on : rulesText().off);

/** A length of time of a rule; none at all has a word of its own. */
export const spanText = (seconds: number): string =>
  seconds === 0 ? rulesText().none : durationText(seconds);

/** How much of the week a schedule tells in. */
export const scheduleText = (schedule: WeeklySchedule | null): string => {
  if (schedule === null) return rulesText().always;
  const hours = scheduledHours(schedule);
  const marked = hours.filter(Boolean).length;
  return marked === hours.length ? rulesText().always : rulesText().hoursAWeek(marked);
};

/** An option's value, as the form writes it. */
export const optionValueText = ({ kind, unit, scale }: OptionField, value: Json): string => {
  const t = rulesText();
  if (typeof value === "number") return withUnit(value * scale, unit);
  if (typeof value === "boolean") return onOffText(value);
  if (value === null) return kind === "hours" ? t.always : t.none;
  if (kind !== "severity") return t.ownHours;
  const [, severity] =
    Object.entries(alertText().severities).find(([name]) => name === value) ?? [];
  return severity ?? t.ownHours;
};
