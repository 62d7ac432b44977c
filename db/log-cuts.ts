import type pg from "pg";
import type { Queryable } from "./pool.ts";
import { loadCheckpointBefore, loadCheckpointsFrom } from "./vehicle-states.ts";

/** Remembers of whom observations before `cut` are dropped. */
const NOTE_CUTS = `
  insert into log_cuts as c (vehicle_id, begins_at)
  select distinct vehicle_id, $1::timestamptz from gps_locations where "timestamp" < $1
  on conflict (vehicle_id) do update set begins_at = greatest(c.begins_at, excluded.begins_at)`;

/**
 * Keeps what the whole log has led to for vehicles that have been silent since. A stored state
 * reaches up to `state_at` and no further, however much has been folded in.
 */
const KEEP_LAST_STATES = `
  insert into vehicle_checkpoints (vehicle_id, checkpoint_at, state)
  select vehicle_id, state_at, state from vehicle_states
  where state_at < $1 and rewind_from is null
  on conflict do nothing`;

/** Removes checkpoints that a replay could start from only with observations missing behind them. */
const DELETE_CUT_OFF_CHECKPOINTS = `
  delete from vehicle_checkpoints c
  where checkpoint_at < $1 and exists (
    select from gps_locations l
    where l.vehicle_id = c.vehicle_id and l."timestamp" > c.checkpoint_at and l."timestamp" < $1)`;

const dropBefore = async (db: Queryable, cut: Date): Promise<void> => {
  await db.query(NOTE_CUTS, [cut]);
  await db.query(KEEP_LAST_STATES, [cut]);
  await db.query(DELETE_CUT_OFF_CHECKPOINTS, [cut]);
  await db.query("select drop_chunks('gps_locations', older_than => $1::timestamptz)", [cut]);
};

/**
 * Drops whole chunks of observations older than `days`, and with them what a replay could no longer
 * start from. Routes, stops and detections stay.
 */
export const dropOldLocations = async (pool: pg.Pool, days: number): Promise<void> => {
  const { rows } = await pool.query<{ cut: Date | null }>(
    `select max(range_end) as cut from timescaledb_information.chunks
     where hypertable_name = 'gps_locations' and range_end <= now() - $1 * interval '1 day'`,
    [days],
  );
  const cut = rows[0]?.cut;
  if (!cut) return;
  const client = await pool.connect();
  try {
    await client.query("begin");
    await dropBefore(client, cut);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
};

/** Where a replay begins: at a checkpoint, or without a state at the beginning of the log. */
export type ReplayStart = {
  readonly checkpoint: { readonly atMs: number; readonly state: unknown } | undefined;
  /** Where the log begins when its beginning was dropped; null while it is whole. */
  readonly cutMs: number | null;
};

/**
 * The last checkpoint before a time. When there is none because the log before was dropped, the
 * next one behind: what is older than that can no longer be told anew.
 */
export const loadReplayStart = async (
  db: Queryable,
  vehicleId: string,
  fromMs: number,
): Promise<ReplayStart> => {
  const { rows } = await db.query<{ begins_at: Date }>(
    "select begins_at from log_cuts where vehicle_id = $1",
    [vehicleId],
  );
  const cutMs = rows[0]?.begins_at.getTime() ?? null;
  const before = await loadCheckpointBefore(db, vehicleId, fromMs);
  if (before || cutMs === null) return { checkpoint: before, cutMs };
  const [behind] = await loadCheckpointsFrom(db, vehicleId, fromMs, 1);
  return { checkpoint: behind && { atMs: behind[0], state: behind[1] }, cutMs };
};
