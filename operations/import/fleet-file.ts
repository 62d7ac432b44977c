import type { IMPORT_MEDIA_TYPES } from "../../contracts/fleet-import.ts";
import type { Refusal } from "../refusal.ts";
import { readCsvSheet } from "./csv-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { readXlsxSheet } from "./xlsx-sheet.ts";

/** A file as it was sent, and what the sender says it is. */
export type FleetFile = {
  readonly format: keyof typeof IMPORT_MEDIA_TYPES;
  readonly bytes: Uint8Array;
};

/** Reads the table that a person chose to import; refuses a file that is none. */
export const readFleetFile = async ({ format, bytes }: FleetFile): Promise<Sheet | Refusal> =>
  format === "csv" ? readCsvSheet(bytes) : readXlsxSheet(bytes);
