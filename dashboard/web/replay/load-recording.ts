import { Detection } from "../../../contracts/detected.ts";
import { Route, Stop } from "../../../contracts/live-protocol.ts";
import { ActivityHour, GpsLocation } from "../../../contracts/location.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { getJson } from "../session/api.ts";
import { fixesOf, readingsOf, type Recording } from "./recording.ts";
import type { Span } from "./timeline.ts";

const LocationPage = pageOf(GpsLocation);
const RoutePage = pageOf(Route);
const StopPage = pageOf(Stop);
const DetectionPage = pageOf(Detection);
const ActivityPage = pageOf(ActivityHour);

/** Pages of observations that are loaded at most: more than eleven hours at one a second. */
const MOST_PAGES = 40;

type Loading = {
  readonly signal: AbortSignal;
  /** Told how much of the period is there, from 0 to 1. */
  readonly onProgress: (share: number) => void;
};

const iso = (ms: number): string => new Date(ms).toISOString();
const vehiclePath = (vehicleId: string): string => `/api/vehicles/${encodeURIComponent(vehicleId)}`;

const queryOf = ({ fromMs, toMs }: Span, more: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ from: iso(fromMs), to: iso(toMs), ...more }).toString();

/** The car that is to be watched. Throws `ApiError`, with status 404 where there is none. */
export const loadVehicle = (vehicleId: string, signal: AbortSignal): Promise<Vehicle> =>
  getJson(vehiclePath(vehicleId), Vehicle, signal);

type Locations = {
  readonly items: readonly GpsLocation[];
  readonly cutAtMs: number | undefined;
};

/** Observations page by page, until the period or the patience for it ends. */
const loadLocations = async (
  vehicleId: string,
  period: Span,
  { signal, onProgress }: Loading,
): Promise<Locations> => {
  const items: GpsLocation[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const more: Record<string, string> = { limit: String(MAX_PAGE_SIZE) };
    if (cursor !== null) more["cursor"] = cursor;
    const path = `${vehiclePath(vehicleId)}/locations?${queryOf(period, more)}`;
    const page: { items: GpsLocation[]; nextCursor: string | null } = await getJson(
      path,
      LocationPage,
      signal,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return { items, cutAtMs: undefined };
    const lastMs = Date.parse(items.at(-1)?.timestamp ?? "");
    onProgress((lastMs - period.fromMs) / (Math.min(period.toMs, Date.now()) - period.fromMs));
  }
  return { items, cutAtMs: Date.parse(items.at(-1)?.timestamp ?? "") };
};

/** Everything known of a car's period. Throws `ApiError`. */
export const loadRecording = async (
  vehicleId: string,
  period: Span,
  loading: Loading,
): Promise<Recording> => {
  const { signal } = loading;
  const list = queryOf(period, { vehicleId, limit: String(MAX_PAGE_SIZE) });
  const [locations, routes, stops, detections] = await Promise.all([
    loadLocations(vehicleId, period, loading),
    getJson(`/api/routes?${list}`, RoutePage, signal),
    getJson(`/api/stops?${list}`, StopPage, signal),
    getJson(`/api/detections?${list}`, DetectionPage, signal),
  ]);
  return {
    fixes: fixesOf(locations.items),
    readings: readingsOf(locations.items),
    routes: routes.items,
    stops: stops.items,
    detections: detections.items,
    cutAtMs: locations.cutAtMs,
  };
};

/** The nearest times with something to watch on either side of an empty period, ms. */
export type Nearby = {
  readonly beforeMs: number | undefined;
  readonly afterMs: number | undefined;
};

/** Looks for the last drive before a period and the first thing heard after it. Throws `ApiError`. */
export const loadNearby = async (
  vehicleId: string,
  { fromMs, toMs }: Span,
  signal: AbortSignal,
): Promise<Nearby> => {
  const before = new URLSearchParams({ vehicleId, to: iso(fromMs), limit: "1" });
  const after = new URLSearchParams({ from: iso(toMs), to: iso(Date.now()), limit: "1" });
  const [routes, hours] = await Promise.all([
    getJson(`/api/routes?${before}`, RoutePage, signal),
    getJson(`${vehiclePath(vehicleId)}/activity?${after}`, ActivityPage, signal),
  ]);
  const [route] = routes.items;
  const [hour] = hours.items;
  return {
    beforeMs: route && Date.parse(route.startTime),
    afterMs: hour && Date.parse(hour.hour),
  };
};
