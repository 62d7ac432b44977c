import type { Queryable } from "./pool.ts";

/** Whether a task was last begun at least so long ago; notes that it is begun now if so. */
export const beginUpkeep = async (
  db: Queryable,
  task: string,
  everyMs: number,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `insert into upkeep as u (task, begun_at) values ($1, now())
     on conflict (task) do update set begun_at = now()
     where u.begun_at <= now() - $2 * interval '1 millisecond'`,
    [task, everyMs],
  );
  return rowCount === 1;
};

/** Entries of the reject log go when they were last seen this long ago, days … */
const KEEP_REJECTS_DAYS = 90;
/** … or when a device has this many newer ones: of at most 64 kB each. */
const KEEP_REJECTS_PER_DEVICE = 1_000;

/** Removes entries of the reject log that are too old or, of one device, too many. */
export const thinRejects = async (db: Queryable): Promise<void> => {
  await db.query(
    `delete from rejects r using (
       select id, last_received_at, row_number() over (
         partition by device_id order by last_received_at desc, id desc) as place
       from rejects) ranked
     where r.id = ranked.id
       and (ranked.place > $1 or ranked.last_received_at < now() - $2 * interval '1 day')`,
    [KEEP_REJECTS_PER_DEVICE, KEEP_REJECTS_DAYS],
  );
};

/** Checkpoints younger than this are all kept: on the road there is one every few minutes. */
const KEEP_ALL_HOURS = 2;
/** Of those younger than this one an hour is kept: late observations are mostly hours late. */
const KEEP_HOURLY_DAYS = 2;

/**
 * Keeps one checkpoint an hour of those older than two hours, one a day of those older than two days, and
 * of those older than `maxAgeDays` the newest alone: every observation that may still come has one before it.
 */
export const thinCheckpoints = async (db: Queryable, maxAgeDays: number): Promise<void> => {
  await db.query(
    `delete from vehicle_checkpoints c using (
       select vehicle_id, checkpoint_at,
         lead(checkpoint_at) over (partition by vehicle_id order by checkpoint_at) as next_at
       from vehicle_checkpoints) k
     where c.vehicle_id = k.vehicle_id and c.checkpoint_at = k.checkpoint_at
       and c.checkpoint_at < now() - $1 * interval '1 hour'
       and case
         when c.checkpoint_at < now() - $3 * interval '1 day'
           then next_at < now() - $3 * interval '1 day'
         when c.checkpoint_at < now() - $2 * interval '1 day'
           then time_bucket(interval '1 day', next_at) = time_bucket(interval '1 day', c.checkpoint_at)
         else time_bucket(interval '1 hour', next_at)
           = time_bucket(interval '1 hour', c.checkpoint_at) end`,
    [KEEP_ALL_HOURS, KEEP_HOURLY_DAYS, maxAgeDays],
  );
};

/**
 * Runs the due policy jobs (compression, continuous aggregates) where TimescaleDB has no background
 * workers of its own: the embedded engine. A server with a scheduler is left alone.
 */
export const runTimescaleJobs = async (db: Queryable): Promise<void> => {
  const { rows: workers } = await db.query(
    "select from pg_stat_activity where backend_type like 'TimescaleDB%' limit 1",
  );
  if (workers.length > 0) return;
  const { rows } = await db.query<{ job_id: number }>(
    `select job_id from timescaledb_information.jobs
     where proc_name in ('policy_compression', 'policy_refresh_continuous_aggregate')`,
  );
  for (const { job_id: jobId } of rows) await db.query(`call run_job(${jobId})`);
};
