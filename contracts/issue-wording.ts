import type { z } from "zod";
import type { FieldError } from "./problem.ts";

/** Zod's message, or our own, as words that go on after the field's name. */
const wording = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return "is required";
  }
  return /^[A-Z]/.test(issue.message) ? `is not valid (${issue.message})` : issue.message;
};

/** The fields that an issue is about; `whole` stands for a value that is wrong as a whole. */
export const toFieldErrors = (issue: z.core.$ZodIssue, whole: string): FieldError[] => {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join("."),
      message: "is not a known field",
    }));
  }
  const field = issue.path.join(".") || whole;
  return [{ field, message: wording(issue) }];
};
