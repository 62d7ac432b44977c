import type { JetStreamManager } from "@nats-io/jetstream";
import type pg from "pg";
import type { Logger } from "pino";
import { PARTITION_COUNT, TELEMETRY_STREAM } from "../contracts/subjects.ts";
import { thinActivities } from "../db/activities.ts";
import { dropOldLocations } from "../db/log-cuts.ts";
import { beginUpkeep, runTimescaleJobs, thinCheckpoints, thinRejects } from "../db/maintenance.ts";
import { thinPush } from "../db/push-deliveries.ts";
import { storedSequences } from "../db/partitions.ts";
import { DiscontinuedStreamError, isContinued } from "./stream-continuity.ts";

/** How often committed messages are removed from the stream, ms. */
const PURGE_EVERY_MS = 10_000;
/** How often the database is looked after, ms. */
const DATABASE_EVERY_MS = 60 * 60_000;
/** How often a process looks whether that is due; the first time at its start, ms. */
const LOOK_EVERY_MS = 60_000;

type Ports = {
  readonly pool: pg.Pool;
  readonly manager: JetStreamManager;
  readonly log: Logger;
  /** When the stream that is read was created. */
  readonly streamCreatedAt: Date;
  /** The stream is not the one read so far. */
  readonly discontinued: (err: Error) => void;
  readonly maxAgeDays: number;
  readonly retentionDays: number | undefined;
};

type Database = Pick<Ports, "pool" | "maxAgeDays" | "retentionDays">;

/**
 * Looks after the database when that is due by the database's own record, whoever did it last and
 * however often processes are restarted. Resolves to whether it was.
 */
export const lookAfterDatabase = async ({
  pool,
  maxAgeDays,
  retentionDays,
}: Database): Promise<boolean> => {
  if (!(await beginUpkeep(pool, "database", DATABASE_EVERY_MS))) return false;
  await thinCheckpoints(pool, maxAgeDays);
  await thinRejects(pool);
  await thinActivities(pool);
  await thinPush(pool);
  if (retentionDays !== undefined) await dropOldLocations(pool, retentionDays);
  await runTimescaleJobs(pool);
  return true;
};

/** Housekeeping beside the batch loop; what fails is tried again at the next turn. */
export const startMaintenance = (ports: Ports) => {
  const { pool, manager, log, streamCreatedAt } = ports;
  const purge = async (): Promise<void> => {
    const stored = await storedSequences(pool, streamCreatedAt);
    // Sequences of another stream would purge what this one has not had stored yet.
    if (!(await isContinued(ports, streamCreatedAt)))
      return ports.discontinued(new DiscontinuedStreamError());
    if (stored.size < PARTITION_COUNT) return; // somebody has read nothing of this stream yet
    // `seq` is exclusive: the last message that all have stored stays, to know the stream by.
    const seq = Math.min(...stored.values());
    await manager.streams.purge(TELEMETRY_STREAM, { seq });
  };

  const repeat = (work: () => Promise<unknown>, everyMs: number, failed: string) => {
    const run = (): void => void work().catch((err: unknown) => log.error({ err }, failed));
    run();
    return setInterval(run, everyMs);
  };

  const timers = [
    repeat(purge, PURGE_EVERY_MS, "committed telemetry not purged from the stream"),
    repeat(() => lookAfterDatabase(ports), LOOK_EVERY_MS, "database maintenance failed"),
  ];
  return { stop: () => timers.forEach(clearInterval) };
};
