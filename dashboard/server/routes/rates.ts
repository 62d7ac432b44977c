import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { NewRate, Rate, RateQuery } from "../../../contracts/rate.ts";
import { listRates } from "../../../db/rates.ts";
import { setRate } from "../../../operations/rates.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import { orRefuse } from "../http-problem.ts";

const tags = ["money"];
/** There are a handful a branch: one page holds them. */
const Rates = z.object({ items: z.array(Rate), nextCursor: z.null() });

/** What cars cost to rent. */
export const rateRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/rates",
    {
      config: { access: "money:view" },
      schema: { tags, querystring: RateQuery, response: { 200: Rates } },
    },
    async (request) => {
      const items = await listRates(request.db, scopeOf(request), request.query);
      return { items, nextCursor: null };
    },
  );

  app.put(
    "/rates",
    {
      config: { access: "rates:edit" },
      schema: { tags, body: NewRate, response: { 200: Rate } },
    },
    async (request) => orRefuse(await setRate(request.db, actorOf(request), request.body)),
  );
};
