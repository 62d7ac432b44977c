import type { FaultCode, ParamsOf } from "../../contracts/faults.ts";
import { MAX_IMPORT_ROWS } from "../../contracts/fleet-import.ts";
import { invalid, type Refusal } from "../refusal.ts";

/** What a cell holds, trimmed; empty text when nothing. A number is one that the file says is one. */
export type Cell = string | number;

export type SheetRow = {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
};

/** A table that a person made: a row of headings, and below it the rows that are not blank. */
export type Sheet = {
  readonly headings: readonly string[];
  readonly rows: readonly SheetRow[];
};

/** Refuses a file for what is wrong with it as a whole. */
export const refuseFile = <Code extends FaultCode>(
  code: Code,
  ...params: ParamsOf<Code>
): Refusal => invalid("file", code, ...params);

const isFilled = (cell: Cell): boolean => cell !== "";

/** The table of a file's rows; refused without headings, without rows, or with too many. */
export const toSheet = ([first = [], ...below]: readonly (readonly Cell[])[]): Sheet | Refusal => {
  if (!first.some(isFilled)) return refuseFile("no_headings");
  const rows = below
    .map((cells, index): SheetRow => ({ row: index + 2, cells }))
    .filter(({ cells }) => cells.some(isFilled));
  if (rows.length === 0) return refuseFile("no_rows");
  if (rows.length > MAX_IMPORT_ROWS) {
    return refuseFile("too_many_rows", { rows: rows.length, most: MAX_IMPORT_ROWS });
  }
  return { headings: first.map(String), rows };
};
