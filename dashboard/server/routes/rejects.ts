import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { pageOf } from "../../../contracts/paging.ts";
import { RejectEntry, RejectQuery } from "../../../contracts/reject-entry.ts";
import { faultOfReading } from "../../../contracts/worded-faults.ts";
import { listRejects } from "../../../db/reject-log.ts";
import { scopeOf } from "../authentication.ts";

const withFault = (entry: RejectEntry): RejectEntry => {
  const { code, params } = faultOfReading(entry.reason) ?? {};
  return { ...entry, code, params };
};

/** The reject log: what devices sent that was not accepted, and why. */
export const rejectRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/rejects",
    {
      config: { access: "rejects:view" },
      schema: {
        tags: ["devices"],
        querystring: RejectQuery,
        response: { 200: pageOf(RejectEntry) },
      },
    },
    async (request) => {
      const { deviceId } = request.query;
      const { items, ...page } = await listRejects(
        request.db,
        scopeOf(request),
        deviceId,
        request.query,
      );
      return { ...page, items: items.map(withFault) };
    },
  );
};
