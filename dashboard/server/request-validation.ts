import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import type { FieldError } from "../../contracts/problem.ts";
import { fieldProblem } from "./http-problem.ts";

const PART_NAMES: Record<string, string> = {
  body: "body",
  querystring: "query",
  params: "path",
  headers: "headers",
};

/** Zod's message, or our own, as words that go on after the field's name. */
const wording = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return "is required";
  }
  return /^[A-Z]/.test(issue.message) ? `is not valid (${issue.message})` : issue.message;
};

const toFieldErrors = (issue: z.core.$ZodIssue, part: string): FieldError[] => {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join("."),
      message: "is not a known field",
    }));
  }
  const field = issue.path.join(".") || part;
  return [{ field, message: wording(issue) }];
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
