import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ApiToken, ApiTokenWithSecret, NewApiToken } from "../../../contracts/api-token.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { isAllowed } from "../../../contracts/permissions.ts";
import { revokeApiToken } from "../../../db/api-tokens.ts";
import { loadApiTokens, makeApiToken } from "../../../operations/api-tokens.ts";
import { sessionOf, viewerOf } from "../authentication.ts";
import type { ChangeAnnouncer } from "../change-announcer.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["tokens"];
const editing = { config: { access: "tokens:edit" } } as const;

export type ApiTokenRouteParts = { readonly changes: ChangeAnnouncer };

/** Whose tokens somebody sees and revokes: their own, or all (null) for who looks after accounts. */
const reachOf = (request: FastifyRequest): string | null => {
  const { role, id } = viewerOf(request).user;
  return isAllowed(role, "users:edit") ? null : id;
};

/** Tokens by which programs act for people. No token makes another one: that takes a session. */
export const apiTokenRoutes =
  ({ changes }: ApiTokenRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/tokens",
      { ...editing, schema: { tags, response: { 200: pageOf(ApiToken) } } },
      async (request) => ({
        items: await loadApiTokens(request.db, reachOf(request)),
        nextCursor: null,
      }),
    );

    app.post(
      "/tokens",
      { ...editing, schema: { tags, body: NewApiToken, response: { 201: ApiTokenWithSecret } } },
      async (request, reply) => {
        sessionOf(request);
        const made = orRefuse(await makeApiToken(request.db, viewerOf(request).user, request.body));
        return reply.code(201).header("cache-control", "no-store").send(made);
      },
    );

    app.delete(
      "/tokens/:id",
      { ...editing, schema: { tags, params: IdParams, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const revoked = await revokeApiToken(request.db, request.params.id, reachOf(request));
        orNotFound(revoked || undefined, "token");
        changes.accessChanged();
        return reply.code(204).send();
      },
    );
  };
