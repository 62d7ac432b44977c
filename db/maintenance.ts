import type { Queryable } from "./pool.ts";

/** Checkpoints younger than this are all kept: late observations are mostly hours late. */
const KEEP_ALL_DAYS = 2;

/**
 * Keeps one checkpoint a day of those older than two days, and of those older than `maxAgeDays` the
 * newest alone: every observation that may still come has one before it.
 */
export const thinCheckpoints = async (db: Queryable, maxAgeDays: number): Promise<void> => {
  await db.query(
    `delete from vehicle_checkpoints c
     where checkpoint_at < now() - $1 * interval '1 day'
       and exists (
         select from vehicle_checkpoints later
         where later.vehicle_id = c.vehicle_id and later.checkpoint_at > c.checkpoint_at
           and case when c.checkpoint_at < now() - $2 * interval '1 day'
             then later.checkpoint_at < now() - $2 * interval '1 day'
             else time_bucket(interval '1 day', later.checkpoint_at)
               = time_bucket(interval '1 day', c.checkpoint_at) end)`,
    [KEEP_ALL_DAYS, maxAgeDays],
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
