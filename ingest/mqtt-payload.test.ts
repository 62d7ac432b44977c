import type { MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { eventually } from "./eventually.ts";
import type { RunningIngest } from "./ingest.ts";
import {
  addDevice,
  addVehicle,
  readMetric,
  readStored,
  signIn,
  startTestIngest,
  type TestDevice,
} from "./testing.ts";

const TOPIC = "devices/car/telemetry";
const HOUR_MS = 3_600_000;
const PENDING = "roadledger_ingest_pending";

let database: TestDatabase;
let nats: TestNatsServer;
let ingest: RunningIngest;
let car: TestDevice;
let client: MqttClient;

beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  const vehicleId = await addVehicle(database.pool);
  car = await addDevice(database.pool, vehicleId, "car");
  ingest = await startTestIngest(database, nats, { DEVICE_MESSAGES_PER_S: "50" });
});
afterAll(async () => {
  nats?.resume();
  await ingest?.stop();
  await Promise.all([database?.close(), nats?.close()]);
});
beforeEach(async () => {
  client = await signIn(ingest, car);
});
afterEach(() => client.endAsync(true));

const publish = (payload: string | Buffer) => client.publishAsync(TOPIC, payload, { qos: 1 });
const good = (event: string) => JSON.stringify({ ts: Date.now(), lat: 57.7, lon: 11.9, event });

test.each([
  ["a payload of 1 MB", "payload", Buffer.alloc(1_000_000, "x"), /^payload: 1000000 bytes/],
  ["a payload one byte too long", "payload", Buffer.alloc(65_537, "x"), /^payload: 65537 bytes/],
  ["broken JSON", "payload", '{"ts":', /^payload: not JSON/],
  ["bytes that are no text", "payload", Buffer.from([0xff, 0, 0xfe]), /^payload: not JSON/],
  ["no payload at all", "payload", "", /^payload: not JSON/],
  ["a payload nested 30,000 deep", "payload", `[${"[".repeat(30_000)}`, /^payload: /],
  ["latitude 95", "lat", JSON.stringify({ ts: Date.now(), lat: 95, lon: 11 }), /^lat: /],
  ["a time in 2004", "ts", JSON.stringify({ ts: Date.UTC(2004, 0, 1) }), /^ts: 2004-01-01.*older/],
  [
    "a time an hour ahead",
    "ts",
    JSON.stringify({ ts: Date.now() + HOUR_MS }),
    /ahead of the server/,
  ],
])(
  "%s is acknowledged and refused by field, and the next good message passes",
  async (name, field, payload, reason) => {
    await publish(payload);
    await publish(good(name));
    expect(client.connected).toBe(true);
    const { observations, rejects } = await readStored(nats, "car");
    expect(rejects.at(-1)).toMatchObject({
      transport: "mqtt",
      format: "native",
      deviceId: "car",
      address: TOPIC,
      field,
      reason: expect.stringMatching(reason) as string,
      payloadBytes: Buffer.byteLength(payload),
    });
    expect(observations.at(-1)?.event).toBe(name);
  },
);

test("oversize payloads with the same beginning are entries of their own, a repeat is not", async () => {
  for (const bytes of [70_000, 1_000_000, 70_000]) await publish(Buffer.alloc(bytes, "y"));
  const [first, second, third] = (await readStored(nats, "car")).rejects.slice(-3);
  expect(second?.id).not.toBe(first?.id);
  expect(third).toMatchObject({ id: first?.id, payloadBytes: 70_000 });
});

test.each([
  ["a drained payload", 70_000],
  ["a payload that is drained at one of them only", 66_538 - TOPIC.length],
])("%s is one entry at QoS 0 and at QoS 1", async (_case, bytes) => {
  const payload = "å".repeat(bytes / 2) + "x".repeat(bytes % 2);
  await client.publishAsync(TOPIC, payload, { qos: 0 });
  await publish(payload);
  const [first, second] = (await readStored(nats, "car")).rejects.slice(-2);
  expect(first).toMatchObject({ payloadBytes: bytes, id: second?.id });
});

test("an array with a bad element stores the others and refuses that one under its index", async () => {
  const ts = Date.now();
  await publish(
    JSON.stringify([
      { ts, event: "first" },
      { ts, lat: 95, lon: 1 },
      { ts, event: "last" },
    ]),
  );
  const { observations, rejects } = await readStored(nats, "car");
  expect(observations.slice(-2).map(({ event }) => event)).toEqual(["first", "last"]);
  expect(rejects.at(-1)).toMatchObject({
    field: "[1].lat",
    excerpt: expect.stringContaining("95") as string,
  });
});

test("an answer to a command nobody sent is kept as refused", async () => {
  await client.publishAsync("devices/car/responses", '{"id":"1"}', { qos: 1 });
  expect((await readStored(nats, "car")).rejects.at(-1)).toMatchObject({ format: "response" });
});

test("while JetStream does not answer there is no PUBACK, and once it does there is", async () => {
  nats.pause();
  let isAcknowledged = false;
  client.on("packetreceive", ({ cmd }) => {
    isAcknowledged ||= cmd === "puback";
  });
  const publishing = publish(good("withheld"));
  await eventually("ingest has it", async () => (await readMetric(ingest, PENDING)) === 1);
  expect(isAcknowledged).toBe(false);
  nats.resume();
  await publishing;
  expect(isAcknowledged).toBe(true);
  expect((await readStored(nats, "car")).observations.at(-1)?.event).toBe("withheld");
});

test("what was published while the server was down is stored when it is back", async () => {
  await nats.kill();
  const publishing = publish(good("outage"));
  await eventually("ingest has it", async () => (await readMetric(ingest, PENDING)) === 1);
  await nats.restart();
  await publishing;
  expect((await readStored(nats, "car")).observations.at(-1)?.event).toBe("outage");
});

test("a device faster than its rate is slowed down, and loses nothing", async () => {
  const count = 150; // two seconds' worth may pass at once, 50 more take a second
  const startedAt = performance.now();
  const before = (await readStored(nats, "car")).observations.length;
  await Promise.all(
    Array.from({ length: count }, (_each, index) => publish(good(`fast ${index}`))),
  );
  expect(performance.now() - startedAt).toBeGreaterThan(500);
  expect((await readStored(nats, "car")).observations.length - before).toBe(count);
});
