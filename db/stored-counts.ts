import type { Queryable } from "./pool.ts";

const MS_PER_S = 1_000;

/**
 * Event time of the latest stored observation of each vehicle at or after `fromMs`, by vehicle id.
 * One look into the primary key a vehicle, so it can be asked while the system is busy.
 */
export const loadLatestStoredMs = async (
  db: Queryable,
  vehicleIds: readonly string[],
  fromMs: number,
): Promise<Map<string, number>> => {
  const { rows } = await db.query<{ vehicle_id: string; latest_ms: number }>(
    `select v.vehicle_id, extract(epoch from latest."timestamp")::float8 * 1000 as latest_ms
     from unnest($1::uuid[]) as v (vehicle_id)
     cross join lateral (
       select "timestamp" from gps_locations g
       where g.vehicle_id = v.vehicle_id and g."timestamp" >= to_timestamp($2::float8)
       order by g."timestamp" desc limit 1
     ) latest`,
    [vehicleIds, fromMs / MS_PER_S],
  );
  return new Map(rows.map((row) => [row.vehicle_id, Math.round(row.latest_ms)]));
};

/** How many rows a vehicle has, and at how many different times. */
export type StoredCount = { readonly rows: number; readonly times: number };

/** Counts what is stored of each vehicle between two event times, both included. */
export const countStored = async (
  db: Queryable,
  vehicleIds: readonly string[],
  [fromMs, toMs]: readonly [number, number],
): Promise<Map<string, StoredCount>> => {
  const { rows } = await db.query<{ vehicle_id: string; rows: number; times: number }>(
    `select vehicle_id, count(*) as rows, count(distinct "timestamp") as times
     from gps_locations
     where vehicle_id = any ($1::uuid[])
       and "timestamp" between to_timestamp($2::float8) and to_timestamp($3::float8)
     group by vehicle_id`,
    [vehicleIds, fromMs / MS_PER_S, toMs / MS_PER_S],
  );
  return new Map(rows.map((row) => [row.vehicle_id, { rows: row.rows, times: row.times }]));
};

/** What the server calls itself, and the processes that serve this database. */
export type DatabaseServer = { readonly version: string; readonly pids: readonly number[] };

/** Its own backends and the server's shared processes (writers, checkpointer). */
export const loadDatabaseServer = async (db: Queryable): Promise<DatabaseServer> => {
  const { rows } = await db.query<{ version: string; pids: number[] | null }>(
    `select 'PostgreSQL ' || current_setting('server_version') || ', TimescaleDB '
         || (select extversion from pg_extension where extname = 'timescaledb') as version,
       (select array_agg(pid) from pg_stat_activity
        where datname = current_database() or datname is null) as pids`,
  );
  return { version: rows[0]?.version ?? "unknown", pids: rows[0]?.pids ?? [] };
};
