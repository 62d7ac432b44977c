import { Alert } from "../../../contracts/alert.ts";
import { Booking } from "../../../contracts/booking.ts";
import { Detection, FuelEvent } from "../../../contracts/detected.ts";
import { Track, type TrackPoint } from "../../../contracts/location.ts";
import { Route, Stop } from "../../../contracts/live-protocol.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import type { TimeSpan } from "../kit/chart/chart-data.ts";
import { getJson } from "../session/api.ts";
import type { VehicleDay } from "./vehicle-day.ts";

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
