import { jetstream, jetstreamManager, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from "../contracts/subjects.ts";
import { readOutbox, removeFromOutbox } from "../db/outbox.ts";

/** Events announced between two deletions. */
const RELAY_BATCH = 500;
/** What nobody poked for (a crash between commit and announcement) is announced after this, ms. */
const SWEEP_EVERY_MS = 5_000;
/** How long an event can still be caught up on, ms; beyond it a client loads a snapshot anyway. */
const EVENT_MAX_AGE_MS = 24 * 60 * 60_000;
/** Repeats of one event within this time are one, ms: longer than a crash and restart take. */
const DUPLICATE_WINDOW_MS = 2 * 60_000;

/** Announces committed outbox rows, in order, at least once and each under one id. */
export type Relay = {
  /** There is something new in the outbox. */
  poke(): void;
  stop(): Promise<void>;
};

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

export const startRelay = (pool: pg.Pool, nats: NatsConnection, log: Logger): Relay => {
  const js = jetstream(nats);
  let running: Promise<void> | undefined;
  let poked = false;
  let failing = false;

  const relayBatch = async (): Promise<number> => {
    const events = await readOutbox(pool, RELAY_BATCH);
    for (const { id, event, payload } of events) {
      await js.publish(eventSubject(event), JSON.stringify(payload), { msgID: `outbox-${id}` });
    }
    await removeFromOutbox(
      pool,
      events.map(({ id }) => id),
    );
    return events.length;
  };

  const run = async (): Promise<void> => {
    try {
      while (poked) {
        poked = false;
        while ((await relayBatch()) === RELAY_BATCH);
      }
      failing = false;
    } catch (err) {
      if (!failing) log.error({ err }, "events not announced; they stay in the outbox");
      failing = true;
    } finally {
      running = undefined;
    }
  };

  const poke = (): void => {
    poked = true;
    running ??= run();
  };
  const timer = setInterval(poke, SWEEP_EVERY_MS);
  return {
    poke,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
};
