import { fault, type Fault, type FaultCode, type ParamsOf } from "../contracts/faults.ts";
import type { FieldError } from "../contracts/problem.ts";

/**
 * An expected "no", answered instead of thrown. `invalid`: the request names something that cannot
 * be; `conflict`: it would break a rule as things stand; `forbidden`: this viewer may not.
 */
export type Refusal = FieldError & {
  readonly refused: "invalid" | "conflict" | "forbidden";
  /** What else is at fault. */
  readonly others?: readonly FieldError[];
};

export const isRefusal = (outcome: unknown): outcome is Refusal =>
  typeof outcome === "object" && outcome !== null && "refused" in outcome;

/** What is refused of a field for a fault that is worded already. */
export const refusalOf = (
  refused: Refusal["refused"],
  field: string,
  { code, params, message }: Fault,
): Refusal => ({ refused, field, message, code, params });

const refusing =
  (refused: Refusal["refused"]) =>
  <Code extends FaultCode>(field: string, code: Code, ...params: ParamsOf<Code>): Refusal =>
    refusalOf(refused, field, fault(code, ...params));

export const invalid = refusing("invalid");

export const conflict = refusing("conflict");

export const forbidden = refusing("forbidden");

const refusingAll =
  (refused: Refusal["refused"]) =>
  ([first, ...others]: readonly FieldError[]): Refusal | undefined =>
    first && { ...refusalOf(refused, first.field, first), others };

/** What names several things that cannot be; undefined when it names none. */
export const invalids = refusingAll("invalid");

/** What breaks several rules as things stand; undefined when it breaks none. */
export const conflicts = refusingAll("conflict");
