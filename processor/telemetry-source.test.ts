import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PARTITION_COUNT, TELEMETRY_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { originOf, type Origin } from "../db/location-row.ts";
import { createFrameWriter } from "../db/telemetry-frame.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { DiscontinuedStreamError } from "./stream-continuity.ts";
import { parseMessage } from "./telemetry-batch.ts";
import {
  createTelemetrySource,
  type PartitionMessage,
  type TelemetrySource,
} from "./telemetry-source.ts";

const ARRIVAL_MS = 5_000;
const log = pino({ level: "silent" });
const frames = createFrameWriter();

let server: TestNatsServer;
let nats: NatsConnection;
let source: TelemetrySource;
let failures: unknown[];

beforeEach(async () => {
  server = await startNatsServer();
  nats = await connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  const manager = await jetstreamManager(nats);
  await manager.streams.add({ name: TELEMETRY_STREAM, subjects: [TELEMETRY_SUBJECT] });
  failures = [];
  source = createTelemetrySource(nats, log, (err) => failures.push(err));
});
afterEach(async () => {
  await source.stop();
  await nats.close();
  await server.close();
});

const originIn = (partition: number): Origin => {
  for (let number = 0; ; number++) {
    const digits = number.toString(16).padStart(12, "0");
    const origin = originOf("car", `00000000-0000-4000-8000-${digits}`);
    if (origin.partition === partition) return origin;
  }
};
const ORIGINS = Array.from({ length: PARTITION_COUNT }, (_, partition) => originIn(partition));

/** Stores a frame in which each of the partitions has one observation, of this time. */
const store = async (
  tsMs: number,
  partitions: readonly number[],
  connection = nats,
): Promise<void> => {
  for (const partition of partitions) frames.observation(ORIGINS[partition]!, { tsMs }, tsMs);
  await jetstream(connection).publish(TELEMETRY_SUBJECT, frames.finish());
};

/** Takes messages until there are as many as wanted, and gives the source time to bring too many. */
const takeAll = async (wanted: number): Promise<PartitionMessage[]> => {
  const taken: PartitionMessage[] = [];
  const deadlineMs = Date.now() + ARRIVAL_MS;
  while (taken.length < wanted && Date.now() < deadlineMs) {
    await source.arrival(50);
    taken.push(...source.take(1_000, Infinity));
  }
  await source.arrival(100);
  return [...taken, ...source.take(1_000, Infinity)];
};

/** What was taken of a partition: its sequences. */
const sequencesOf = (taken: readonly PartitionMessage[], partition: number): number[] =>
  taken.filter((message) => message.partition === partition).map(({ sequence }) => sequence);

test("each owned partition gets its sections in order, and the others' are passed over", async () => {
  source.open(3, 0);
  source.open(5, 0);
  await store(1, [3, 4]);
  await store(2, [4, 5]);
  await store(3, [3, 5]);
  const taken = await takeAll(4);
  expect(taken.map(({ partition, sequence }) => [partition, sequence])).toEqual([
    [3, 1],
    [5, 2],
    [3, 3],
    [5, 3],
  ]);
  const times = taken.map((message) => parseMessage(message).observations.map(({ tsMs }) => tsMs));
  expect(times).toEqual([[1], [2], [3], [3]]);
});

test("what is taken at once stays within its bytes, and one that is larger comes alone", async () => {
  source.open(6, 0);
  for (let tsMs = 1; tsMs <= 5; tsMs++) await store(tsMs, [6]);
  const sizes: number[] = [];
  let bytes = 0;
  while (sizes.length < 5) {
    await source.arrival(ARRIVAL_MS);
    const some = source.take(100, bytes); // first of none, which takes one
    bytes = some[0]?.section?.length ?? 0;
    sizes.push(...some.map(({ section }) => section?.length ?? 0));
    expect(some.length).toBe(1);
  }
  expect(new Set(sizes)).toEqual(new Set([bytes]));
});

test("it lags without end until what the stream held has been taken, then by what waits", async () => {
  for (let tsMs = 1; tsMs <= 3; tsMs++) await store(tsMs, [1]);
  source.open(1, 0);
  expect(source.lagMs(Date.now())).toBe(Infinity);
  await source.arrival(ARRIVAL_MS);
  source.take(1, Infinity);
  expect(source.lagMs(Date.now())).toBe(Infinity);
  await takeAll(2);
  expect(source.lagMs(Date.now())).toBe(0);
  await store(4, [1]);
  await source.arrival(ARRIVAL_MS);
  expect(source.lagMs(Date.now() + 60_000)).toBeGreaterThan(50_000);
  await takeAll(1);
  expect(source.lagMs(Date.now() + 60_000)).toBe(0);
});

test("of a stream that holds nothing new it is abreast at once", async () => {
  await store(1, [1]);
  source.open(1, 1);
  await expect.poll(() => source.lagMs(Date.now())).toBe(0);
});

test("a partition that comes later is read from where it stands, and nothing comes twice", async () => {
  for (let tsMs = 1; tsMs <= 6; tsMs++) await store(tsMs, [1, 2]);
  source.open(1, 0);
  const first = await takeAll(6);
  expect(sequencesOf(first, 1)).toEqual([1, 2, 3, 4, 5, 6]);
  source.open(2, 3);
  const second = await takeAll(3);
  expect(second.map(({ partition }) => partition)).toEqual([2, 2, 2]);
  expect(sequencesOf(second, 2)).toEqual([4, 5, 6]);
  await store(7, [1, 2]);
  expect((await takeAll(2)).map(({ sequence }) => sequence)).toEqual([7, 7]);
});

test("what is queued of a partition that is given up is dropped, and comes again to who takes it", async () => {
  source.open(1, 0);
  source.open(2, 0);
  await store(1, [1, 2]);
  await source.arrival(ARRIVAL_MS);
  source.close(1);
  expect((await takeAll(1)).map(({ partition }) => partition)).toEqual([2]);
  source.open(1, 0);
  expect(sequencesOf(await takeAll(1), 1)).toEqual([1]);
});

test("a partition that gets nothing is moved forward, so that the stream can be purged", async () => {
  source.open(1, 0);
  source.open(9, 0);
  for (let tsMs = 1; tsMs <= 260; tsMs++) await store(tsMs, [1]);
  const taken = await takeAll(261);
  expect(sequencesOf(taken, 1)).toHaveLength(260);
  const idle = taken.filter(({ partition }) => partition === 9);
  expect(idle).toMatchObject([{ partition: 9, sequence: 256, section: null }]);
  expect(parseMessage(idle[0]!)).toMatchObject({ observations: [], rejects: [] });
});

test("a message that is no frame comes once, to be found unreadable", async () => {
  source.open(1, 0);
  source.open(2, 0);
  await jetstream(nats).publish(TELEMETRY_SUBJECT, "no frame");
  await store(5, [2]);
  const [poison, good, ...others] = await takeAll(2);
  expect(() => parseMessage(poison!)).toThrow(/bounds|out of range|cut off/i);
  expect(good).toMatchObject({ partition: 2, sequence: 2 });
  expect(others).toEqual([]);
});

/** Starts the server again, after SIGKILL, and stores frames through a connection of its own. */
const restartAndStore = async (times: readonly number[], partitions: readonly number[]) => {
  await server.restart();
  const sender = await connect({ servers: server.url });
  for (const tsMs of times) await store(tsMs, partitions, sender);
  await sender.close();
};

test("a server that was killed is read on from, each message once", async () => {
  source.open(1, 0);
  await store(1, [1]);
  expect(sequencesOf(await takeAll(1), 1)).toEqual([1]);
  await restartAndStore([2], [1]);
  expect(sequencesOf(await takeAll(1), 1)).toEqual([2]);
});

test("a stream that is back in an earlier state gives nothing out, because some of it is not had yet", async () => {
  source.open(1, 0);
  await store(1, [1]);
  await takeAll(1);
  await server.kill();
  const putBack = await server.copyStreams();
  await restartAndStore([2], [1]);
  expect(sequencesOf(await takeAll(1), 1)).toEqual([2]);

  await server.kill();
  await putBack();
  await restartAndStore([3, 4], [1]); // what the reader would believe to have, and one more
  await expect.poll(() => failures, { timeout: 20_000 }).toHaveLength(1);
  expect(failures[0]).toBeInstanceOf(DiscontinuedStreamError);
  expect(source.take(1_000, Infinity)).toEqual([]);
});
