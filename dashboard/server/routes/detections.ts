import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import {
  Detection,
  DetectionQuery,
  FuelEvent,
  FuelEventQuery,
} from "../../../contracts/detected.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { listDetections } from "../../../db/detection-list.ts";
import { scopeOf } from "../authentication.ts";
import { fuelDetectionTypes, toFuelEvent } from "../fuel-events.ts";

const tags = ["detections"];

/** What was detected of the cars, told of in an alert or not. */
export const detectionRoutes =
  ({ pool }: { readonly pool: pg.Pool }): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      "/detections",
      {
        config: { access: "tracks:view" },
        schema: { tags, querystring: DetectionQuery, response: { 200: pageOf(Detection) } },
      },
      (request) => {
        const { type, ...filter } = request.query;
        const types = type && [type];
        return listDetections(pool, scopeOf(request), { ...filter, types }, request.query);
      },
    );

    app.get(
      "/fuel-events",
      {
        config: { access: "tracks:view" },
        schema: { tags, querystring: FuelEventQuery, response: { 200: pageOf(FuelEvent) } },
      },
      async (request) => {
        const { type, ...filter } = request.query;
        const types = fuelDetectionTypes(type);
        const scope = scopeOf(request);
        const page = await listDetections(pool, scope, { ...filter, types }, request.query);
        return { ...page, items: page.items.map(toFuelEvent) };
      },
    );
  };
