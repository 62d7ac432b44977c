import { derivedId } from "../../db/derived-id.ts";
import type { Fix } from "./fix.ts";
import type { Output, RouteRecord } from "./output.ts";
import { travelledKm } from "./travel.ts";
import type { OpenRoute, OpenStand, Travel } from "./trip-state.ts";

/** Where, when and with which travel a route ends. */
export type RouteEnd = { readonly fix: Fix; readonly atMs: number; readonly travel: Travel };

/** Same vehicle and start, same route: in any order of arrival, after any replay. */
export const routeId = (vehicleId: string, startMs: number): string =>
  derivedId(`route:${vehicleId}:${startMs}`);

/** Same vehicle, kind and start, same stop. */
export const stopId = (vehicleId: string, kind: "parked" | "idling", startMs: number): string =>
  derivedId(`stop:${kind}:${vehicleId}:${startMs}`);

const record = (
  vehicleId: string,
  route: OpenRoute,
  detectedAtMs: number,
  end: RouteEnd | null,
): RouteRecord => {
  const travel = end?.travel ?? route.travel;
  const { from } = route.travel;
  return {
    id: route.id,
    vehicleId,
    startLocationId: from.id,
    startMs: from.atMs,
    startLat: from.lat,
    startLon: from.lon,
    endLocationId: end?.fix.id ?? null,
    endMs: end?.atMs ?? null,
    endLat: end?.fix.lat ?? null,
    endLon: end?.fix.lon ?? null,
    distanceKm: travelledKm(travel),
    blindKm: travel.blindM / 1_000,
    maxSpeedKmh: travel.maxSpeedKmh,
    movingS: travel.movingMs / 1_000,
    idlingS: travel.idlingMs / 1_000,
    detectedAtMs,
  };
};

export const inProgress = (vehicleId: string, route: OpenRoute, detectedAtMs: number): Output => ({
  kind: "route",
  record: record(vehicleId, route, detectedAtMs, null),
});

export const completed = (
  vehicleId: string,
  route: OpenRoute,
  detectedAtMs: number,
  end: RouteEnd,
): Output => ({ kind: "route", record: record(vehicleId, route, detectedAtMs, end) });

/** The stand between two routes; `endMs` null while it lasts. */
export const parked = (vehicleId: string, stand: OpenStand, endMs: number | null): Output => ({
  kind: "stop",
  record: { ...stand, vehicleId, kind: "parked", endMs },
});
