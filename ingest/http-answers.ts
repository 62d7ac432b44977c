import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SenderRefusal } from "./http-credentials.ts";
import type { Receipt } from "./intake.ts";

/** Answers `application/problem+json` (RFC 9457). */
export const problem = (
  reply: FastifyReply,
  status: number,
  title: string,
  more: object = {},
): FastifyReply =>
  reply
    .code(status)
    .type("application/problem+json")
    .send({ type: "about:blank", title, status, ...more });

/** Says why a sender is not let in, and how to prove who one is (RFC 9110 §11.6.1). */
export const refuseSender = (reply: FastifyReply, refusal: SenderRefusal): FastifyReply => {
  if (refusal.status === 401) void reply.header("www-authenticate", 'Basic realm="devices"');
  return problem(reply, refusal.status, refusal.title);
};

/** Asks the sender to repeat: what it sent is not durable yet, or nobody can tell who it is. */
export const notStored = (reply: FastifyReply): FastifyReply =>
  problem(reply.header("retry-after", "5"), 503, "not stored yet; send it again");

/** What was refused of a payload, as the API's errors name fields. */
export const errorsOf = ({ refusals }: Receipt): { field: string; message: string }[] =>
  refusals.map(({ field, reason }) => ({ field, message: reason }));

/** Says that nothing of a payload was accepted, naming the fields. */
export const notAccepted = (
  reply: FastifyReply,
  receipt: Receipt,
  status: 400 | 413,
): FastifyReply => {
  const errors = errorsOf(receipt);
  return problem(reply, status, "not accepted", { detail: errors[0]?.message, errors });
};

/** Makes what is refused before any handler is found, such as a malformed address, a problem too. */
export const answerUnroutable = (
  { statusCode = 400, message }: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void => void problem(reply, statusCode, message);

/** Makes what no handler answers (a body too long, an unknown path, a bug) a problem too. */
export const answerProblems = (app: FastifyInstance): void => {
  app.setNotFoundHandler((_request, reply) => problem(reply, 404, "no such address"));
  app.setErrorHandler<FastifyError>((err, request, reply) => {
    const status = err.statusCode ?? 500;
    if (status < 500) return problem(reply, status, err.message);
    request.log.error({ err }, "request failed");
    return problem(reply, status, "internal error");
  });
};
