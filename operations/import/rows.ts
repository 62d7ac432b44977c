import { fault, type Fault } from "../../contracts/faults.ts";
import type { z } from "zod";
import type { ImportFault } from "../../contracts/fleet-import.ts";
import { toFieldErrors } from "../../contracts/issue-wording.ts";
import { type CellReading, readNumber, readStatus, readText } from "./cell-values.ts";
import type { CellKind, FieldColumns } from "./columns.ts";
import { columnLetters, type HeadingMatch } from "./headings.ts";
import type { Cell, Sheet, SheetRow } from "./sheet.ts";

/** How the rows of one kind of thing are read. */
export type RowRules<Values> = {
  readonly columns: FieldColumns;
  /** That of the route which adds one such thing, with the branch decided. */
  readonly schema: z.ZodType<Values>;
  readonly readBranch: (cell: Cell) => CellReading;
  /** Where a row that names no branch goes. */
  readonly branchElse: CellReading;
};

/** What became of a row. */
export type RowReading<Values> = {
  readonly row: number;
  /** What its cells say, by field; what could not be read is left out. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Undefined when something is at fault. */
  readonly values: Values | undefined;
  readonly faults: readonly ImportFault[];
};

const readersOf = <Values>(
  rules: RowRules<Values>,
): Record<CellKind, (cell: Cell) => CellReading> => ({
  text: readText,
  number: readNumber,
  status: readStatus,
  branch: rules.readBranch,
});

/** What a cell says; an empty one is the same as none. */
const readField = <Values>(
  rules: RowRules<Values>,
  kind: CellKind,
  cell: Cell | undefined,
): CellReading => {
  if (cell !== undefined && cell !== "") return readersOf(rules)[kind](cell);
  return kind === "branch" ? rules.branchElse : { value: undefined };
};

type Given = { readonly given: Record<string, unknown>; readonly unreadable: Map<string, Fault> };

const readCells = <Values>(
  rules: RowRules<Values>,
  { columnOf }: HeadingMatch,
  { cells }: SheetRow,
): Given => {
  const given: Record<string, unknown> = {};
  const unreadable = new Map<string, Fault>();
  for (const [field, { kind }] of Object.entries(rules.columns)) {
    const reading = readField(rules, kind, cells[columnOf.get(field) ?? -1]);
    if ("fault" in reading) unreadable.set(field, reading.fault);
    else if (reading.value !== undefined) given[field] = reading.value;
  }
  return { given, unreadable };
};

/** The heading a fault stands under; the field's name when no column gives it. */
export const headingOf = (sheet: Sheet, { columnOf }: HeadingMatch, field: string): string =>
  sheet.headings[columnOf.get(field) ?? -1] ?? field;

/** Cells without a heading are mostly those behind a comma that should have been in quotes. */
const strayCells = (sheet: Sheet, { row, cells }: SheetRow): readonly ImportFault[] =>
  cells.slice(sheet.headings.length).some((cell) => cell !== "")
    ? [
        {
          row,
          column: columnLetters(sheet.headings.length),
          field: "row",
          ...fault("more_cells_than_headings"),
        },
      ]
    : [];

/** Reads the rows by the schema of the route that adds one such thing, each with all its faults. */
export const readRows = <Values>(
  rules: RowRules<Values>,
  sheet: Sheet,
  match: HeadingMatch,
): readonly RowReading<Values>[] =>
  sheet.rows.map((sheetRow) => {
    const { row } = sheetRow;
    const { given, unreadable } = readCells(rules, match, sheetRow);
    const parsed = rules.schema.safeParse(given);
    const errors = (parsed.error?.issues ?? [])
      .flatMap((issue) => toFieldErrors(issue, "row"))
      // Of what could not be read, the schema only knows that it is missing.
      .filter(({ field }) => !unreadable.has(field));
    const cellFaults = [...unreadable].map(([field, why]) => ({ field, ...why }));
    const faults = [...cellFaults, ...errors].map((each): ImportFault => ({
      ...each,
      row,
      column: headingOf(sheet, match, each.field),
    }));
    const all = [...strayCells(sheet, sheetRow), ...faults];
    return { row, given, values: all.length === 0 ? parsed.data : undefined, faults: all };
  });
