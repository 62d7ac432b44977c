import { fault } from "../../../contracts/faults.ts";
import rateLimit from "@fastify/rate-limit";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { Acceptance, InvitationCode, Invited } from "../../../contracts/invitation.ts";
import { SignedIn } from "../../../contracts/session.ts";
import { acceptInvitation, readInvitation } from "../../../operations/invitations.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { fieldProblem } from "../http-problem.ts";
import { originOf, startSession } from "../session-start.ts";

/** Codes one address may try a minute: nobody guesses one, and each costs a look into the database. */
const MAX_TRIES_A_MINUTE = 60;

const tags = ["session"];
const open = {
  config: { access: "public", rateLimit: { max: MAX_TRIES_A_MINUTE, timeWindow: "1 minute" } },
} as const;

export type InvitationRouteParts = { readonly changes: ChangeAnnouncer };

const orVoid = <T>(found: T | undefined): T => {
  if (found !== undefined) return found;
  throw fieldProblem(404, [{ field: "code", ...fault("invitation_void") }]);
};

/** How somebody who was invited gets a password that nobody else knows. */
export const invitationRoutes =
  ({ changes }: InvitationRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(rateLimit, { global: false });

    app.post(
      "/invitation",
      { ...open, schema: { tags, body: InvitationCode, response: { 200: Invited } } },
      async (request, reply) => {
        const invited = orVoid(await readInvitation(request.db, request.body.code));
        return reply.header("cache-control", "no-store").send(invited);
      },
    );

    app.post(
      "/invitation/accept",
      { ...open, schema: { tags, body: Acceptance, response: { 200: SignedIn } } },
      async (request, reply) => {
        const signedIn = orVoid(
          await acceptInvitation(request.db, request.body, originOf(request)),
        );
        changes.accessChanged();
        return startSession(request, reply, signedIn);
      },
    );
  };
