import { STATUS_CODES } from "node:http";
import type { FieldError, Problem } from "../../contracts/problem.ts";
import { isRefusal, type Refusal } from "../../operations/refusal.ts";

/** An answer that is not the one asked for; thrown by a route, sent as problem+json. */
export class HttpProblem extends Error {
  readonly statusCode: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    statusCode: number,
    detail: string,
    errors?: readonly FieldError[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = "HttpProblem";
    this.statusCode = statusCode;
    this.errors = errors;
    this.headers = headers;
  }
}

/** The RFC 9457 body of a problem. */
export const problemBody = (
  status: number,
  detail: string,
  errors?: readonly FieldError[],
): Problem => ({
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Error",
  status,
  detail,
  ...(errors && { errors: [...errors] }),
});

/** A problem whose detail is made of the fields at fault. */
export const fieldProblem = (status: number, errors: readonly FieldError[]): HttpProblem =>
  new HttpProblem(
    status,
    errors.map(({ field, message }) => `${field} ${message}`).join("; "),
    errors,
  );

/** Too many wrong tries of something, such as `passwords`, and how long to wait before the next. */
export const tooManyWrong = (tries: string, waitMs: number): HttpProblem => {
  const seconds = Math.ceil(waitMs / 1_000);
  const headers = { "retry-after": String(seconds) };
  return new HttpProblem(429, `too many wrong ${tries}; wait ${seconds} s`, undefined, headers);
};

const REFUSAL_STATUS = { invalid: 400, forbidden: 403, conflict: 409 } as const;

/** What a use case answered, unless it refused: then throws the problem that says why. */
export const orRefuse = <T>(outcome: T | Refusal): T => {
  if (!isRefusal(outcome)) return outcome;
  const { refused, field, message, others = [] } = outcome;
  throw fieldProblem(REFUSAL_STATUS[refused], [{ field, message }, ...others]);
};

/** What was looked up. Throws 404 when there is none that this viewer may see. */
export const orNotFound = <T>(found: T | undefined, noun: string): T => {
  if (found !== undefined) return found;
  throw new HttpProblem(404, `there is no such ${noun}`);
};
