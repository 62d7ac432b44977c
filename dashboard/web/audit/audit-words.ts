import { spaced } from "../alerts/alert-words.ts";
import { datedDaysText, dayOf, momentText, timeText } from "../i18n/dates.ts";
import { kmText, litresText, speedFigure, wholeText } from "../i18n/figures.ts";
import type { AuditText } from "../pages/audit/text/en.ts";
import type { ColumnValue } from "./audit-deed.ts";
import { type NameOf, pointedTo, shortId } from "./audit-names.ts";

/** What values are told with. */
export type Telling = {
  readonly text: AuditText;
  /** Words that other pages have for what stands in a column. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly nameOf: NameOf;
  /** IANA zone of the clocks that times are told by. */
  readonly zone: string;
  readonly nowMs: number;
};

/** Stands where there is nothing. */
const NOTHING = "–";
const SECRET = /_(sha256|hash|secret)$/;
const TIME = /^(?:at|from|to)$|_(?:at|from|until|date|time)$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A time as `14:02`, `3 Mar, 14:02`, or with the year where that is another. */
const instantText = (iso: string, { zone, nowMs }: Telling): string => {
  const ms = Date.parse(iso);
  const isThisYear = dayOf(ms, zone).slice(0, 4) === dayOf(nowMs, zone).slice(0, 4);
  if (isThisYear) return momentText(ms, nowMs, zone);
  return `${datedDaysText(ms, ms, zone)}, ${timeText(ms, zone)}`;
};

const numberText = (column: string, value: number): string => {
  if (/^(tank_litres|fuel_amount_liters)$/.test(column)) return litresText(value);
  if (/^(odometer_reading|last_service_km)$/.test(column)) return kmText(value);
  return column === "speed_limit_kmh" ? speedFigure(value) : String(value);
};

const wordIn = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

const stringText = (column: string, value: string, telling: Telling): string => {
  const { text, words, nameOf } = telling;
  if (TIME.test(column) && INSTANT.test(value)) return instantText(value, telling);
  const record = pointedTo(column);
  if (record !== undefined) return nameOf(record, value) ?? shortId(value);
  const own = words[column];
  if (own) return wordIn(own, value) ?? spaced(value);
  if (/^(status|state|severity|scope|kind|name|record_type)$/.test(column))
    return wordIn(text.values, value) ?? value;
  return column.endsWith("_id") ? shortId(value) : value;
};

/** Values that columns name one by one are not words of theirs: `name` of a person stays a name. */
const isFree = (column: string, record: string): boolean =>
  column === "name" && record !== "device_commands";

type Fields = Readonly<Record<string, Exclude<ColumnValue, undefined>>>;

const pointsIn = (value: ColumnValue): number => {
  if (!Array.isArray(value)) return 0;
  return typeof value[0] === "number"
    ? 1
    : value.reduce((sum: number, each) => sum + pointsIn(each), 0);
};

/** A shape by its kind and size: nobody reads coordinates. */
const areaText = (area: Fields, { text }: Telling): string => {
  const { kind, geometry } = area;
  const widthM = area["radiusM"] ?? area["widthM"];
  const points =
    typeof geometry === "object" && geometry !== null && !Array.isArray(geometry)
      ? pointsIn(geometry["coordinates"])
      : 0;
  return [
    typeof kind === "string" ? (wordIn(text.values, kind) ?? kind) : NOTHING,
    typeof widthM === "number" ? `${wholeText(widthM)} m` : text.points(points),
  ].join(" · ");
};

const snake = (key: string): string => key.replaceAll(/[A-Z]/g, (each) => `_${each.toLowerCase()}`);

/** What a column is called; its own name where nobody gave it another. */
export const columnText = (column: string, { columns }: AuditText): string =>
  wordIn(columns, column) ?? wordIn(columns, snake(column)) ?? spaced(column);

const fieldsText = (fields: Fields, record: string, telling: Telling): string => {
  const parts = Object.entries(fields).map(
    ([key, value]) =>
      `${columnText(key, telling.text)}: ${valueText({ column: snake(key), record }, value, telling)}`,
  );
  return parts.length === 0 ? NOTHING : parts.join(" · ");
};

/** What stands in a column of a table, as people read it. */
export const valueText = (
  { column, record }: { readonly column: string; readonly record: string },
  value: ColumnValue,
  telling: Telling,
): string => {
  const { text } = telling;
  if (value === undefined || value === null || value === "") return NOTHING;
  if (SECRET.test(column)) return text.hidden;
  if (typeof value === "boolean") return value ? text.yes : text.no;
  if (typeof value === "number") return numberText(column, value);
  if (typeof value === "string")
    return isFree(column, record) ? value : stringText(column, value, telling);
  if (!Array.isArray(value))
    return column === "area" ? areaText(value, telling) : fieldsText(value, record, telling);
  const isPlain = value.every((each) => typeof each !== "object");
  return isPlain ? value.map(String).join(", ") || NOTHING : text.items(value.length);
};
