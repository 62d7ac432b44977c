import path from "node:path";
import { Measurements } from "../../contracts/telemetry.ts";
import { cell, readCsv, type CsvRow } from "./csv-rows.ts";
import type { RecordedMessage } from "./recorded-message.ts";

/** Native fields a column can be mapped to, besides `ts`; anything else becomes an attribute. */
const NUMERIC_FIELDS = new Set(
  Object.keys(Measurements.shape).filter((field) => !["ignition", "event"].includes(field)),
);

/** Units a column may be in, as the factor to the contract's unit of the fields they go with. */
const UNIT_FACTORS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  speedKmh: { kmh: 1, mps: 3.6, knots: 1.852, mph: 1.609_344 },
  altitudeM: { m: 1, ft: 0.3048 },
  accuracyM: { m: 1, ft: 0.3048 },
  odometerKm: { km: 1, m: 0.001, mi: 1.609_344 },
  engineHours: { h: 1, min: 1 / 60, s: 1 / 3_600 },
  fuelPct: { pct: 1, share: 100 },
  fuelLitres: { l: 1, ml: 0.001, gal: 3.785_412 },
  externalV: { v: 1, mv: 0.001 },
  batteryPct: { pct: 1, share: 100 },
};

export type CsvMapping = {
  /** Native field → column; a field without one is looked up under its own name. */
  readonly columns: Readonly<Record<string, string>>;
  /** Native field → unit of its column. */
  readonly units: Readonly<Record<string, string>>;
  readonly delimiter?: string;
  /** Column that tells cars apart; without it the file is one car's. */
  readonly carColumn?: string;
};

const factorOf = (field: string, unit: string | undefined): number => {
  if (unit === undefined) return 1;
  const units = UNIT_FACTORS[field] ?? {};
  const factor = units[unit];
  if (factor === undefined) {
    const known = Object.keys(units).join(", ") || "none";
    throw new Error(`unit ${unit} of ${field} is not known; there are: ${known}`);
  }
  return factor;
};

/** Seconds, milliseconds (told apart by size) or ISO 8601; text without an offset is UTC. */
const timeMs = (text: string): number => {
  const number = Number(text);
  if (text !== "" && !Number.isNaN(number)) return number < 1e11 ? number * 1_000 : number;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.replace(" ", "T")}Z`;
  const parsed = Date.parse(zoned);
  if (Number.isNaN(parsed)) throw new Error(`no time: ${text}`);
  return parsed;
};

const TRUE = new Set(["1", "true", "on", "yes"]);

const valueOf = (field: string, text: string, factor: number): unknown => {
  if (text === "") return undefined;
  if (field === "ignition") return TRUE.has(text.toLowerCase());
  if (!NUMERIC_FIELDS.has(field)) return text;
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number * factor;
};

type Column = { readonly field: string; readonly column: string; readonly factor: number };

const columnsIn = (row: CsvRow, { columns, units }: CsvMapping): Column[] => {
  const named = new Set(Object.values(columns));
  const own = Object.keys(row).filter((column) => !named.has(column) && !(column in columns));
  const pairs = [...Object.entries(columns), ...own.map((column) => [column, column] as const)];
  return pairs
    .filter(([field]) => field !== "ts")
    .map(([field, column]) => ({ field, column, factor: factorOf(field, units[field]) }));
};

/**
 * Any CSV file with a header as native telemetry. Columns that no field claims travel along as
 * attributes. Throws when a mapped column is missing or a time cannot be read.
 */
export const readCsvRecording = async (
  file: string,
  mapping: CsvMapping,
): Promise<RecordedMessage[]> => {
  const rows = await readCsv(file, mapping.delimiter);
  const columns = rows[0] === undefined ? [] : columnsIn(rows[0], mapping);
  const timeColumn = mapping.columns["ts"] ?? "ts";
  const fileCar = path.basename(file, path.extname(file));
  return rows.map((row) => {
    const tsMs = timeMs(cell(row, timeColumn));
    const fields = columns.map(({ field, column, factor }) => [
      field,
      valueOf(field, cell(row, column), factor),
    ]);
    const payload = { ts: tsMs, ...Object.fromEntries(fields) };
    const car = mapping.carColumn === undefined ? fileCar : cell(row, mapping.carColumn);
    return { car, kind: "native", tsMs, sentAtMs: tsMs, payload };
  });
};
