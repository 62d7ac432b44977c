import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION_LIFETIME_MS } from "../../operations/sign-in.ts";

const PLAIN_NAME = "roadledger";
/** The prefix makes browsers refuse the cookie from a subdomain or over plain HTTP. */
const SECURE_NAME = `__Host-${PLAIN_NAME}`;

/** Over HTTPS only the secure cookie counts: a plain one could have been planted over HTTP. */
const cookieName = (isSecure: boolean): string => (isSecure ? SECURE_NAME : PLAIN_NAME);

/** The session token in a request's cookies. */
export const tokenFromCookies = (
  cookies: Readonly<Record<string, string | undefined>>,
  isSecure: boolean,
): string | undefined => cookies[cookieName(isSecure)];

/** The same for a WebSocket, whose handshake does not say how it reached a proxy before us. */
export const tokenFromSocketCookies = (
  cookies: Readonly<Record<string, string | undefined>>,
): string | undefined => tokenFromCookies(cookies, true) ?? tokenFromCookies(cookies, false);

const attributes = (isSecure: boolean) =>
  ({ path: "/", httpOnly: true, sameSite: "lax", secure: isSecure }) as const;

export const setSessionCookie = (
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void => {
  const isSecure = request.protocol === "https";
  void reply.setCookie(cookieName(isSecure), token, {
    ...attributes(isSecure),
    maxAge: SESSION_LIFETIME_MS / 1_000,
  });
};

export const clearSessionCookie = (request: FastifyRequest, reply: FastifyReply): void => {
  const isSecure = request.protocol === "https";
  void reply.clearCookie(cookieName(isSecure), attributes(isSecure));
};
