import { z } from "zod";
import { NewDriver } from "./driver.ts";
import { FieldError, Problem } from "./problem.ts";
import { NewVehicle } from "./vehicle.ts";

/** Largest file an import takes, bytes. */
export const MAX_IMPORT_BYTES = 2 * 1024 * 1024;

/** Most rows below the headings; a fleet is entered by the thousand, and in one transaction. */
export const MAX_IMPORT_ROWS = 5_000;

/** Most rows an answer shows, however many there are. */
export const MAX_PREVIEW_ROWS = 100;

/** What the file is sent as; which of the two decides how it is read. */
export const IMPORT_MEDIA_TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** With `dryRun=true` the answer tells what would be done, and nothing is stored. */
export const ImportQuery = z.object({
  dryRun: z.stringbool().default(false),
});

/** One cell at fault. */
export const ImportFault = FieldError.extend({
  /** As a spreadsheet numbers it: the headings are row 1. */
  row: z.int().positive(),
  /** The heading as the file has it; the field's name where the file has no such column. */
  column: z.string(),
});
export type ImportFault = z.infer<typeof ImportFault>;

/** Why nothing was stored. What is wrong with the file as a whole has neither row nor column. */
export const ImportProblem = Problem.extend({
  errors: z.array(z.union([ImportFault, FieldError])).optional(),
});

const importOf = <Values extends z.ZodType>(values: Values) =>
  z.object({
    dryRun: z.boolean(),
    /** Rows below the headings that are not blank. */
    rows: z.int(),
    /** What the first rows become, or would; rows at fault are left out. */
    preview: z.array(z.object({ row: z.int().positive(), values })).max(MAX_PREVIEW_ROWS),
    /** Of a dry run; an import with one of them is refused. */
    errors: z.array(ImportFault),
    /** Headings that name no field, as the file has them. */
    ignoredColumns: z.array(z.string()),
    imported: z.int(),
    /** Of what was stored, in the order of the rows. */
    ids: z.array(z.string()),
  });

/** A vehicle as a row gives it, in the branch it goes to. */
export const ImportedVehicle = NewVehicle.required({ branchId: true });
export type ImportedVehicle = z.output<typeof ImportedVehicle>;

/** A driver as a row gives it, in the branch they go to. */
export const ImportedDriver = NewDriver.extend({ branchId: z.uuid() });
export type ImportedDriver = z.output<typeof ImportedDriver>;

export const VehicleImport = importOf(ImportedVehicle);
export const DriverImport = importOf(ImportedDriver);
