import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { asHeardAt } from "../../../contracts/connection.ts";
import { LivePage, LiveQuery } from "../../../contracts/live-page.ts";
import { listLiveView } from "../../../db/live-view.ts";
import { scopeOf, viewerOf } from "../authentication.ts";
import { carSeenBy } from "../live/seen-car.ts";

/** More cars than one server shows: the whole fleet, where the caller sets no limit. */
const WHOLE_FLEET = 1_000_000;

/** The latest state of every active vehicle, for scripts; pages listen to the socket. */
export const liveRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/live",
    {
      config: { access: "fleet:view" },
      schema: { tags: ["live"], querystring: LiveQuery, response: { 200: LivePage } },
    },
    async (request) => {
      const { limit = WHOLE_FLEET, cursor } = request.query;
      const { items, nextCursor } = await listLiveView(request.db, scopeOf(request), {
        limit,
        cursor,
      });
      const { role } = viewerOf(request).user;
      const nowMs = Date.now();
      return {
        serverTime: new Date(nowMs).toISOString(),
        items: items.map((car) => carSeenBy(role, asHeardAt(car, nowMs))),
        nextCursor,
      };
    },
  );
};
