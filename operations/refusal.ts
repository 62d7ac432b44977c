import type { FieldError } from "../contracts/problem.ts";

/**
 * An expected "no", answered instead of thrown. `invalid`: the request names something that cannot
 * be; `conflict`: it would break a rule as things stand; `forbidden`: this viewer may not.
 */
export type Refusal = {
  readonly refused: "invalid" | "conflict" | "forbidden";
  /** The request's field at fault. */
  readonly field: string;
  /** Plain words that go on after the field's name. */
  readonly message: string;
  /** What else is at fault. */
  readonly others?: readonly FieldError[];
};

export const isRefusal = (outcome: unknown): outcome is Refusal =>
  typeof outcome === "object" && outcome !== null && "refused" in outcome;

export const invalid = (field: string, message: string): Refusal => ({
  refused: "invalid",
  field,
  message,
});

export const conflict = (field: string, message: string): Refusal => ({
  refused: "conflict",
  field,
  message,
});

export const forbidden = (field: string, message: string): Refusal => ({
  refused: "forbidden",
  field,
  message,
});

/** What breaks several rules as things stand; undefined when it breaks none. */
export const conflicts = ([first, ...others]: readonly FieldError[]): Refusal | undefined =>
  first && { ...conflict(first.field, first.message), others };
