import type { FastifySchemaCompiler } from "fastify";
import type { z } from "zod";
import { toFieldErrors } from "../../contracts/issue-wording.ts";
import { fieldProblem } from "./http-problem.ts";

const PART_NAMES: Record<string, string> = {
  body: "body",
  querystring: "query",
  params: "path",
  headers: "headers",
};

/** Parses requests with their zod schema; a fault is a 400 that names every field at fault. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const result = schema.safeParse(data ?? undefined);
    if (result.success) return { value: result.data };
    const part = PART_NAMES[httpPart ?? "body"] ?? "request";
    return {
      error: fieldProblem(
        400,
        result.error.issues.flatMap((issue) => toFieldErrors(issue, part)),
      ),
    };
  };
