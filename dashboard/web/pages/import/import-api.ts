import type { z } from "zod";
import {
  DriverImport,
  IMPORT_MEDIA_TYPES,
  VehicleImport,
} from "../../../../contracts/fleet-import.ts";
import { ApiError, postFile } from "../../session/api.ts";
import type { Things } from "./things.ts";

/** What an import did, or would do. */
export type ImportAnswer = z.output<typeof VehicleImport> | z.output<typeof DriverImport>;

const SCHEMAS = { vehicles: VehicleImport, drivers: DriverImport } as const;

/** By the name: what browsers say of a CSV file depends on the programs of the computer. */
const mediaTypeOf = ({ name }: File): string =>
  /\.xlsx$/i.test(name) ? IMPORT_MEDIA_TYPES.xlsx : IMPORT_MEDIA_TYPES.csv;

/** Asks what a file would become; stores nothing. Throws `ApiError`. */
export const checkFile = (things: Things, file: File): Promise<ImportAnswer> =>
  postFile(`/api/${things}/import?dryRun=true`, file, mediaTypeOf(file), SCHEMAS[things]);

/**
 * Stores every row of a file, or none: when somebody has meanwhile stored one of them, answers what
 * the file would become now, with that as its error. Throws `ApiError`.
 */
export const importFile = async (things: Things, file: File): Promise<ImportAnswer> => {
  try {
    return await postFile(`/api/${things}/import`, file, mediaTypeOf(file), SCHEMAS[things]);
  } catch (error) {
    if (!(error instanceof ApiError) || error.fields.length === 0) throw error;
    return checkFile(things, file);
  }
};
