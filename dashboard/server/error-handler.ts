import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { InvalidCursor } from "../../db/keyset.ts";
import { PasswordHashingBusy } from "../../operations/passwords.ts";
import { fault, type FaultCode } from "../../contracts/faults.ts";
import { databaseFault } from "./database-faults.ts";
import { fieldProblem, HttpProblem, problemBody } from "./http-problem.ts";

const RETRY_SOON = { "retry-after": "2" };

const FASTIFY_FAULTS: Readonly<Record<number, FaultCode>> = {
  404: "not_found",
  413: "request_too_large",
  429: "too_many_requests",
};

/** What Fastify refuses by itself, in its own words. */
const unroutable = (statusCode: number, message: string): HttpProblem =>
  new HttpProblem(statusCode, {
    code: FASTIFY_FAULTS[statusCode] ?? "request_unreadable",
    message,
  });

/** What went wrong as a problem; anything unforeseen is a 500 that tells nothing. */
const toProblem = (error: FastifyError): HttpProblem => {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidCursor) {
    return fieldProblem(400, [{ field: "cursor", ...fault("not_handed_out") }]);
  }
  if (error instanceof PasswordHashingBusy) {
    return new HttpProblem(503, fault("sign_ins_busy"), undefined, RETRY_SOON);
  }
  const ofDatabase = databaseFault(error);
  if (ofDatabase) return ofDatabase;
  // A device keeps what it could not deliver and sends it again.
  if (error.code?.startsWith("FST_REPLY_FROM_")) {
    return new HttpProblem(503, fault("ingest_unreachable"), undefined, RETRY_SOON);
  }
  // Fastify's own: body too large, not JSON, unsupported media type, too many requests.
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return unroutable(error.statusCode, error.message);
  }
  return new HttpProblem(500, fault("server_failed"));
};

export const sendProblem = (reply: FastifyReply, problem: HttpProblem): FastifyReply =>
  reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .type("application/problem+json")
    .send(problemBody(problem));

/** Answers what Fastify refuses before any route is found, such as an address it cannot decode. */
export const answerUnroutable = (
  { statusCode = 400, message }: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void => void sendProblem(reply, unroutable(statusCode, message));

/** Answers every error as problem+json, and logs those that are ours to mend. */
export const handleErrors = (app: FastifyInstance): void => {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply) => {
    const problem = toProblem(error);
    if (problem.statusCode >= 500) {
      request.log.error({ err: error, method: request.method, url: request.url }, "request failed");
    }
    return sendProblem(reply, problem);
  });
};
