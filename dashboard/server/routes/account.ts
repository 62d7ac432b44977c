import { fault } from "../../../contracts/faults.ts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { OwnPatch, PasswordChange } from "../../../contracts/account.ts";
import { User } from "../../../contracts/user.ts";
import { patchUser } from "../../../db/users.ts";
import { changePassword } from "../../../operations/account.ts";
import { createSignInBackoff } from "../../../operations/sign-in-backoff.ts";
import { sessionOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { fieldProblem, orNotFound, tooManyWrong } from "../http-problem.ts";

const tags = ["session"];
const own = { config: { access: "signed-in" } } as const;

export type AccountRouteParts = { readonly changes: ChangeAnnouncer };

/** What people change about themselves, whatever their role. Not for API tokens. */
export const accountRoutes =
  ({ changes }: AccountRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const backoff = createSignInBackoff();

    app.patch(
      "/me",
      { ...own, schema: { tags, body: OwnPatch, response: { 200: User } } },
      async (request) =>
        orNotFound(await patchUser(request.db, sessionOf(request).userId, request.body), "user"),
    );

    app.put(
      "/me/password",
      { ...own, schema: { tags, body: PasswordChange, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const outcome = await changePassword(request.db, backoff, sessionOf(request), request.body);
        if (outcome.kind === "wrong") {
          throw fieldProblem(400, [{ field: "currentPassword", ...fault("password_wrong") }]);
        }
        if (outcome.kind === "wait") throw tooManyWrong("passwords", outcome.waitMs);
        changes.accessChanged();
        return reply.code(204).send();
      },
    );
  };
