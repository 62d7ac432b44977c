import { jetstream, jetstreamManager, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from "../contracts/subjects.ts";
import { readOutbox, removeFromOutbox } from "../db/outbox.ts";
import { startCommittedWork, type CommittedWork } from "./committed-work.ts";

/** Events announced between two deletions. */
const RELAY_BATCH = 500;
/** How long an event can still be caught up on, ms; beyond it a client loads a snapshot anyway. */
const EVENT_MAX_AGE_MS = 24 * 60 * 60_000;
/** Repeats of one event within this time are one, ms: longer than a crash and restart take. */
const DUPLICATE_WINDOW_MS = 2 * 60_000;

/** Creates the stream that announcements go to. */
export const ensureEventStream = async (nats: NatsConnection): Promise<void> => {
  const manager = await jetstreamManager(nats);
  await manager.streams.add({
    name: EVENT_STREAM,
    subjects: [EVENT_SUBJECTS],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_age: nanos(EVENT_MAX_AGE_MS),
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  });
};

/** Announces committed outbox rows, in order, at least once and each under one id. */
export const startRelay = (pool: pg.Pool, nats: NatsConnection, log: Logger): CommittedWork => {
  const js = jetstream(nats);
  const turn = async () => {
    const events = await readOutbox(pool, RELAY_BATCH);
    for (const { id, event, payload } of events) {
      await js.publish(eventSubject(event), JSON.stringify(payload), { msgID: `outbox-${id}` });
    }
    await removeFromOutbox(
      pool,
      events.map(({ id }) => id),
    );
    return events.length === RELAY_BATCH ? "more" : "done";
  };
  return startCommittedWork(turn, log, "events not announced; they stay in the outbox");
};
