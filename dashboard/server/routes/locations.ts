import { Readable } from "node:stream";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Database } from "../../../db/pool.ts";
import { z } from "zod";
import { CurveQuery, DayCurve } from "../../../contracts/day-curve.ts";
import { IdParams } from "../../../contracts/fields.ts";
import {
  ActivityHour,
  ActivityQuery,
  GpsLocation,
  LocationQuery,
} from "../../../contracts/location.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import { loadCurvePoints } from "../../../db/day-curve.ts";
import { loadLevelEntries } from "../../../db/fuel-book-entries.ts";
import { listActivity, listLocations, type TimeWindow } from "../../../db/tracks.ts";
import { findBranch } from "../../../db/branches.ts";
import { noteView } from "../../../db/audit.ts";
import { findVehicle } from "../../../db/vehicles.ts";
import { scopeOf } from "../authentication.ts";
import { orNotFound } from "../http-problem.ts";
import { TRACK_FILES, trackFileName } from "../track-files.ts";

const tags = ["vehicles"];
const DAY_MS = 24 * 3_600_000;

const LOCATION_ANSWERS = {
  200: {
    description: "Stored observations, oldest first. The file formats are whole, without pages.",
    content: {
      "application/json": { schema: pageOf(GpsLocation) },
      "application/geo+json": { schema: z.unknown() },
      "application/gpx+xml": { schema: z.unknown() },
      "text/csv": { schema: z.unknown() },
    },
  },
};

/** Every stored observation of a stretch, a page at a time, so that a year fits in memory. */
const readLocations = async function* (
  db: Database,
  vehicleId: string,
  window: TimeWindow,
): AsyncGenerator<GpsLocation[]> {
  let cursor: string | undefined;
  do {
    const page = await listLocations(db, vehicleId, window, { limit: MAX_PAGE_SIZE, cursor });
    // as the JSON answer's schema rounds them
    yield z.array(GpsLocation).encode(page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
};

/** What a car's trackers said, as stored, and how much of it there is. */
export const locationRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/vehicles/:id/locations",
    {
      config: { access: "tracks:view" },
      schema: { tags, params: IdParams, querystring: LocationQuery, response: LOCATION_ANSWERS },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { format, from, to, ...page } = request.query;
      const vehicle = orNotFound(await findVehicle(request.db, scopeOf(request), id), "vehicle");
      const seen = { from, to, format };
      if (page.cursor === undefined)
        await noteView(request.db, { record: "vehicles", recordId: id, seen });
      if (format === "json") return listLocations(request.db, id, { from, to }, page);
      const { contentType, extension, write } = TRACK_FILES[format];
      const branch = await findBranch(request.db, null, vehicle.branchId);
      const zone = branch?.timeZone ?? "UTC";
      const name = trackFileName(vehicle.licensePlate, { from, to }, zone, extension);
      const pages = readLocations(request.db, id, { from, to });
      void reply.header("content-disposition", `attachment; filename="${name}"`);
      return reply.type(contentType).send(Readable.from(write(pages, vehicle.licensePlate)));
    },
  );

  app.get(
    "/vehicles/:id/activity",
    {
      config: { access: "tracks:view" },
      schema: {
        tags,
        params: IdParams,
        querystring: ActivityQuery,
        response: { 200: pageOf(ActivityHour) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { to = new Date(), from = new Date(to.getTime() - DAY_MS), ...page } = request.query;
      orNotFound(await findVehicle(request.db, scopeOf(request), id), "vehicle");
      return listActivity(request.db, id, { from, to }, page);
    },
  );

  app.get(
    "/vehicles/:id/curve",
    {
      config: { access: "tracks:view" },
      schema: { tags, params: IdParams, querystring: CurveQuery, response: { 200: DayCurve } },
    },
    async (request) => {
      const { id } = request.params;
      const { from, to } = request.query;
      orNotFound(await findVehicle(request.db, scopeOf(request), id), "vehicle");
      const [points, levels] = await Promise.all([
        loadCurvePoints(request.db, id, from, to),
        loadLevelEntries(request.db, id, { from, to }),
      ]);
      const settledLevels = levels.map(({ at, pct, litres }) => ({
        at: at.toISOString(),
        fuelPct: pct,
        fuelLitres: litres,
      }));
      return { points, settledLevels };
    },
  );
};
