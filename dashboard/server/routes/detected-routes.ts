import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Database } from "../../../db/pool.ts";
import { IdParams } from "../../../contracts/fields.ts";
import { Stop } from "../../../contracts/live-protocol.ts";
import { MAX_TRACK_POINTS, Track } from "../../../contracts/location.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { ListedRoute, RouteQuery, StopQuery } from "../../../contracts/route-query.ts";
import { noteView } from "../../../db/audit.ts";
import { findRoute, listRoutes } from "../../../db/route-list.ts";
import { listStops } from "../../../db/stop-list.ts";
import { loadTrack } from "../../../db/tracks.ts";
import { scopeOf } from "../authentication.ts";
import { orNotFound } from "../http-problem.ts";

const tags = ["routes"];

/** The points to draw for a stretch of one car. An open end reaches to now. */
const drawnTrack = async (
  db: Database,
  vehicleId: string,
  from: string,
  to: string | null,
): Promise<Track> => {
  const window = { from: new Date(from), to: to === null ? undefined : new Date(to) };
  const points = await loadTrack(db, vehicleId, window, MAX_TRACK_POINTS + 1);
  return {
    vehicleId,
    points: points.slice(0, MAX_TRACK_POINTS),
    truncated: points.length > MAX_TRACK_POINTS,
  };
};

/** Where the cars drove and stood, as the detectors worked it out. */
export const detectedRouteRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get(
    "/routes",
    {
      config: { access: "tracks:view" },
      schema: { tags, querystring: RouteQuery, response: { 200: pageOf(ListedRoute) } },
    },
    (request) => listRoutes(request.db, scopeOf(request), request.query, request.query),
  );

  app.get(
    "/routes/:id",
    {
      config: { access: "tracks:view" },
      schema: { tags, params: IdParams, response: { 200: ListedRoute } },
    },
    async (request) =>
      orNotFound(await findRoute(request.db, scopeOf(request), request.params.id), "route"),
  );

  app.get(
    "/routes/:id/track",
    {
      config: { access: "tracks:view" },
      schema: { tags, params: IdParams, response: { 200: Track } },
    },
    async (request) => {
      const found = await findRoute(request.db, scopeOf(request), request.params.id);
      const { id, vehicleId, startTime, endTime } = orNotFound(found, "route");
      await noteView(request.db, { record: "routes", recordId: id, seen: { vehicleId } });
      return drawnTrack(request.db, vehicleId, startTime, endTime);
    },
  );

  app.get(
    "/stops",
    {
      config: { access: "tracks:view" },
      schema: { tags, querystring: StopQuery, response: { 200: pageOf(Stop) } },
    },
    (request) => listStops(request.db, scopeOf(request), request.query, request.query),
  );
};
