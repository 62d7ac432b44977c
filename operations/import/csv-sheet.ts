import { CsvError, parse } from "csv-parse/sync";
import type { Refusal } from "../refusal.ts";
import { refuseFile, type Sheet, toSheet } from "./sheet.ts";

/** What spreadsheets put between cells: by the region a semicolon where the comma is a decimal one. */
const DELIMITERS = [",", ";", "\t"] as const;

/** The first line, without what stands in quotes: there a delimiter is text. */
const bareHeadings = (text: string): string =>
  /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0].replaceAll(/"(?:[^"]|"")*"/g, "") ?? "";

/** The delimiter that the headings have most of; a comma when they have none. */
const delimiterOf = (text: string): string => {
  const headings = bareHeadings(text);
  const countOf = (delimiter: string): number => headings.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (countOf(next) > countOf(best) ? next : best));
};

/** The text of a file in UTF-8, without its byte order mark; undefined when it is something else. */
const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const parseCells = (text: string): string[][] =>
  parse(text, {
    delimiter: delimiterOf(text),
    trim: true,
    // Blank lines count, or rows would have other numbers than in a spreadsheet.
    skip_empty_lines: false,
    // Rows of all lengths come through: what is wrong with one is told with its number.
    relax_column_count: true,
    relax_quotes: true,
  });

/** Reads a CSV file whose delimiter is a comma, a semicolon or a tab. */
export const readCsvSheet = (bytes: Uint8Array): Sheet | Refusal => {
  const text = decode(bytes);
  if (text === undefined) return refuseFile("not_utf8");
  try {
    return toSheet(parseCells(text).map((cells) => cells.map((cell) => cell.trim())));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuseFile("not_csv", { reason: error.message });
  }
};
