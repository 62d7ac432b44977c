import { jetstream, jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { PARTITION_COUNT, TELEMETRY_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import {
  advancePartitions,
  claimPartitions,
  forgetPositions,
  loadOwned,
  releasePartitions,
} from "../db/partitions.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startMaintenance } from "./maintenance.ts";
import { ensureContinuity, isContinued, watchContinuity } from "./stream-continuity.ts";
import { awaitTelemetryStream } from "./telemetry-stream.ts";

const OWNER = "processor-under-test";
const log = pino({ level: "silent" });

let database: TestDatabase;
let server: TestNatsServer;
let nats: NatsConnection;
let manager: JetStreamManager;
let streamCreatedAt: Date;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const connectPatiently = () =>
  connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
const open = async (): Promise<void> => {
  nats = await connectPatiently();
  manager = await jetstreamManager(nats);
};
/** SIGKILL first. Connects anew, because what was sent on the former connection may be lost. */
const restartServer = async (): Promise<void> => {
  await nats.close();
  await server.restart();
  await open();
};

beforeEach(async () => {
  server = await startNatsServer();
  await open();
  await manager.streams.add({ name: TELEMETRY_STREAM, subjects: [TELEMETRY_SUBJECT] });
  streamCreatedAt = await awaitTelemetryStream(manager, TELEMETRY_STREAM);
  await claimPartitions(database.pool, OWNER, 60_000, PARTITION_COUNT);
});
afterEach(async () => {
  await releasePartitions(database.pool, OWNER, "all");
  await forgetPositions(database.pool, streamCreatedAt);
  await nats.close();
  await server.close();
});

const parts = () => ({ pool: database.pool, manager, log });
const continued = () => isContinued(parts(), streamCreatedAt);
const stateOf = async () => (await manager.streams.info(TELEMETRY_STREAM)).state;
const firstSequence = async () => (await stateOf()).first_seq;
const publish = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left--)
    await jetstream(nats).publish(TELEMETRY_SUBJECT, "frame");
};

/** Counts messages as a batch does: the first partition up to the first sequence, and so on. */
const count = async (sequences: readonly number[]): Promise<void> => {
  const owned = await loadOwned(database.pool, OWNER);
  const advances = await Promise.all(
    owned.map(async ({ partition, epoch }) => {
      const streamSequence = sequences[partition % sequences.length] ?? 0;
      const message = await manager.streams.getMessage(TELEMETRY_STREAM, { seq: streamSequence });
      if (!message) throw new Error(`there is no message ${streamSequence}`);
      return { partition, epoch, streamSequence, streamMessageAt: message.time };
    }),
  );
  expect(await advancePartitions(database.pool, OWNER, streamCreatedAt, advances)).toBe(true);
};

/** Five more messages are counted, and the server starts again without the last two of them. */
const goBack = async (): Promise<void> => {
  await publish(3);
  await server.kill();
  const putBack = await server.copyStreams();
  await restartServer();
  await publish(2);
  const { last_seq } = await stateOf();
  await count([last_seq - 1, last_seq]);
  await server.kill();
  await putBack();
  await restartServer();
};

test("a stream of which nothing is counted yet goes on, and so does one whose server was killed", async () => {
  expect(await continued()).toBe(true);
  await publish(5);
  expect(await continued()).toBe(true);
  await count([5, 3]);
  expect(await continued()).toBe(true);
  await restartServer();
  expect(await continued()).toBe(true);
});

test("one that is back in an earlier state does not", async () => {
  await goBack();
  expect(await continued()).toBe(false);
});

test("nor when it has grown past what was counted since", async () => {
  await goBack();
  await publish(4);
  expect(await continued()).toBe(false);
});

test("nor one that was created anew", async () => {
  await publish(2);
  await count([2]);
  await manager.streams.delete(TELEMETRY_STREAM);
  await manager.streams.add({ name: TELEMETRY_STREAM, subjects: [TELEMETRY_SUBJECT] });
  await publish(2);
  expect(await continued()).toBe(false);
});

test("the purge of what is stored leaves what the stream is known by", async () => {
  const purged = async (first: number): Promise<void> => {
    const { stop } = startMaintenance({
      ...parts(),
      streamCreatedAt,
      discontinued: (err) => expect.unreachable(err.message),
      maxAgeDays: 30,
      retentionDays: undefined,
    });
    await expect.poll(firstSequence).toBe(first);
    stop();
  };
  await publish(5);
  await count([3, 5]);
  await purged(3);
  expect(await continued()).toBe(true);
  await publish(1);
  await count([6]);
  await purged(6);
  expect(await continued()).toBe(true);
});

test("a stream that has gone back is not purged", async () => {
  await goBack();
  await publish(1); // the fourth, and another one is counted under that
  const told: Error[] = [];
  const { stop } = startMaintenance({
    ...parts(),
    streamCreatedAt,
    discontinued: (err) => told.push(err),
    maxAgeDays: 30,
    retentionDays: undefined,
  });
  onTestFinished(stop);
  await expect.poll(() => told).toHaveLength(1);
  expect(await firstSequence()).toBe(1);
});

test("of what an older release counted and purged, the stream's end tells", async () => {
  await goBack();
  await database.pool.query("update partitions set stream_message_at = null");
  expect(await continued()).toBe(false);
  await publish(2);
  await manager.streams.purge(TELEMETRY_STREAM);
  expect(await continued()).toBe(true);
});

test("a stream that has gone back is read from its beginning, and nobody writes behind that", async () => {
  await goBack();
  const [before] = await loadOwned(database.pool, OWNER);
  await ensureContinuity(parts(), streamCreatedAt);
  expect(await continued()).toBe(true);
  const [after] = await claimPartitions(database.pool, "another", 60_000, 1);
  await releasePartitions(database.pool, "another", "all");
  expect(after).toMatchObject({ streamSequence: 0, streamCreatedAt: null });
  expect(after?.epoch).toBe((before?.epoch ?? 0) + 2); // forgotten, claimed
});

test("a stream that goes on is read on", async () => {
  await publish(2);
  await count([2]);
  await ensureContinuity(parts(), streamCreatedAt);
  const owned = await loadOwned(database.pool, OWNER);
  expect(owned.map(({ streamSequence }) => streamSequence)).toEqual(Array(16).fill(2));
});

test("a reconnect tells whether the stream goes on", async () => {
  const told: Error[] = [];
  const watching = await connectPatiently();
  const ports = { pool: database.pool, manager: await jetstreamManager(watching), log };
  const watched = watchContinuity({ ...ports, nats: watching }, streamCreatedAt, (err) =>
    told.push(err),
  );
  await publish(3);
  await count([3]);
  await goBack();
  // Of two reconnects; a question that was lost with the server is asked again after five seconds.
  await expect.poll(() => told, { timeout: 30_000 }).toHaveLength(1);
  await watching.close();
  await watched;
});
