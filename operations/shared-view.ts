import { asHeardAt } from "../contracts/connection.ts";
import type { VehicleLive } from "../contracts/live-protocol.ts";
import { MAX_TRACK_POINTS } from "../contracts/location.ts";
import { MAX_PAGE_SIZE } from "../contracts/paging.ts";
import { SharedCar, type SharedView } from "../contracts/share-link.ts";
import { loadLiveVehicles } from "../db/live-view.ts";
import type { Queryable } from "../db/pool.ts";
import { findRoute } from "../db/route-list.ts";
import type { OpenShareLink } from "../db/share-links.ts";
import { listStops } from "../db/stop-list.ts";
import { loadTrack } from "../db/tracks.ts";

/**
 * What a link tells of its car at `nowMs`: where it is since the link was made, the place at which it
 * was then included, and nothing of before, not even since when it stands.
 */
export const sharedCar = (
  live: VehicleLive,
  { createdAt }: Pick<OpenShareLink, "createdAt">,
  nowMs: number,
): SharedCar => {
  const { motionSince, ...car } = SharedCar.parse(asHeardAt(live, nowMs));
  const isOfBefore = motionSince === null || Date.parse(motionSince) < Date.parse(createdAt);
  return { ...car, motionSince: isOfBefore ? null : motionSince };
};

type Head = Pick<SharedView, "name" | "serverTime" | "expiresAt" | "timeZone">;

const liveView = async (
  db: Queryable,
  link: OpenShareLink,
  head: Head,
): Promise<SharedView | undefined> => {
  const [live] = await loadLiveVehicles(db, [link.vehicleId]);
  if (!live) return undefined;
  return { kind: "live", ...head, car: sharedCar(live, link, Date.parse(head.serverTime)) };
};

const routeView = async (
  db: Queryable,
  routeId: string,
  head: Head,
): Promise<SharedView | undefined> => {
  const route = await findRoute(db, null, routeId);
  // a route that late data has opened again would show where the car is now
  if (!route || route.endTime === null) return undefined;
  const { vehicleId, startTime, endTime } = route;
  const window = { from: new Date(startTime), to: new Date(endTime) };
  const page = { limit: MAX_PAGE_SIZE };
  const [points, stops] = await Promise.all([
    loadTrack(db, vehicleId, window, MAX_TRACK_POINTS + 1),
    listStops(db, null, { vehicleId, kind: "idling", ...window }, page),
  ]);
  return {
    ...{ kind: "route", ...head, route },
    stops: stops.items.toReversed(),
    points: points.slice(0, MAX_TRACK_POINTS),
    truncated: points.length > MAX_TRACK_POINTS,
  };
};

/** What a link shows now; undefined when that is there no more. */
export const loadSharedView = (
  db: Queryable,
  link: OpenShareLink,
): Promise<SharedView | undefined> => {
  const { name, expiresAt, timeZone, routeId } = link;
  const head = { name, serverTime: new Date().toISOString(), expiresAt, timeZone };
  return routeId === null ? liveView(db, link, head) : routeView(db, routeId, head);
};
