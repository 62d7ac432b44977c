import { Readable } from "node:stream";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  Analytics,
  AnalyticsExportQuery,
  AnalyticsQuery,
  BehaviourEventPage,
  BehaviourEventQuery,
} from "../../../contracts/analytics.ts";
import { inOrder } from "../../../contracts/analytics-order.ts";
import { listBehaviour, TYPES_OF_PART } from "../../../db/analytics-behaviour.ts";
import { loadAnalytics } from "../../../operations/analytics.ts";
import { analyticsFileName, writeAnalytics } from "../analytics-file.ts";
import { scopeOf } from "../authentication.ts";

const tags = ["analytics"];
const ALL_TYPES = Object.values(TYPES_OF_PART).flat();

const EXPORT_ANSWERS = {
  200: {
    description: "One line a car or driver, its figures and then those of the period before.",
    content: { "text/csv": { schema: z.unknown() } },
  },
};

/** How cars and drivers were used and how they were driven, in any period, beside the one before. */
export const analyticsRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/analytics",
    {
      config: { access: "analytics:view" },
      schema: { tags, querystring: AnalyticsQuery, response: { 200: Analytics } },
    },
    (request) => loadAnalytics(request.db, scopeOf(request), request.query, new Date()),
  );

  app.get(
    "/analytics/export",
    {
      config: { access: "analytics:view" },
      schema: { tags, querystring: AnalyticsExportQuery, response: EXPORT_ANSWERS },
    },
    async (request, reply) => {
      const { sort, descending, ...query } = request.query;
      const analytics = await loadAnalytics(request.db, scopeOf(request), query, new Date());
      const rows = inOrder(analytics.rows, sort, descending);
      const name = analyticsFileName(analytics);
      void reply.header("content-disposition", `attachment; filename="${name}"`);
      return reply.type("text/csv; charset=utf-8").send(Readable.from(writeAnalytics(rows)));
    },
  );

  app.get(
    "/analytics/events",
    {
      config: { access: "analytics:view" },
      schema: {
        tags,
        querystring: BehaviourEventQuery,
        response: { 200: BehaviourEventPage },
      },
    },
    (request) => {
      const { by, id, part, from, to, branchId, group, ...page } = request.query;
      const scope = scopeOf(request);
      const choice = { scope, branchId, group, from, to, back: 0, now: new Date() };
      const types = part === undefined ? ALL_TYPES : TYPES_OF_PART[part];
      return listBehaviour(request.db, choice, by, id === "none" ? null : id, types, page);
    },
  );
};
