import { jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TELEMETRY_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { createDurablePublisher, type DurablePublisher } from "./durable-publish.ts";
import { eventually } from "./eventually.ts";
import { ensureTelemetryStream } from "./telemetry-stream.ts";
import { silentLog } from "./testing.ts";

let server: TestNatsServer;
let nats: NatsConnection;
let publisher: DurablePublisher;
let manager: JetStreamManager;

beforeEach(async () => {
  server = await startNatsServer();
  nats = await connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  manager = await jetstreamManager(nats, { timeout: 1_000 });
  publisher = createDurablePublisher(nats, silentLog);
});
afterEach(async () => {
  await nats.close();
  await server.close();
});

const storedBodies = async (): Promise<Set<string>> => {
  const { state } = await manager.streams.info(TELEMETRY_STREAM);
  const bodies = new Set<string>();
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
    const message = await manager.streams.getMessage(TELEMETRY_STREAM, { seq });
    if (message) bodies.add(message.string());
  }
  return bodies;
};

test("nothing acknowledged is lost when the server is killed again and again", async () => {
  await ensureTelemetryStream(nats, 1e8);
  const acknowledged: string[] = [];
  const over = new AbortController();
  const publishing = Array.from({ length: 8 }, async (_each, lane) => {
    for (let index = 0; !over.signal.aborted; index++) {
      const body = `${lane}.${index}`;
      await publisher.publish(TELEMETRY_SUBJECT, Buffer.from(body));
      acknowledged.push(body);
    }
  });
  for (let round = 0; round < 3; round++) {
    const before = acknowledged.length;
    await eventually("more acks", () => acknowledged.length > before + 50);
    await server.restart(); // SIGKILL first
  }
  over.abort();
  await Promise.all(publishing);

  const stored = await storedBodies();
  expect(acknowledged.filter((body) => !stored.has(body))).toEqual([]);
});

test("a full stream withholds its acks, and stores again after a purge", async () => {
  await ensureTelemetryStream(nats, 2_000);
  const acknowledged: string[] = [];
  const publishing = Array.from({ length: 4 }, async () => {
    await publisher.publish(TELEMETRY_SUBJECT, Buffer.alloc(800, "x"));
    acknowledged.push("one");
  });
  await eventually("the stream is full", () => !publisher.isStoring());
  const { state } = await manager.streams.info(TELEMETRY_STREAM);
  await eventually("the acks of what fitted", () => acknowledged.length === state.messages);
  expect(acknowledged.length).toBeLessThan(4);

  while (acknowledged.length < 4) {
    await manager.streams.purge(TELEMETRY_STREAM);
    const before = acknowledged.length;
    await eventually("room is used", () => acknowledged.length > before);
  }
  await Promise.all(publishing);
  expect(publisher.isStoring()).toBe(true);
});

test("without a stream nothing is acknowledged until there is one", async () => {
  const publishing = publisher.publish(TELEMETRY_SUBJECT, Buffer.from("early"));
  await eventually("the refusal", () => !publisher.isStoring());
  await ensureTelemetryStream(nats, 1e6);
  await publishing;
  expect(await storedBodies()).toEqual(new Set(["early"]));
});

test("an existing stream gets the limits of today", async () => {
  await ensureTelemetryStream(nats, 1e6);
  await ensureTelemetryStream(nats, 2e6);
  const { config } = await manager.streams.info(TELEMETRY_STREAM);
  expect(config).toMatchObject({ max_bytes: 2e6, discard: "new", storage: "file" });
});
