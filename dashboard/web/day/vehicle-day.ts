import { Alert } from "../../../contracts/alert.ts";
import { Booking } from "../../../contracts/booking.ts";
import { Detection, FuelEvent } from "../../../contracts/detected.ts";
import { Track, type TrackPoint } from "../../../contracts/location.ts";
import { Route, Stop, type VehicleSummary } from "../../../contracts/live-protocol.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import type { TimeSpan } from "../kit/chart/chart-data.ts";
import type { RouteNews } from "../live/live-news.ts";
import { getJson } from "../session/api.ts";

/** One car's day as the panel and the map show it. */
export type VehicleDay = {
  readonly vehicleId: string;
  /** From midnight to midnight by the clocks of the car's branch. */
  readonly span: TimeSpan;
  readonly routes: readonly Route[];
  readonly stops: readonly Stop[];
  readonly detections: readonly Detection[];
  /** Those of the detections that are about fuel, with their amounts. */
  readonly fuelEvents: readonly FuelEvent[];
  /** The car's latest, of other days too. */
  readonly alerts: readonly Alert[];
  /** The car's latest, of other days too. */
  readonly bookings: readonly Booking[];
  /** The line of each route, oldest point first; a route is missing until its line has come. */
  readonly tracks: ReadonlyMap<string, readonly TrackPoint[]>;
};

const RoutePage = pageOf(Route);
const StopPage = pageOf(Stop);
const DetectionPage = pageOf(Detection);
const FuelEventPage = pageOf(FuelEvent);
const AlertPage = pageOf(Alert);
const BookingPage = pageOf(Booking);

/** Alerts and bookings that are looked through for those of a day. */
const LOOKED_THROUGH = "100";

/** Loads all that is known of a car's day but the lines of its routes. Throws `ApiError`. */
export const loadVehicleDay = async (
  vehicleId: string,
  span: TimeSpan,
  signal: AbortSignal,
): Promise<VehicleDay> => {
  const from = new Date(span.fromMs).toISOString();
  const list = new URLSearchParams({ vehicleId, from, limit: String(MAX_PAGE_SIZE) });
  const latest = new URLSearchParams({ vehicleId, limit: LOOKED_THROUGH });
  // whoever may see where cars have been may see all of it
  const [routes, stops, detections, fuelEvents, alerts, bookings] = await Promise.all([
    getJson(`/api/routes?${list}`, RoutePage, signal),
    getJson(`/api/stops?${list}`, StopPage, signal),
    getJson(`/api/detections?${list}`, DetectionPage, signal),
    getJson(`/api/fuel-events?${list}`, FuelEventPage, signal),
    getJson(`/api/alerts?${latest}`, AlertPage, signal),
    getJson(`/api/bookings?${latest}`, BookingPage, signal),
  ]);
  return {
    vehicleId,
    span,
    ...{ routes: routes.items, stops: stops.items, tracks: new Map() },
    ...{ detections: detections.items, fuelEvents: fuelEvents.items },
    ...{ alerts: alerts.items, bookings: bookings.items },
  };
};

/** Loads the line of one route. Throws `ApiError`. */
export const loadTrack = async (routeId: string, signal: AbortSignal): Promise<TrackPoint[]> =>
  (await getJson(`/api/routes/${encodeURIComponent(routeId)}/track`, Track, signal)).points;

/** The day with the line of one of its routes; points that came live since it was read stay. */
export const withTrack = (
  day: VehicleDay,
  routeId: string,
  points: readonly TrackPoint[],
): VehicleDay => {
  const lastMs = points.at(-1)?.[0] ?? 0;
  const isOpen = day.routes.some(({ id, endTime }) => id === routeId && endTime === null);
  const since = isOpen ? (day.tracks.get(routeId) ?? []).filter(([ms]) => ms > lastMs) : [];
  return { ...day, tracks: new Map([...day.tracks, [routeId, [...points, ...since]]]) };
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

/** Whether a drive has begun or ended by the news, or turned out not to have been one. */
export const isTurn = (day: VehicleDay, news: RouteNews): boolean => {
  if (news.kind === "retracted") return true;
  const { id, status } = news.event.route;
  return day.routes.find((route) => route.id === id)?.status !== status;
};

/** The day with the car's newest fix at the end of the route that is under way, if one is. */
export const withFix = (day: VehicleDay, vehicle: VehicleSummary): VehicleDay => {
  const { lat, lon, positionTs, speedKmh } = vehicle;
  const open = day.routes.find(({ endTime }) => endTime === null);
  if (!open || lat === null || lon === null || positionTs === null) return day;
  const ms = Date.parse(positionTs);
  const track = day.tracks.get(open.id) ?? [];
  if (ms <= (track.at(-1)?.[0] ?? 0)) return day;
  return {
    ...day,
    tracks: new Map([...day.tracks, [open.id, [...track, [ms, lon, lat, speedKmh]]]]),
  };
};
