import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";

/** A line of a CSV file by its header's names. */
export type CsvRow = Readonly<Record<string, string>>;

/** Reads a whole CSV file with a header line. Throws, naming the file, when it cannot be read. */
export const readCsv = async (file: string, delimiter = ","): Promise<CsvRow[]> => {
  try {
    const text = await readFile(file, "utf8");
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, delimiter });
  } catch (error) {
    throw new Error(`cannot read ${file}`, { cause: error });
  }
};

/** A cell as text; throws when the file has no such column. */
export const cell = (row: CsvRow, column: string): string => {
  const value = row[column];
  if (value === undefined)
    throw new Error(`no column ${column}; there are: ${Object.keys(row).join(", ")}`);
  return value.trim();
};

/** A cell as a number; undefined when it is empty or no number. */
export const numberIn = (row: CsvRow, column: string): number | undefined => {
  const text = cell(row, column);
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? undefined : value;
};
