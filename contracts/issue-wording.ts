import type { z } from "zod";
import { fault, type Fault, SCHEMA_FAULTS } from "./faults.ts";
import { worded } from "./worded-faults.ts";
import type { FieldError } from "./problem.ts";

/** The fault that a schema words like this; undefined when it words none like this. */
export const faultOfWords = worded(SCHEMA_FAULTS);

type Issue = z.core.$ZodIssue;

/** Zod's message, or our own, as words that go on after the field's name. */
const wording = ({ message }: Issue): string =>
  /^[A-Z]/.test(message) ? `is not valid (${message})` : message;

const LENGTHS: Readonly<Record<string, readonly [tooLittle: string, tooMuch: string]>> = {
  string: ["too_short", "too_long"],
  array: ["too_few", "too_many"],
};
const SIZES = ["too_small", "too_large"] as const;

const FORMATS: Readonly<Record<string, string>> = {
  email: "not_an_email",
  datetime: "not_a_time",
  date: "not_a_time",
};

/** Which fault an issue of zod's own is. */
const coded = (issue: Issue): Omit<Fault, "message"> => {
  if (issue.code === "too_small") {
    const [code] = LENGTHS[issue.origin] ?? SIZES;
    return { code, params: { least: Number(issue.minimum) } };
  }
  if (issue.code === "too_big") {
    const [, code] = LENGTHS[issue.origin] ?? SIZES;
    return { code, params: { most: Number(issue.maximum) } };
  }
  if (issue.code === "invalid_type") return { code: "wrong_kind" };
  if (issue.code === "invalid_value") return { code: "not_a_choice" };
  if (issue.code !== "invalid_format") return { code: "not_valid" };
  return { code: FORMATS[issue.format] ?? "not_valid" };
};

const faultOf = (issue: Issue): Fault => {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined"))
    return fault("required");
  const known = faultOfWords(issue.message);
  return known ?? { ...coded(issue), message: wording(issue) };
};

/** The fields that an issue is about; `whole` stands for a value that is wrong as a whole. */
export const toFieldErrors = (issue: Issue, whole: string): FieldError[] => {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join("."),
      ...fault("unknown_field"),
    }));
  }
  return [{ field: issue.path.join(".") || whole, ...faultOf(issue) }];
};
