import { fault } from "../../../contracts/faults.ts";
import type { FastifyError, FastifyInstance } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Database } from "../../../db/pool.ts";
import { z } from "zod";
import {
  DriverImport,
  IMPORT_MEDIA_TYPES,
  ImportProblem,
  ImportQuery,
  MAX_IMPORT_BYTES,
  VehicleImport,
} from "../../../contracts/fleet-import.ts";
import type { BranchScope } from "../../../db/branches.ts";
import { type FleetFile, readFleetFile } from "../../../operations/import/fleet-file.ts";
import {
  type Importable,
  type ImportOutcome,
  importSheet,
} from "../../../operations/import/fleet-import.ts";
import { DRIVERS, VEHICLES } from "../../../operations/import/importables.ts";
import { scopeOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { sendProblem } from "../error-handler.ts";
import { HttpProblem, orRefuse } from "../http-problem.ts";

export type FleetImportRouteParts = { readonly changes: ChangeAnnouncer };

const MEDIA_TYPES = Object.values(IMPORT_MEDIA_TYPES);

const isFleetFile = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "bytes" in body;

/** The file itself, described as the bytes it is; what arrives here the parsers below have made. */
const FileBody = z
  .unknown()
  .meta({ type: "string", format: "binary" })
  .pipe(z.custom<FleetFile>(isFleetFile, "must be a CSV or XLSX file"));

const FILE_TOO_LARGE = new HttpProblem(
  413,
  fault("file_too_large", { megabytes: MAX_IMPORT_BYTES / 1024 / 1024 }),
);
const NO_SPREADSHEET = new HttpProblem(
  415,
  fault("no_spreadsheet", { types: MEDIA_TYPES.join(" or ") }),
);

const answers = <Answer extends z.ZodType>(answer: Answer) => ({
  200: answer.describe("What would be done; nothing was stored"),
  201: answer.describe("Everything was stored"),
  400: {
    description:
      "Nothing was stored: what is wrong, with row and column where it is a cell's fault",
    content: { "application/problem+json": { schema: ImportProblem } },
  },
});

/** Takes spreadsheets, and nothing else, as bodies of this scope's routes. */
const acceptFiles = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  for (const format of ["csv", "xlsx"] as const) {
    app.addContentTypeParser<Buffer>(
      IMPORT_MEDIA_TYPES[format],
      { parseAs: "buffer", bodyLimit: MAX_IMPORT_BYTES },
      async (_request: unknown, bytes: Buffer): Promise<FleetFile> => ({ format, bytes }),
    );
  }
  app.addContentTypeParser("*", (_request, _payload, done) => done(NO_SPREADSHEET));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    // What is thrown here goes on to the handler of the whole server.
    if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
    return sendProblem(reply, FILE_TOO_LARGE);
  });
};

/** Imports a file, or tells what that would do. Throws the problem that names every cell at fault. */
const importFile = async <Values>(
  db: Database,
  importable: Importable<Values>,
  { file, scope, dryRun }: { file: FleetFile; scope: BranchScope; dryRun: boolean },
): Promise<ImportOutcome<Values>> => {
  const sheet = orRefuse(await readFleetFile(file));
  const outcome = await importSheet(db, importable, { scope, sheet, dryRun });
  const { errors } = outcome;
  if (dryRun || errors.length === 0) return outcome;
  const rows = new Set(errors.map(({ row }) => row)).size;
  throw new HttpProblem(400, fault("nothing_imported", { rows }), errors);
};

/** Cars and drivers by the file. */
export const fleetImportRoutes =
  ({ changes }: FleetImportRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    acceptFiles(app);
    const described = {
      consumes: MEDIA_TYPES,
      querystring: ImportQuery,
      body: FileBody,
    };

    app.post(
      "/vehicles/import",
      {
        config: { access: "fleet:edit" },
        schema: { tags: ["vehicles"], ...described, response: answers(VehicleImport) },
      },
      async (request, reply) => {
        const { dryRun } = request.query;
        const asked = { file: request.body, scope: scopeOf(request), dryRun };
        const outcome = await importFile(request.db, VEHICLES, asked);
        if (outcome.imported > 0) changes.vehiclesChanged(outcome.ids);
        return reply.code(dryRun ? 200 : 201).send(outcome);
      },
    );

    app.post(
      "/drivers/import",
      {
        config: { access: "drivers:edit" },
        schema: { tags: ["drivers"], ...described, response: answers(DriverImport) },
      },
      async (request, reply) => {
        const { dryRun } = request.query;
        const asked = { file: request.body, scope: scopeOf(request), dryRun };
        const outcome = await importFile(request.db, DRIVERS, asked);
        return reply.code(dryRun ? 200 : 201).send(outcome);
      },
    );
  };
