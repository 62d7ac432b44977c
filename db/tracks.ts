import {
  type ActivityHour,
  DRAWN_FIX,
  type GpsLocation,
  type TrackPoint,
} from "../contracts/location.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** A stretch of time, `from` included and `to` not; undefined leaves an end open. */
export type TimeWindow = { readonly from?: Date | undefined; readonly to?: Date | undefined };

/** The stored observations of a vehicle, oldest first. */
export const listLocations = async (
  db: Queryable,
  vehicleId: string,
  { from, to }: TimeWindow,
  page: PageQuery,
): Promise<Page<GpsLocation>> => {
  const result = await db.query<GpsLocation>(
    `select id, vehicle_id as "vehicleId", device_id as "deviceId", "timestamp", latitude,
       longitude, speed, direction, altitude_m as "altitudeM", accuracy_m as "accuracyM", hdop,
       satellites, ignition, odometer_km as "odometerKm", engine_hours as "engineHours",
       fuel_pct as "fuelPct", fuel_litres as "fuelLitres", rpm, external_v as "externalV",
       battery_pct as "batteryPct", event, attributes, created_at as "createdAt"
     from gps_locations
     where vehicle_id = $1
       and ($2::timestamptz is null or "timestamp" >= $2)
       and ($3::timestamptz is null or "timestamp" < $3)
       and ($4::timestamptz is null
         or ("timestamp" >= $4 and ("timestamp", id) > ($4, $5::uuid)))
     order by "timestamp", id limit $6`,
    [vehicleId, from, to, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ timestamp, id }) => [timestamp, id]);
};

/** The fixes of a vehicle that are good enough to draw, oldest first, `limit` at most. */
export const loadTrack = async (
  db: Queryable,
  vehicleId: string,
  { from, to }: TimeWindow,
  limit: number,
): Promise<TrackPoint[]> => {
  const { maxAccuracyM, minSatellites, maxHdop } = DRAWN_FIX;
  const { rows } = await db.query<{ at: Date; lon: number; lat: number; speed: number | null }>(
    `select "timestamp" as at, longitude as lon, latitude as lat, speed
     from gps_locations
     where vehicle_id = $1 and "timestamp" >= $2 and ($3::timestamptz is null or "timestamp" <= $3)
       and latitude is not null
       and (accuracy_m is null or accuracy_m <= $4)
       and (satellites is null or satellites >= $5)
       and (hdop is null or hdop <= $6)
     order by "timestamp", id limit $7`,
    [vehicleId, from, to, maxAccuracyM, minSatellites, maxHdop, limit],
  );
  return rows.map(({ at, lon, lat, speed }) => [at.getTime(), lon, lat, speed]);
};

/** Event time of the last stored observation of a device in a vehicle at or after `since`. */
export const lastObservedAt = async (
  db: Queryable,
  vehicleId: string,
  deviceId: string,
  since: Date,
): Promise<Date | undefined> => {
  const { rows } = await db.query<{ at: Date }>(
    `select "timestamp" as at from gps_locations
     where vehicle_id = $1 and device_id = $2 and "timestamp" >= $3
     order by "timestamp" desc limit 1`,
    [vehicleId, deviceId, since],
  );
  return rows[0]?.at;
};

/** Hourly totals of a vehicle, oldest first. */
export const listActivity = async (
  db: Queryable,
  vehicleId: string,
  { from, to }: TimeWindow,
  page: PageQuery,
): Promise<Page<ActivityHour>> => {
  const result = await db.query<ActivityHour>(
    `select hour, observations, fixes, max_speed_kmh as "maxSpeedKmh",
       min_odometer_km as "minOdometerKm", max_odometer_km as "maxOdometerKm"
     from observation_hours
     where vehicle_id = $1 and hour >= $2 and hour < $3
       and ($4::timestamptz is null or hour > $4)
     order by hour limit $5`,
    [vehicleId, from, to, ...keyAfter(page.cursor, "hour"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ hour }) => [hour]);
};
