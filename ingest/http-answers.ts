import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
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

/** Asks the sender to repeat, because nobody knows yet whether what it sent is durable. */
export const notStored = (reply: FastifyReply): FastifyReply =>
  problem(reply.header("retry-after", "5"), 503, "not stored yet; send it again");

/** What was refused of a payload, as the API's errors name fields. */
export const errorsOf = ({ refusals }: Receipt): { field: string; message: string }[] =>
  refusals.map(({ field, reason }) => ({ field, message: reason }));

/** 200 when something was stored; 400 naming the fields when everything was refused. */
export const answer = (reply: FastifyReply, receipt: Receipt, success: unknown): FastifyReply => {
  const errors = errorsOf(receipt);
  if (receipt.accepted === 0 && errors.length > 0) {
    return problem(reply, 400, "not accepted", { detail: errors[0]?.message, errors });
  }
  return reply.code(200).send(success);
};

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
