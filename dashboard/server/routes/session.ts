import { fault } from "../../../contracts/faults.ts";
import rateLimit from "@fastify/rate-limit";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { isAllowed, type Permission, PERMISSIONS } from "../../../contracts/permissions.ts";
import { Session, SignedIn, SignIn, WhoAmI } from "../../../contracts/session.ts";
import { listSessions, revokeOtherSessions, revokeSession } from "../../../db/sessions.ts";
import { createSignInBackoff } from "../../../operations/sign-in-backoff.ts";
import { signIn, type SignInOutcome } from "../../../operations/sign-in.ts";
import { sessionOf, viewerOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { fieldProblem, HttpProblem, orNotFound, tooManyWrong } from "../http-problem.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { originOf, startSession } from "../session-start.ts";

/** Sign-ins one address may try a minute, right or wrong; the back-off slows wrong ones before. */
const MAX_SIGN_INS_A_MINUTE = 120;

const tags = ["session"];
const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** Why a sign-in opened no session, as the answer that says so and no more. */
const signInProblem = (outcome: Exclude<SignInOutcome, { kind: "signed-in" }>): HttpProblem => {
  if (outcome.kind === "wrong") {
    return new HttpProblem(401, fault("sign_in_wrong"));
  }
  if (outcome.kind === "totp-required") {
    return fieldProblem(401, [{ field: "totp", ...fault("totp_required") }]);
  }
  return tooManyWrong("sign-ins", outcome.waitMs);
};

export type SessionRouteParts = { readonly changes: ChangeAnnouncer };

/** Signing in and out, who the caller is, and where else they are signed in. */
export const sessionRoutes =
  ({ changes }: SessionRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const backoff = createSignInBackoff();
    await app.register(rateLimit, { global: false });

    app.post(
      "/session",
      {
        config: {
          access: "public",
          rateLimit: { max: MAX_SIGN_INS_A_MINUTE, timeWindow: "1 minute" },
        },
        schema: { tags, body: SignIn, response: { 200: SignedIn } },
      },
      async (request, reply) => {
        const outcome = await signIn(request.db, backoff, request.body, originOf(request));
        if (outcome.kind !== "signed-in") throw signInProblem(outcome);
        const { token, user } = outcome;
        return startSession(request, reply, { token, user });
      },
    );

    app.get(
      "/session",
      { config: { access: "signed-in" }, schema: { tags, response: { 200: WhoAmI } } },
      (request) => {
        const { user } = viewerOf(request);
        return { user, permissions: PERMISSION_NAMES.filter((name) => isAllowed(user.role, name)) };
      },
    );

    app.delete(
      "/session",
      { config: { access: "signed-in" }, schema: { tags, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const { userId, sessionId } = sessionOf(request);
        await revokeSession(request.db, userId, sessionId);
        changes.accessChanged();
        clearSessionCookie(request, reply);
        return reply.code(204).send();
      },
    );

    app.get(
      "/sessions",
      { config: { access: "signed-in" }, schema: { tags, response: { 200: pageOf(Session) } } },
      async (request) => {
        const { userId, sessionId } = sessionOf(request);
        return { items: await listSessions(request.db, userId, sessionId), nextCursor: null };
      },
    );

    app.delete(
      "/sessions",
      { config: { access: "signed-in" }, schema: { tags, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const { userId, sessionId } = sessionOf(request);
        await revokeOtherSessions(request.db, userId, sessionId);
        changes.accessChanged();
        return reply.code(204).send();
      },
    );

    app.delete(
      "/sessions/:id",
      {
        config: { access: "signed-in" },
        schema: { tags, params: IdParams, response: { 204: z.undefined() } },
      },
      async (request, reply) => {
        const { userId } = sessionOf(request);
        const revoked = await revokeSession(request.db, userId, request.params.id);
        orNotFound(revoked || undefined, "session");
        changes.accessChanged();
        return reply.code(204).send();
      },
    );
  };
