import { fault } from "../../contracts/faults.ts";
import type { ImportFault } from "../../contracts/fleet-import.ts";
import type { FieldColumns } from "./columns.ts";
import type { Sheet } from "./sheet.ts";

/** Which column of a sheet gives which field. */
export type HeadingMatch = {
  /** Index of the column, by field. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Columns that give no field: their headings, or their letters where there is none. */
  readonly ignored: readonly string[];
  readonly faults: readonly ImportFault[];
};

/** Without case, spaces, punctuation and accents: `Matrícula` and `MATRICULA` are one. */
const simplify = (heading: string): string =>
  heading
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

const LETTERS = 26;

/** What a spreadsheet calls its column of that index, from 0: `A` to `Z`, then `AA`. */
export const columnLetters = (index: number): string => {
  const last = String.fromCharCode("A".charCodeAt(0) + (index % LETTERS));
  return index < LETTERS ? last : columnLetters(Math.floor(index / LETTERS) - 1) + last;
};

const fieldsByWord = (columns: FieldColumns): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(columns).flatMap(([field, { words }]) =>
      [field, ...words].map((word): [string, string] => [simplify(word), field]),
    ),
  );

/**
 * Matches headings to fields by the fields' names and by plain words of four languages. A column that
 * gives a field a second time is a fault: which of the two is meant, nobody can tell.
 */
export const matchHeadings = ({ headings, rows }: Sheet, columns: FieldColumns): HeadingMatch => {
  const fieldOf = fieldsByWord(columns);
  const columnOf = new Map<string, number>();
  const ignored: string[] = [];
  const faults: ImportFault[] = [];
  for (const [index, heading] of headings.entries()) {
    const field = fieldOf.get(simplify(heading));
    const former = field === undefined ? undefined : headings[columnOf.get(field) ?? -1];
    const isUsed = heading !== "" || rows.some(({ cells }) => (cells[index] ?? "") !== "");
    if (field === undefined && isUsed) ignored.push(heading || columnLetters(index));
    if (field === undefined) continue;
    if (former === undefined) columnOf.set(field, index);
    else {
      const twice = fault("column_twice", { column: former });
      faults.push({ row: 1, column: heading, field, ...twice });
    }
  }
  return { columnOf, ignored, faults };
};
