import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  Detection,
  DetectionQuery,
  FuelEvent,
  FuelEventDetail,
  FuelEventQuery,
} from "../../../contracts/detected.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findDetection, listDetections } from "../../../db/detection-list.ts";
import { loadLevelCurve } from "../../../db/fuel-curve.ts";
import { findFuelRecordOf } from "../../../db/fuel-records.ts";
import { otherCauses } from "../../../operations/fuel-event-causes.ts";
import { scopeOf } from "../authentication.ts";
import { curveWindow, fuelDetectionTypes, isFuelDetection, toFuelEvent } from "../fuel-events.ts";
import { orNotFound } from "../http-problem.ts";

const tags = ["detections"];

/** What was detected of the cars, told of in an alert or not. */
export const detectionRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/detections",
    {
      config: { access: "tracks:view" },
      schema: { tags, querystring: DetectionQuery, response: { 200: pageOf(Detection) } },
    },
    (request) => {
      const { type, ...filter } = request.query;
      const types = type && [type];
      return listDetections(request.db, scopeOf(request), { ...filter, types }, request.query);
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
      const page = await listDetections(request.db, scope, { ...filter, types }, request.query);
      return { ...page, items: page.items.map(toFuelEvent) };
    },
  );

  app.get(
    "/fuel-events/:id",
    {
      config: { access: "fuel:view" },
      schema: { tags, params: IdParams, response: { 200: FuelEventDetail } },
    },
    async (request) => {
      const { id } = request.params;
      const scope = scopeOf(request);
      const found = await findDetection(request.db, scope, id);
      const detection = orNotFound(isFuelDetection(found) ? found : undefined, "fuel event");
      const { from, to } = curveWindow(detection);
      const event = toFuelEvent(detection);
      return {
        ...event,
        curve: await loadLevelCurve(request.db, detection.vehicleId, from, to),
        otherCauses: otherCauses(event.type, event.evidence),
        record: (await findFuelRecordOf(request.db, scope, id)) ?? null,
      };
    },
  );
};
