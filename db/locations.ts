import type { Observation } from "../contracts/observation.ts";
import type { Attributes } from "../contracts/telemetry.ts";
import { LOCATION_COLUMNS, type ReceivedObservation } from "./location-row.ts";
import type { Queryable } from "./pool.ts";

const INSERT = `
  insert into gps_locations (${LOCATION_COLUMNS})
  select to_timestamp(received_ms / 1000), vehicle_id, id, device_id, to_timestamp(ts_ms / 1000),
    latitude, longitude, speed, direction, altitude_m, accuracy_m, hdop, satellites, ignition,
    odometer_km, engine_hours, fuel_pct, fuel_litres, rpm, external_v, battery_pct, event,
    attributes
  from unnest(
    $1::uuid[], $2::float8[], $3::uuid[], $4::text[], $5::float8[], $6::float8[], $7::float8[],
    $8::float8[], $9::float8[], $10::float8[], $11::float8[], $12::smallint[], $13::boolean[],
    $14::float8[], $15::float8[], $16::float8[], $17::float8[], $18::float8[], $19::float8[], $20::float8[],
    $21::text[], $22::jsonb[], $23::float8[])
  as t (vehicle_id, ts_ms, id, device_id, latitude, longitude, speed, direction, altitude_m,
    accuracy_m, hdop, satellites, ignition, odometer_km, engine_hours, fuel_pct, fuel_litres, rpm,
    external_v, battery_pct, event, attributes, received_ms)
  on conflict do nothing`;

const toParameters = (rows: readonly ReceivedObservation[]): unknown[] => [
  rows.map((row) => row.vehicleId),
  rows.map((row) => row.tsMs),
  rows.map((row) => row.id),
  rows.map((row) => row.deviceId),
  rows.map((row) => row.lat),
  rows.map((row) => row.lon),
  rows.map((row) => row.speedKmh),
  rows.map((row) => row.headingDeg),
  rows.map((row) => row.altitudeM),
  rows.map((row) => row.accuracyM),
  rows.map((row) => row.hdop),
  rows.map((row) => row.satellites),
  rows.map((row) => row.ignition),
  rows.map((row) => row.odometerKm),
  rows.map((row) => row.engineHours),
  rows.map((row) => row.fuelPct),
  rows.map((row) => row.fuelLitres),
  rows.map((row) => row.rpm),
  rows.map((row) => row.externalV),
  rows.map((row) => row.batteryPct),
  rows.map((row) => row.event),
  rows.map((row) => (row.attributes === undefined ? null : JSON.stringify(row.attributes))),
  rows.map((row) => row.receivedAtMs),
];

/** Stores observations; those already stored stay as they are. Returns how many were new. */
export const insertLocations = async (
  db: Queryable,
  rows: readonly ReceivedObservation[],
): Promise<number> => {
  if (rows.length === 0) return 0;
  const { rowCount } = await db.query(INSERT, toParameters(rows));
  return rowCount ?? 0;
};

/** Stores observations that may be repeats; returns the ids of those that were new. */
export const insertUnknownLocations = async (
  db: Queryable,
  rows: readonly ReceivedObservation[],
): Promise<ReadonlySet<string>> => {
  if (rows.length === 0) return new Set();
  const { rows: inserted } = await db.query<{ id: string }>(
    `${INSERT} returning id`,
    toParameters(rows),
  );
  return new Set(inserted.map(({ id }) => id));
};

/** Where reading a vehicle's log goes on: after this time and, at the same time, after this id. */
export type LogPosition = { readonly atMs: number; readonly id: string };

/** Sorts before every UUID of its instant. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** Sorts after every UUID of its instant. */
export const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

type Row = {
  id: string;
  device_id: string;
  ts_ms: number;
  latitude: number | null;
  longitude: number | null;
  speed: number | null;
  direction: number | null;
  altitude_m: number | null;
  accuracy_m: number | null;
  hdop: number | null;
  satellites: number | null;
  ignition: boolean | null;
  odometer_km: number | null;
  engine_hours: number | null;
  fuel_pct: number | null;
  fuel_litres: number | null;
  rpm: number | null;
  external_v: number | null;
  battery_pct: number | null;
  event: string | null;
  attributes: Attributes | null;
  received_ms: number;
};

const LOG_COLUMNS = `id, device_id, extract(epoch from "timestamp")::float8 * 1000 as ts_ms, latitude,
  longitude, speed, direction, altitude_m, accuracy_m, hdop, satellites, ignition, odometer_km,
  engine_hours, fuel_pct, fuel_litres, rpm, external_v, battery_pct, event, attributes,
  extract(epoch from created_at)::float8 * 1000 as received_ms`;

/** Reads a vehicle's observations after a position, oldest first, at most `limit`. */
export const readLog = async (
  db: Queryable,
  vehicleId: string,
  after: LogPosition | null,
  limit: number,
): Promise<Observation[]> => {
  const { rows } = await db.query<Row>(
    `select ${LOG_COLUMNS}
     from gps_locations
     where vehicle_id = $1
       and "timestamp" >= to_timestamp($2::float8 / 1000) -- lets TimescaleDB leave chunks out
       and ("timestamp", id) > (to_timestamp($2::float8 / 1000), $3::uuid)
     order by "timestamp", id
     limit $4`,
    [vehicleId, after?.atMs ?? 0, after?.id ?? FIRST_ID, limit],
  );
  return rows.map((row) => toObservation(vehicleId, row));
};

/** A stretch of a vehicle's log: after the first time, up to and including the second. */
export type LogStretch = {
  readonly vehicleId: string;
  readonly afterMs: number;
  readonly untilMs: number;
};

/** Reads a stretch of the log of each of several vehicles, each oldest first. */
export const readStretches = async (
  db: Queryable,
  stretches: readonly LogStretch[],
): Promise<ReadonlyMap<string, readonly Observation[]>> => {
  const read = new Map<string, Observation[]>();
  if (stretches.length === 0) return read;
  const { rows } = await db.query<Row & { vehicle_id: string }>(
    `select t.vehicle_id, l.*
     from unnest($1::uuid[], $2::float8[], $3::float8[]) as t (vehicle_id, after_ms, until_ms),
       lateral (select ${LOG_COLUMNS} from gps_locations g
         where g.vehicle_id = t.vehicle_id
           and g."timestamp" > to_timestamp(t.after_ms / 1000)
           and g."timestamp" <= to_timestamp(t.until_ms / 1000)
         order by g."timestamp", g.id) l`,
    [
      stretches.map(({ vehicleId }) => vehicleId),
      stretches.map(({ afterMs }) => afterMs),
      stretches.map(({ untilMs }) => untilMs),
    ],
  );
  for (const row of rows) {
    const observations = read.get(row.vehicle_id);
    if (observations) observations.push(toObservation(row.vehicle_id, row));
    else read.set(row.vehicle_id, [toObservation(row.vehicle_id, row)]);
  }
  return read;
};

const toObservation = (vehicleId: string, row: Row): Observation => ({
  id: row.id,
  deviceId: row.device_id,
  vehicleId,
  tsMs: Math.round(row.ts_ms),
  lat: row.latitude ?? undefined,
  lon: row.longitude ?? undefined,
  speedKmh: row.speed ?? undefined,
  headingDeg: row.direction ?? undefined,
  altitudeM: row.altitude_m ?? undefined,
  accuracyM: row.accuracy_m ?? undefined,
  hdop: row.hdop ?? undefined,
  satellites: row.satellites ?? undefined,
  ignition: row.ignition ?? undefined,
  odometerKm: row.odometer_km ?? undefined,
  engineHours: row.engine_hours ?? undefined,
  fuelPct: row.fuel_pct ?? undefined,
  fuelLitres: row.fuel_litres ?? undefined,
  rpm: row.rpm ?? undefined,
  externalV: row.external_v ?? undefined,
  batteryPct: row.battery_pct ?? undefined,
  event: row.event ?? undefined,
  attributes: row.attributes ?? undefined,
  receivedAtMs: Math.round(row.received_ms),
});
