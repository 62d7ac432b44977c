import type { FastifyReply, FastifyRequest } from "fastify";
import type { SignedIn } from "../../contracts/session.ts";
import type { Origin } from "../../operations/sign-in.ts";
import { setSessionCookie } from "./session-cookie.ts";

/** Where a session is opened from, for the list that its person sees. */
export const originOf = ({ ip, headers }: FastifyRequest): Origin => ({
  ip,
  userAgent: headers["user-agent"] ?? null,
});

/** Answers who has signed in, with the session in a cookie too, and kept by nobody on the way. */
export const startSession = (
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedIn,
): FastifyReply => {
  setSessionCookie(request, reply, signedIn.token);
  return reply.header("cache-control", "no-store").send(signedIn);
};
