// Rows that processors write, for tests of what reads them. Beside testing.ts: only db speaks SQL.
import { randomUUID } from "node:crypto";
import { type Database, inTransaction, type Queryable } from "./pool.ts";

export type TestLocation = {
  readonly vehicleId: string;
  readonly deviceId: string;
  readonly at: string;
  readonly lat?: number | null;
  readonly lon?: number | null;
  readonly accuracyM?: number | null;
  readonly speedKmh?: number;
  readonly ignition?: boolean;
  readonly odometerKm?: number;
  readonly fuelPct?: number;
  readonly attributes?: object;
};

/** Stores an observation, at a place in Göteborg unless told otherwise; answers its id. */
export const storeLocation = async (db: Queryable, location: TestLocation): Promise<string> => {
  const { vehicleId, deviceId, at, lat = 57.7, lon = 11.97, accuracyM = null } = location;
  const { speedKmh = 42.5, ignition, fuelPct } = location;
  const id = randomUUID();
  await db.query(
    `insert into gps_locations (vehicle_id, "timestamp", id, device_id, latitude, longitude,
       accuracy_m, event, odometer_km, attributes, speed, ignition, fuel_pct)
     values ($1, $2, $3, $4, $5, $6, $7, '=cmd', $8, $9, $10, $11, $12)`,
    [
      ...[vehicleId, at, id, deviceId, lat, lon, accuracyM, location.odometerKm],
      ...[location.attributes, speedKmh, ignition, fuelPct],
    ],
  );
  return id;
};

/** Stores a completed route of a quarter of an hour; answers its id. */
export const storeRoute = async (
  db: Queryable,
  vehicleId: string,
  startTime: string,
): Promise<string> => {
  const id = randomUUID();
  await db.query(
    `insert into routes (id, vehicle_id, start_location_id, end_location_id, start_time, end_time,
       start_latitude, start_longitude, end_latitude, end_longitude, distance_km, status,
       detected_at)
     values ($1, $2, gen_random_uuid(), gen_random_uuid(), $3,
       $3::timestamptz + interval '15 minutes', 57.7, 11.97, 57.71, 11.98, 5.25, 'COMPLETED', $3)`,
    [id, vehicleId, startTime],
  );
  return id;
};

export type TestDrive = {
  readonly vehicleId: string;
  readonly driverId?: string | null;
  readonly from: Date;
  /** Null: still under way. */
  readonly to: Date | null;
  readonly km: number;
  readonly idlingS?: number;
};

/** Stores routes as given; what is not idling is driving. */
export const storeDrives = async (db: Queryable, drives: readonly TestDrive[]): Promise<void> => {
  await db.query(
    `insert into routes (id, vehicle_id, driver_id, start_location_id, start_time, end_time,
       start_latitude, start_longitude, distance_km, moving_s, idling_s, status, detected_at)
     select gen_random_uuid(), vehicle_id, driver_id, gen_random_uuid(), from_at, to_at, 57.7, 11.97,
       km, coalesce(extract(epoch from to_at - from_at), 600) - idling_s, idling_s,
       case when to_at is null then 'IN_PROGRESS' else 'COMPLETED' end, from_at
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::float8[],
       $6::float8[]) d (vehicle_id, driver_id, from_at, to_at, km, idling_s)`,
    [
      drives.map(({ vehicleId }) => vehicleId),
      drives.map(({ driverId = null }) => driverId),
      drives.map(({ from }) => from),
      drives.map(({ to }) => to),
      drives.map(({ km }) => km),
      drives.map(({ idlingS = 0 }) => idlingS),
    ],
  );
};

/** Stores a parking that has not ended; answers its id. */
export const storeParking = async (
  db: Queryable,
  vehicleId: string,
  startTime: string,
): Promise<string> => {
  const id = randomUUID();
  await db.query(
    `insert into stops (id, vehicle_id, kind, start_time, latitude, longitude, detected_at)
     values ($1, $2, 'parked', $3, 57.71, 11.98, $3)`,
    [id, vehicleId, startTime],
  );
  return id;
};

/** Stores a line of the reject log. */
export const storeReject = async (db: Queryable, deviceId: string, at: string): Promise<void> => {
  await db.query(
    `insert into rejects (id, first_received_at, last_received_at, device_id, transport, format,
       address, field, reason, excerpt, payload_bytes)
     values (gen_random_uuid(), $2, $2, $1, 'mqtt', 'native', 'devices/x/telemetry', 'lat',
       'lat: too big', '{"lat":95}', 10)`,
    [deviceId, at],
  );
};

/** Stores the live state of a vehicle, as a processor of an older release might have. */
export const storeLiveState = async (
  db: Queryable,
  vehicleId: string,
  live: object,
): Promise<void> => {
  await db.query(
    `insert into vehicle_states (vehicle_id, state, live) values ($1, '{}', $2)
     on conflict (vehicle_id) do update set live = excluded.live`,
    [vehicleId, JSON.stringify(live)],
  );
};

/** Gives an account a second factor. */
export const setTotpSecret = async (
  db: Queryable,
  email: string,
  secret: Buffer,
): Promise<void> => {
  await db.query("update users set totp_secret = $2 where email = $1", [email, secret]);
};

/** How many rows of a table hold a text as it is, or the bytes of it. */
export const countRowsHolding = async (
  db: Queryable,
  table: "invitations" | "api_tokens",
  text: string,
): Promise<number> => {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from ${table} t
     where position($1 in t::text) > 0 or position($2 in t::text) > 0`,
    [text, Buffer.from(text).toString("hex")],
  );
  return rows[0]?.count ?? Number.NaN;
};

/** Lets the time of every invitation run out. */
export const expireInvitations = async (db: Queryable): Promise<void> => {
  await db.query("update invitations set expires_at = now()");
};

/** Lets the time of an API token run out. */
export const expireApiToken = async (db: Queryable, id: string): Promise<void> => {
  await db.query("update api_tokens set expires_at = now() where id = $1", [id]);
};

/** A reading of the fuel level, as share of the tank. */
export type TestLevel = { readonly at: Date; readonly pct: number; readonly deviceId?: string };

/** Stores readings of a parked car's fuel level. */
export const storeLevels = async (
  db: Queryable,
  vehicleId: string,
  levels: readonly TestLevel[],
): Promise<void> => {
  await db.query(
    `insert into gps_locations (vehicle_id, "timestamp", id, device_id, fuel_pct, ignition)
     select $1, at, gen_random_uuid(), device_id, pct, false
     from unnest($2::timestamptz[], $3::float8[], $4::text[]) as l (at, pct, device_id)`,
    [
      vehicleId,
      levels.map(({ at }) => at),
      levels.map(({ pct }) => pct),
      levels.map(({ deviceId = "tracker" }) => deviceId),
    ],
  );
};

/** Stores what a tracker says of the odometer. */
export const storeOdometer = async (
  db: Queryable,
  vehicleId: string,
  at: Date,
  odometerKm: number,
): Promise<void> => {
  await db.query(
    `insert into gps_locations (vehicle_id, "timestamp", id, device_id, odometer_km)
     values ($1, $2, gen_random_uuid(), 'tracker', $3)`,
    [vehicleId, at, odometerKm],
  );
};

/** The figures of a vehicle as they are stored, without what tells when they were written. */
export const storedEfficiency = async (db: Queryable, vehicleId: string): Promise<unknown[]> => {
  const { rows } = await db.query<{ row: unknown }>(
    `select to_jsonb(e) - 'created_at' - 'updated_at' as row from fuel_efficiency e
     where vehicle_id = $1 order by calculation_period, period_start, driver_id`,
    [vehicleId],
  );
  return rows.map(({ row }) => row);
};

/**
 * Looks, inside a transaction, until another one waits for it. In the embedded engine, where
 * transactions exclude each other, the others have not begun: there it only looks so many times.
 */
export const untilSomeoneWaits = async (db: Queryable): Promise<void> => {
  for (let looks = 0; looks < 1_000; looks++) {
    const { rowCount } = await db.query(
      `select from pg_locks w where not w.granted and exists (
         select from pg_locks h where h.pid = pg_backend_pid() and h.granted
           and h.transactionid = w.transactionid)`,
    );
    if (rowCount !== 0) return;
  }
};

/** Has a link expire just now. */
export const expireShareLink = async (db: Queryable, id: string): Promise<void> => {
  await db.query(
    `update share_links set created_at = created_at - interval '1 day',
       expires_at = clock_timestamp() where id = $1`,
    [id],
  );
};

/** Everything the database holds of a link, as text. */
export const storedShareLink = async (db: Queryable, id: string): Promise<string> => {
  const { rows } = await db.query<{ row: string }>(
    "select to_jsonb(s)::text as row from share_links s where id = $1",
    [id],
  );
  return rows[0]?.row ?? "";
};

/** Stores a stand with the engine on. */
export const storeIdling = async (
  db: Queryable,
  vehicleId: string,
  startTime: string,
  endTime: string,
): Promise<void> => {
  await db.query(
    `insert into stops (id, vehicle_id, kind, start_time, end_time, latitude, longitude, detected_at)
     values (gen_random_uuid(), $1, 'idling', $2, $3, 57.705, 11.975, $2)`,
    [vehicleId, startTime, endTime],
  );
};

/** Runs a statement as somebody who has the whole database would, past every trigger. */
const pastTriggers = async (pool: Database, text: string, values: unknown[]): Promise<void> => {
  await inTransaction(pool, async (client) => {
    await client.query("set local session_replication_role = replica");
    await client.query(text, values);
  });
};

/** Changes one letter of an entry of the audit log; answers what puts it back. */
export const alterAudit = async (pool: Database, seq: number): Promise<() => Promise<void>> => {
  const { rows } = await pool.query<{ entry: string }>(
    "select entry from audit_log where seq = $1",
    [seq],
  );
  const entry = rows[0]?.entry ?? "";
  const put = (text: string): Promise<void> =>
    pastTriggers(pool, "update audit_log set entry = $2 where seq = $1", [seq, text]);
  await put(entry.replace("POST", "PAST"));
  return () => put(entry);
};

/** Takes an entry out of the audit log; answers what puts it back. */
export const eraseAudit = async (pool: Database, seq: number): Promise<() => Promise<void>> => {
  const { rows } = await pool.query<{ entry: string; hash: Buffer }>(
    "select entry, hash from audit_log where seq = $1",
    [seq],
  );
  await pastTriggers(pool, "delete from audit_log where seq = $1", [seq]);
  const insert = "insert into audit_log (seq, entry, hash) values ($1, $2, $3)";
  return () => pastTriggers(pool, insert, [seq, rows[0]?.entry, rows[0]?.hash]);
};
