import { Track, type TrackPoint } from "../../../contracts/location.ts";
import { Route, Stop, type VehicleSummary } from "../../../contracts/live-protocol.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import type { RouteNews } from "../live/live-feed.ts";
import { getJson } from "../session/api.ts";

/** One car's day as the panel and the map show it. */
export type VehicleDay = {
  readonly vehicleId: string;
  readonly routes: readonly Route[];
  readonly stops: readonly Stop[];
  /** Oldest first. */
  readonly points: readonly TrackPoint[];
};

const RoutePage = pageOf(Route);
const StopPage = pageOf(Stop);

/** Loads routes, stops and track from `fromMs` on. Throws `ApiError`. */
export const loadVehicleDay = async (
  vehicleId: string,
  fromMs: number,
  signal: AbortSignal,
): Promise<VehicleDay> => {
  const from = new Date(fromMs).toISOString();
  const list = new URLSearchParams({ vehicleId, from, limit: String(MAX_PAGE_SIZE) });
  const [routes, stops, track] = await Promise.all([
    getJson(`/api/routes?${list}`, RoutePage, signal),
    getJson(`/api/stops?${list}`, StopPage, signal),
    getJson(`/api/vehicles/${vehicleId}/track?${new URLSearchParams({ from })}`, Track, signal),
  ]);
  return { vehicleId, routes: routes.items, stops: stops.items, points: track.points };
};

/** The day after news of a route: replaced by id unless older than what is known, or taken out. */
export const withRouteNews = (day: VehicleDay, news: RouteNews): VehicleDay => {
  if (news.kind === "retracted") {
    if (news.event.vehicleId !== day.vehicleId) return day;
    return { ...day, routes: day.routes.filter(({ id }) => id !== news.event.routeId) };
  }
  const { route } = news.event;
  const known = day.routes.find(({ id }) => id === route.id);
  if (route.vehicleId !== day.vehicleId || (known && known.revision > route.revision)) return day;
  return { ...day, routes: [route, ...day.routes.filter(({ id }) => id !== route.id)] };
};

/** The day with the car's newest fix at the end of its track. */
export const withFix = (day: VehicleDay, vehicle: VehicleSummary): VehicleDay => {
  const { lat, lon, positionTs, speedKmh } = vehicle;
  if (lat === null || lon === null || positionTs === null) return day;
  const ms = Date.parse(positionTs);
  const lastMs = day.points.at(-1)?.[0] ?? 0;
  return ms > lastMs ? { ...day, points: [...day.points, [ms, lon, lat, speedKmh]] } : day;
};

/** Midnight before `nowMs` in the person's time zone, ms since the Unix epoch. */
export const startOfDayMs = (nowMs: number): number => new Date(nowMs).setHours(0, 0, 0, 0);
