import { fault } from "../../../contracts/faults.ts";
import rateLimit from "@fastify/rate-limit";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import {
  NewShareLink,
  SharedView,
  ShareLink,
  ShareLinkQuery,
  ShareLinkWithToken,
} from "../../../contracts/share-link.ts";
import { SHARE_PATH } from "../../../contracts/share-path.ts";
import { listShareLinks } from "../../../db/share-links.ts";
import {
  makeShareLink,
  type OpeningOutcome,
  openShareLink,
  revokeShareLink,
} from "../../../operations/share-links.ts";
import { loadSharedView } from "../../../operations/shared-view.ts";
import { createSignInBackoff } from "../../../operations/sign-in-backoff.ts";
import { actorOf, bearerToken, scopeOf } from "../authentication.ts";
import { HttpProblem, orNotFound, orRefuse, tooManyWrong } from "../http-problem.ts";

/** Links one address may open a minute, right or wrong; the back-off slows wrong ones before. */
const MAX_OPENINGS_A_MINUTE = 120;

const tags = ["share links"];

/** Why a token opened nothing: the same for all that never did or no longer does. */
const openingProblem = (outcome: Exclude<OpeningOutcome, { kind: "open" }>): HttpProblem => {
  if (outcome.kind === "unknown")
    return new HttpProblem(404, fault("not_found", { noun: "share link" }));
  return tooManyWrong("links", outcome.waitMs);
};

/** Links that show one car or one route to whoever has them, and what they show. */
export const shareLinkRoutes = (): FastifyPluginAsyncZod => async (app) => {
  const backoff = createSignInBackoff();
  const sharing = { config: { access: "links:share" } } as const;
  await app.register(rateLimit, { global: false });

  app.get(
    "/share-links",
    {
      ...sharing,
      schema: { tags, querystring: ShareLinkQuery, response: { 200: pageOf(ShareLink) } },
    },
    (request) => listShareLinks(request.db, scopeOf(request), request.query, request.query),
  );

  app.post(
    "/share-links",
    { ...sharing, schema: { tags, body: NewShareLink, response: { 201: ShareLinkWithToken } } },
    async (request, reply) => {
      const made = orRefuse(await makeShareLink(request.db, actorOf(request), request.body));
      const { link, token } = made;
      void reply.code(201).header("cache-control", "no-store");
      return reply.send({ ...link, token, path: SHARE_PATH + token });
    },
  );

  app.post(
    "/share-links/:id/revoke",
    { ...sharing, schema: { tags, params: IdParams, response: { 200: ShareLink } } },
    async (request) => {
      const revoked = await revokeShareLink(request.db, actorOf(request), request.params.id);
      return orNotFound(orRefuse(revoked), "share link");
    },
  );

  app.get(
    "/shared",
    {
      config: {
        access: "public",
        rateLimit: { max: MAX_OPENINGS_A_MINUTE, timeWindow: "1 minute" },
      },
      schema: { tags, response: { 200: SharedView } },
    },
    async (request, reply) => {
      void reply.header("cache-control", "no-store").header("x-robots-tag", "noindex");
      const outcome = await openShareLink(
        request.db,
        backoff,
        bearerToken(request) ?? "",
        request.ip,
      );
      if (outcome.kind !== "open") throw openingProblem(outcome);
      return orNotFound(await loadSharedView(request.db, outcome.link), "share link");
    },
  );
};
