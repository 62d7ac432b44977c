import type { Alert } from "../../../contracts/alert.ts";
import type { Booking } from "../../../contracts/booking.ts";
import type { Detection, FuelEvent } from "../../../contracts/detected.ts";
import type { TrackPoint } from "../../../contracts/location.ts";
import type { Route, Stop, VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { TimeSpan } from "../kit/chart/chart-data.ts";
import type { RouteNews } from "../live/live-news.ts";

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
