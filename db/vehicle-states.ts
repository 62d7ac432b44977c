import type { VehicleLive } from "../contracts/live-protocol.ts";
import { toDate } from "./instant.ts";
import type { Queryable } from "./pool.ts";

/** A vehicle's row of processing state; `state` is checked by its reader. */
export type StoredVehicleState = {
  readonly vehicleId: string;
  readonly state: unknown;
  /** The state holds every observation up to this time … */
  readonly stateAtMs: number | null;
  /** … and those after it, up to here, have been folded in since and are in the log. */
  readonly foldedAtMs: number | null;
  readonly wakeAtMs: number | null;
  /** Stored observations from `rewindFromMs` on are not all folded in; null when they are. */
  readonly rewindFromMs: number | null;
  readonly rewindUntilMs: number | null;
  /** Silence up to here has been taken into account in routes and stops. */
  readonly projectedAtMs: number | null;
};

type Row = {
  vehicle_id: string;
  state: unknown;
  state_at: Date | null;
  folded_at: Date | null;
  wake_at: Date | null;
  rewind_from: Date | null;
  rewind_until: Date | null;
  projected_at: Date | null;
};

const COLUMNS =
  "vehicle_id, state, state_at, folded_at, wake_at, rewind_from, rewind_until, projected_at";

const fromRow = (row: Row): StoredVehicleState => ({
  vehicleId: row.vehicle_id,
  state: row.state,
  stateAtMs: row.state_at?.getTime() ?? null,
  foldedAtMs: row.folded_at?.getTime() ?? null,
  wakeAtMs: row.wake_at?.getTime() ?? null,
  rewindFromMs: row.rewind_from?.getTime() ?? null,
  rewindUntilMs: row.rewind_until?.getTime() ?? null,
  projectedAtMs: row.projected_at?.getTime() ?? null,
});

/** Loads the states of those of the vehicles that have one. */
export const loadVehicleStates = async (
  db: Queryable,
  vehicleIds: readonly string[],
): Promise<StoredVehicleState[]> => {
  if (vehicleIds.length === 0) return [];
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from vehicle_states where vehicle_id = any($1)`,
    [vehicleIds],
  );
  return rows.map(fromRow);
};

/** Vehicles with stored observations that wait to be folded in. */
export const loadRewinds = async (db: Queryable): Promise<StoredVehicleState[]> => {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from vehicle_states where rewind_from is not null`,
  );
  return rows.map(fromRow);
};

/**
 * Vehicles for which silence up to `now` changes something and of which nothing has come in since
 * `heardBefore`; at most `limit`, longest due first.
 */
export const loadDueWakes = async (
  db: Queryable,
  now: Date,
  heardBefore: Date,
  limit: number,
): Promise<string[]> => {
  const { rows } = await db.query<{ vehicle_id: string }>(
    `select vehicle_id from vehicle_states
     where wake_at <= $1 and updated_at <= $2 and rewind_from is null order by wake_at limit $3`,
    [now, heardBefore, limit],
  );
  return rows.map((row) => row.vehicle_id);
};

/**
 * Has vehicles that silence will say something of looked at by `at`. Those that a batch is about to
 * write are left to it.
 */
export const wakeBy = async (
  db: Queryable,
  at: Date,
  vehicleIds: readonly string[] | "all",
): Promise<void> => {
  await db.query(
    `update vehicle_states set wake_at = $1 where vehicle_id in (
       select vehicle_id from vehicle_states
       where wake_at > $1 and ($2::uuid[] is null or vehicle_id = any($2)) for update skip locked)`,
    [at, vehicleIds === "all" ? null : vehicleIds],
  );
};

/** Everything a vehicle's row holds after a batch. */
export type VehicleStateUpdate = {
  readonly vehicleId: string;
  /** JSON text of a detector state, and what it holds; null leaves the one that is stored. */
  readonly stored: { readonly stateJson: string; readonly stateAtMs: number | null } | null;
  readonly foldedAtMs: number | null;
  readonly rewindFromMs: number | null;
  readonly rewindUntilMs: number | null;
  readonly wakeAtMs: number | null;
  readonly projectedAtMs: number | null;
  readonly live: VehicleLive;
};

/** Writes the rows of vehicles that changed. One without a state must be there already. */
export const saveVehicleStates = async (
  db: Queryable,
  updates: readonly VehicleStateUpdate[],
): Promise<void> => {
  const whole = updates.filter(({ stored }) => stored !== null);
  const partial = updates.filter(({ stored }) => stored === null);
  if (whole.length > 0) await saveWhole(db, whole);
  if (partial.length > 0) await saveBesidesState(db, partial);
};

const PARAMETERS = `$1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[],
  $5::timestamptz[], $6::timestamptz[], $7::jsonb[]`;

const toParameters = (updates: readonly VehicleStateUpdate[]): unknown[] => [
  updates.map((update) => update.vehicleId),
  updates.map((update) => toDate(update.foldedAtMs)),
  updates.map((update) => toDate(update.rewindFromMs)),
  updates.map((update) => toDate(update.rewindUntilMs)),
  updates.map((update) => toDate(update.wakeAtMs)),
  updates.map((update) => toDate(update.projectedAtMs)),
  updates.map((update) => JSON.stringify(update.live)),
];

const saveWhole = async (db: Queryable, updates: readonly VehicleStateUpdate[]): Promise<void> => {
  await db.query(
    `insert into vehicle_states (vehicle_id, folded_at, rewind_from, rewind_until, wake_at,
       projected_at, live, state, state_at, updated_at)
     select t.*, now() from unnest(${PARAMETERS}, $8::jsonb[], $9::timestamptz[])
       as t (vehicle_id, folded_at, rewind_from, rewind_until, wake_at, projected_at, live, state,
         state_at)
     on conflict (vehicle_id) do update set
       state = excluded.state, state_at = excluded.state_at, folded_at = excluded.folded_at,
       rewind_from = excluded.rewind_from, rewind_until = excluded.rewind_until,
       wake_at = excluded.wake_at, projected_at = excluded.projected_at, live = excluded.live,
       updated_at = excluded.updated_at`,
    [
      ...toParameters(updates),
      updates.map(({ stored }) => stored?.stateJson),
      updates.map(({ stored }) => toDate(stored?.stateAtMs ?? null)),
    ],
  );
};

const saveBesidesState = async (
  db: Queryable,
  updates: readonly VehicleStateUpdate[],
): Promise<void> => {
  const { rowCount } = await db.query(
    `update vehicle_states s set
       folded_at = t.folded_at, rewind_from = t.rewind_from, rewind_until = t.rewind_until,
       wake_at = t.wake_at, projected_at = t.projected_at, live = t.live, updated_at = now()
     from unnest(${PARAMETERS})
       as t (vehicle_id, folded_at, rewind_from, rewind_until, wake_at, projected_at, live)
     where s.vehicle_id = t.vehicle_id`,
    toParameters(updates),
  );
  if (rowCount !== updates.length) {
    throw new Error(`${rowCount} vehicle states where ${updates.length} were stored`);
  }
};

/** Detector state after all observations up to and including a time. */
export type Checkpoint = {
  readonly vehicleId: string;
  readonly atMs: number;
  readonly stateJson: string;
};

/** Adds checkpoints; one at the same time is replaced. */
export const saveCheckpoints = async (
  db: Queryable,
  checkpoints: readonly Checkpoint[],
): Promise<void> => {
  if (checkpoints.length === 0) return;
  await db.query(
    `insert into vehicle_checkpoints (vehicle_id, checkpoint_at, state)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::jsonb[])
     on conflict (vehicle_id, checkpoint_at) do update set state = excluded.state`,
    [
      checkpoints.map((checkpoint) => checkpoint.vehicleId),
      checkpoints.map((checkpoint) => new Date(checkpoint.atMs)),
      checkpoints.map((checkpoint) => checkpoint.stateJson),
    ],
  );
};

/** The newest checkpoint strictly before a time. */
export const loadCheckpointBefore = async (
  db: Queryable,
  vehicleId: string,
  beforeMs: number,
): Promise<{ readonly atMs: number; readonly state: unknown } | undefined> => {
  const { rows } = await db.query<{ checkpoint_at: Date; state: unknown }>(
    `select checkpoint_at, state from vehicle_checkpoints
     where vehicle_id = $1 and checkpoint_at < $2 order by checkpoint_at desc limit 1`,
    [vehicleId, new Date(beforeMs)],
  );
  const row = rows[0];
  return row && { atMs: row.checkpoint_at.getTime(), state: row.state };
};

/** The oldest checkpoints at or after a time, at most `limit`, by their time in ms. */
export const loadCheckpointsFrom = async (
  db: Queryable,
  vehicleId: string,
  fromMs: number,
  limit: number,
): Promise<ReadonlyMap<number, unknown>> => {
  const { rows } = await db.query<{ checkpoint_at: Date; state: unknown }>(
    `select checkpoint_at, state from vehicle_checkpoints
     where vehicle_id = $1 and checkpoint_at >= $2 order by checkpoint_at limit $3`,
    [vehicleId, new Date(fromMs), limit],
  );
  return new Map(rows.map((row) => [row.checkpoint_at.getTime(), row.state]));
};

/** Checkpoints of a vehicle: from a time on, and before another if given. */
export type CheckpointRange = {
  readonly vehicleId: string;
  readonly fromMs: number;
  readonly beforeMs: number | null;
};

/** Removes checkpoints that a late observation has outdated. */
export const deleteCheckpoints = async (
  db: Queryable,
  ranges: readonly CheckpointRange[],
): Promise<void> => {
  if (ranges.length === 0) return;
  await db.query(
    `delete from vehicle_checkpoints c
     using unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as r (vehicle_id, since, before)
     where c.vehicle_id = r.vehicle_id and c.checkpoint_at >= r.since
       and (r.before is null or c.checkpoint_at < r.before)`,
    [
      ranges.map(({ vehicleId }) => vehicleId),
      ranges.map(({ fromMs }) => new Date(fromMs)),
      ranges.map(({ beforeMs }) => toDate(beforeMs)),
    ],
  );
};
