import type { Route } from "../contracts/live-protocol.ts";
import { toDate } from "./instant.ts";
import type { Queryable } from "./pool.ts";

/** A route to be written; driver and revision are the database's business. */
export type RouteVersion = {
  readonly id: string;
  readonly vehicleId: string;
  readonly startLocationId: string;
  readonly endLocationId: string | null;
  readonly startMs: number;
  /** Null while in progress. */
  readonly endMs: number | null;
  readonly startLat: number;
  readonly startLon: number;
  readonly endLat: number | null;
  readonly endLon: number | null;
  readonly distanceKm: number;
  readonly blindKm: number;
  readonly maxSpeedKmh: number | null;
  readonly movingS: number;
  readonly idlingS: number;
  /** Event time of the observation that gave it away: a rewind to before it takes it back. */
  readonly detectedAtMs: number;
};

type Row = {
  id: string;
  vehicle_id: string;
  driver_id: string | null;
  start_location_id: string;
  end_location_id: string | null;
  start_time: Date;
  end_time: Date | null;
  start_latitude: number;
  start_longitude: number;
  end_latitude: number | null;
  end_longitude: number | null;
  distance_km: number;
  blind_km: number;
  max_speed_kmh: number | null;
  moving_s: number;
  idling_s: number;
  status: "IN_PROGRESS" | "COMPLETED";
  revision: number;
};

/** Columns of a route, for `select` and `returning`. */
export const ROUTE_COLUMNS = `id, vehicle_id, driver_id, start_location_id, end_location_id,
  start_time, end_time, start_latitude, start_longitude, end_latitude, end_longitude, distance_km,
  blind_km, max_speed_kmh, moving_s, idling_s, status, revision`;

/** A row of `ROUTE_COLUMNS` as the API and the socket show it. */
export const toRoute = (row: Row): Route => ({
  id: row.id,
  vehicleId: row.vehicle_id,
  driverId: row.driver_id,
  startLocationId: row.start_location_id,
  endLocationId: row.end_location_id,
  startTime: row.start_time.toISOString(),
  endTime: row.end_time?.toISOString() ?? null,
  startLat: row.start_latitude,
  startLon: row.start_longitude,
  endLat: row.end_latitude,
  endLon: row.end_longitude,
  distanceKm: row.distance_km,
  blindKm: row.blind_km,
  maxSpeedKmh: row.max_speed_kmh,
  movingS: row.moving_s,
  idlingS: row.idling_s,
  status: row.status,
  revision: row.revision,
});

/** What a write did to a route: its new content, and its status before (null when it is new). */
export type RouteChange = { readonly route: Route; readonly before: Route["status"] | null };

/**
 * Writes routes and returns those that changed. The driver is the one assigned to the vehicle at
 * the route's start; a version equal to what is stored changes nothing and counts no revision.
 */
export const saveRoutes = async (
  db: Queryable,
  routes: readonly RouteVersion[],
): Promise<RouteChange[]> => {
  if (routes.length === 0) return [];
  const { rows } = await db.query<Row & { before: Route["status"] | null }>(
    `with version as (
       select v.*, (
         select a.driver_id from vehicle_driver_assignments a
         where a.vehicle_id = v.vehicle_id and a.assigned_at <= v.start_time
           and (a.unassigned_at is null or a.unassigned_at > v.start_time)
       ) as driver_id,
       case when v.end_time is null then 'IN_PROGRESS' else 'COMPLETED' end as status
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[],
         $6::timestamptz[], $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::float8[],
         $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::timestamptz[])
       as v (id, vehicle_id, start_location_id, end_location_id, start_time, end_time,
         start_latitude, start_longitude, end_latitude, end_longitude, distance_km, blind_km,
         max_speed_kmh, moving_s, idling_s, detected_at)
     ), previous as (
       select id, status from routes where id = any($1)
     )
     insert into routes as r (id, vehicle_id, start_location_id, end_location_id, start_time,
       end_time, start_latitude, start_longitude, end_latitude, end_longitude, distance_km,
       blind_km, max_speed_kmh, moving_s, idling_s, detected_at, driver_id, status)
     select * from version
     on conflict (id) do update set
       end_location_id = excluded.end_location_id, end_time = excluded.end_time,
       start_location_id = excluded.start_location_id,
       end_latitude = excluded.end_latitude, end_longitude = excluded.end_longitude,
       distance_km = excluded.distance_km, blind_km = excluded.blind_km,
       max_speed_kmh = excluded.max_speed_kmh, moving_s = excluded.moving_s,
       idling_s = excluded.idling_s, detected_at = excluded.detected_at,
       driver_id = excluded.driver_id, status = excluded.status, revision = r.revision + 1
     where (r.start_location_id, r.end_location_id, r.end_time, r.distance_km, r.blind_km,
         r.max_speed_kmh, r.moving_s, r.idling_s, r.detected_at, r.status)
       is distinct from (excluded.start_location_id, excluded.end_location_id, excluded.end_time,
         excluded.distance_km, excluded.blind_km, excluded.max_speed_kmh, excluded.moving_s,
         excluded.idling_s, excluded.detected_at, excluded.status)
     returning ${ROUTE_COLUMNS}, (select p.status from previous p where p.id = r.id) as before`,
    [
      routes.map((route) => route.id),
      routes.map((route) => route.vehicleId),
      routes.map((route) => route.startLocationId),
      routes.map((route) => route.endLocationId),
      routes.map((route) => new Date(route.startMs)),
      routes.map((route) => toDate(route.endMs)),
      routes.map((route) => route.startLat),
      routes.map((route) => route.startLon),
      routes.map((route) => route.endLat),
      routes.map((route) => route.endLon),
      routes.map((route) => route.distanceKm),
      routes.map((route) => route.blindKm),
      routes.map((route) => route.maxSpeedKmh),
      routes.map((route) => route.movingS),
      routes.map((route) => route.idlingS),
      routes.map((route) => new Date(route.detectedAtMs)),
    ],
  );
  return rows.map((row) => ({ route: toRoute(row), before: row.before }));
};
