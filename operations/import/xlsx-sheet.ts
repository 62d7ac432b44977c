import { readSheet } from "read-excel-file/node";
import { isRefusal, type Refusal } from "../refusal.ts";
import { type Cell, refuseFile, type Sheet, toSheet } from "./sheet.ts";
import { boundedWorkbook } from "./workbook-parts.ts";

/** Digits that a spreadsheet shows of a number; what is stored beyond them is noise of its sums. */
const SHOWN_DIGITS = 15;

/** A cell as a person sees it: a date as its day, and of a formula what it came to when last saved. */
const toCell = (value: unknown): Cell => {
  if (typeof value === "number") return Number(value.toPrecision(SHOWN_DIGITS));
  if (value instanceof Date) return value.toISOString().slice(0, "2026-01-31".length);
  return typeof value === "string" || typeof value === "boolean" ? String(value).trim() : "";
};

/** Reads the first sheet of an XLSX workbook. */
export const readXlsxSheet = async (bytes: Uint8Array): Promise<Sheet | Refusal> => {
  const workbook = boundedWorkbook(bytes);
  if (isRefusal(workbook)) return workbook;
  try {
    const rows = await readSheet(Buffer.from(workbook));
    return toSheet(rows.map((cells) => cells.map(toCell)));
  } catch {
    // It is given bytes and nothing else: whatever it throws is about the file.
    return refuseFile("unreadable_xlsx");
  }
};
