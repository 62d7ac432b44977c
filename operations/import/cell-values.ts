import { fault, type Fault } from "../../contracts/faults.ts";
import type { Cell } from "./sheet.ts";

/** What a cell says, or why it says nothing of the kind. */
export type CellReading = { readonly value: unknown } | { readonly fault: Fault };

/** Digits with at most one sign between them, which is a decimal one: comma or point. */
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
/** `1,200` is twelve hundred to some and one and a fifth to others. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** A number with decimal comma or point. What could also have a thousands separator is refused. */
export const readNumber = (cell: Cell): CellReading => {
  if (typeof cell === "number") return { value: cell };
  if (THOUSANDS.test(cell)) return { fault: fault("thousands_unclear") };
  if (!NUMBER.test(cell)) return { fault: fault("not_a_number") };
  return { value: Number(cell.replace(",", ".")) };
};

const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ...["active", "aktiv", "activo", "activa"].map((word): [string, string] => [word, "ACTIVE"]),
  ...["inactive", "inaktiv", "inactivo", "inactiva"].map((word): [string, string] => [
    word,
    "INACTIVE",
  ]),
]);

/** A status in the API's word or that of a person; the schema says no to any other. */
export const readStatus = (cell: Cell): CellReading => ({
  value: STATUS_WORDS.get(String(cell).toLowerCase()) ?? String(cell),
});

/** Text as it stands; a plate of digits alone is text too. */
export const readText = (cell: Cell): CellReading => ({ value: String(cell) });
