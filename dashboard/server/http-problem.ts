import { STATUS_CODES } from "node:http";
import { fault, type Fault } from "../../contracts/faults.ts";
import type { FieldError, Problem } from "../../contracts/problem.ts";
import { isRefusal, type Refusal } from "../../operations/refusal.ts";

/** An answer that is not the one asked for; thrown by a route, sent as problem+json. */
export class HttpProblem extends Error {
  readonly statusCode: number;
  /** What is said, and which fault it is unless the fields tell. */
  readonly fault: Fault;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    statusCode: number,
    said: Fault,
    errors?: readonly FieldError[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(said.message);
    this.name = "HttpProblem";
    this.statusCode = statusCode;
    this.fault = said;
    this.errors = errors;
    this.headers = headers;
  }
}

/** The RFC 9457 body of a problem. */
export const problemBody = ({ statusCode: status, fault: said, errors }: HttpProblem): Problem => ({
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Error",
  status,
  detail: said.message,
  ...(said.code !== undefined && { code: said.code }),
  ...(said.params && { params: said.params }),
  ...(errors && { errors: [...errors] }),
});

/** A problem whose detail is made of the fields at fault. */
export const fieldProblem = (status: number, errors: readonly FieldError[]): HttpProblem =>
  new HttpProblem(
    status,
    { message: errors.map(({ field, message }) => `${field} ${message}`).join("; ") },
    errors,
  );

/** Too many wrong tries of something, such as `passwords`, and how long to wait before the next. */
export const tooManyWrong = (tries: string, waitMs: number): HttpProblem => {
  const seconds = Math.ceil(waitMs / 1_000);
  const headers = { "retry-after": String(seconds) };
  return new HttpProblem(429, fault("too_many_wrong", { tries, seconds }), undefined, headers);
};

const REFUSAL_STATUS = { invalid: 400, forbidden: 403, conflict: 409 } as const;

/** What a use case answered, unless it refused: then throws the problem that says why. */
export const orRefuse = <T>(outcome: T | Refusal): T => {
  if (!isRefusal(outcome)) return outcome;
  const { refused, others = [], ...first } = outcome;
  throw fieldProblem(REFUSAL_STATUS[refused], [first, ...others]);
};

/** What was looked up. Throws 404 when there is none that this viewer may see. */
export const orNotFound = <T>(found: T | undefined, noun: string): T => {
  if (found !== undefined) return found;
  throw new HttpProblem(404, fault("not_found", { noun }));
};
