import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { ActivityMark, ActivityPage, LastSeen } from "../../../contracts/activity.ts";
import { MAX_PAGE_SIZE, PageQuery } from "../../../contracts/paging.ts";
import { Today } from "../../../contracts/today.ts";
import { findActivityMark, listActivities, markActivitiesRead } from "../../../db/activities.ts";
import { countCarsOut, loadCarsOut } from "../../../db/cars-out.ts";
import { actorOf, scopeOf } from "../authentication.ts";

const tags = ["today"];
const viewing = { config: { access: "today:view" } } as const;

/** The day at a glance, and what happened since the caller last looked. */
export const todayRoutes = (): FastifyPluginAsyncZod => async (app) => {
  app.get("/today", { ...viewing, schema: { tags, response: { 200: Today } } }, async (request) => {
    const { scope, userId } = actorOf(request);
    const [carsOut, lastSeen] = await Promise.all([
      loadCarsOut(request.db, scope, MAX_PAGE_SIZE),
      findActivityMark(request.db, userId),
    ]);
    const isFull = carsOut.length === MAX_PAGE_SIZE;
    const moreOut = isFull ? (await countCarsOut(request.db, scope)) - carsOut.length : 0;
    const serverTime = new Date().toISOString();
    return { serverTime, carsOut, moreOut, lastSeen: lastSeen ?? null };
  });

  app.get(
    "/activity",
    { ...viewing, schema: { tags, querystring: PageQuery, response: { 200: ActivityPage } } },
    (request) => listActivities(request.db, scopeOf(request), request.query),
  );

  app.put(
    "/me/last-seen",
    { ...viewing, schema: { tags, body: LastSeen, response: { 200: ActivityMark } } },
    (request) => markActivitiesRead(request.db, actorOf(request).userId, request.body.activityId),
  );
};
