import { once } from "node:events";
import net from "node:net";
import { generate } from "mqtt-packet";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { IClientOptions, MqttClient } from "mqtt";
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

let database: TestDatabase;
let nats: TestNatsServer;
let ingest: RunningIngest;
let car: TestDevice;
let other: TestDevice;
let phone: TestDevice;
let tracker: TestDevice;

beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  const vehicleId = await addVehicle(database.pool);
  car = await addDevice(database.pool, vehicleId, "car");
  other = await addDevice(database.pool, vehicleId, "other");
  phone = await addDevice(database.pool, vehicleId, "phone", "owntracks", "ann/phone");
  tracker = await addDevice(database.pool, vehicleId, "tracker", "teltonika", "350000000000006");
  ingest = await startTestIngest(database, nats);
});
afterAll(async () => {
  await ingest?.stop();
  await Promise.all([database?.close(), nats?.close()]);
});

const connectAs = async (device: TestDevice, options?: IClientOptions): Promise<MqttClient> => {
  const client = await signIn(ingest, device, options);
  onTestFinished(() => void client.end(true));
  return client;
};

const closing = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => client.once("close", resolve));

const telemetry = (deviceId: string) => `devices/${deviceId}/telemetry`;
const observation = (extra: object = {}) =>
  JSON.stringify({ ts: Date.now(), lat: 57.7, lon: 11.9, ...extra });

/** Sends bytes and resolves to all that comes back until the broker closes. */
const converse = async (bytes: Buffer): Promise<Buffer> => {
  const socket = net.connect(ingest.mqttPort, "127.0.0.1");
  const answer: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => answer.push(chunk));
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(answer);
};

test.each([0, 1, 2] as const)("what is published at QoS %i is stored once", async (qos) => {
  const client = await connectAs(car);
  const event = `qos-${qos}`;
  await client.publishAsync(telemetry("car"), observation({ event, speedKmh: 50 }), { qos });
  const stored = await eventually("the observation", async () => {
    const { observations } = await readStored(nats, "car");
    const found = observations.filter((each) => each.event === event);
    return found.length > 0 && found;
  });
  expect(stored).toMatchObject([{ deviceId: "car", lat: 57.7, lon: 11.9, speedKmh: 50 }]);
});

test("OwnTracks and Teltonika devices publish on the topics of their makers", async () => {
  const tst = Math.floor(Date.now() / 1_000);
  const app = await connectAs(phone);
  await app.publishAsync(
    "owntracks/ann/phone",
    JSON.stringify({ _type: "location", tst, lat: 1, lon: 2, vel: 36 }),
    { qos: 1 },
  );
  const box = await connectAs(tracker);
  await box.publishAsync(
    "350000000000006/data",
    JSON.stringify({ state: { reported: { ts: tst * 1_000, latlng: "3,4", sp: "90" } } }),
    { qos: 1 },
  );

  expect((await readStored(nats, "phone")).observations).toMatchObject([
    { lat: 1, lon: 2, speedKmh: 36 },
  ]);
  expect((await readStored(nats, "tracker")).observations).toMatchObject([
    { lat: 3, lon: 4, speedKmh: 90 },
  ]);
});

test.each([
  ["a wrong secret", () => ({ id: "car", secret: "wrong" })],
  ["another device's secret", () => ({ id: "car", secret: other.secret })],
  ["an unknown device", () => ({ id: "stranger", secret: car.secret })],
  ["no secret at all", () => ({ id: "car", secret: "" })],
])("%s is refused as bad user name or password, and counted", async (_case, device) => {
  const before = await readMetric(ingest, 'roadledger_ingest_denied_total{what="credentials"}');
  await expect(signIn(ingest, device())).rejects.toMatchObject({ code: 4 });
  expect(await readMetric(ingest, 'roadledger_ingest_denied_total{what="credentials"}')).toBe(
    before + 1,
  );
});

test.each([
  telemetry("other"),
  "$SYS/x/new/clients",
  "350000000000006/data",
  "devices/car/telemetry/x",
])("a publish to %s closes the session, is counted and stored nowhere", async (topic) => {
  const denied = 'roadledger_ingest_denied_total{what="topic"}';
  const before = await readMetric(ingest, denied);
  const client = await connectAs(car);
  const closed = closing(client);
  client.publish(topic, observation({ event: "foreign" }), { qos: 1 });
  await closed;
  expect(await readMetric(ingest, denied)).toBe(before + 1);
  for (const device of ["car", "other", "tracker"]) {
    const { observations } = await readStored(nats, device);
    expect(observations.filter(({ event }) => event === "foreign")).toEqual([]);
  }
});

test("a device may subscribe to its own topics, exactly named, and to nothing else", async () => {
  const client = await connectAs(car);
  const foreign = [
    "#",
    "+/+/telemetry",
    "devices/#",
    "devices/car/+",
    "devices/other/commands",
    "$SYS/#",
    "$share/x/devices/car/commands",
  ];
  const granted = await client.subscribeAsync(["devices/car/commands", telemetry("car")], {
    qos: 1,
  });
  expect(granted.map(({ qos }) => qos)).toEqual([1, 1]);
  for (const topic of foreign) {
    const answer = await new Promise<number | undefined>((resolve) => {
      client.subscribe(topic, (_error, _granted, packet) =>
        resolve(packet && "granted" in packet ? Number(packet.granted[0]) : undefined),
      );
    });
    expect([topic, answer]).toEqual([topic, 0x80]);
  }
});

test("two devices with the same client id leave each other alone", async () => {
  const first = await connectAs(car, { clientId: "same" });
  const second = await connectAs(other, { clientId: "same" });
  await second.publishAsync(telemetry("other"), observation(), { qos: 1 });
  await first.publishAsync(telemetry("car"), observation(), { qos: 1 });
  expect([first.connected, second.connected]).toEqual([true, true]);
});

test("a device may hold two sessions, and a third one with a used client id replaces that", async () => {
  const first = await connectAs(car, { clientId: "one" });
  const second = await connectAs(car, { clientId: "two" });
  const replaced = closing(first);
  await connectAs(car, { clientId: "one" });
  await replaced;
  expect(second.connected).toBe(true);
});

const connectPacket = {
  cmd: "connect",
  protocolId: "MQTT",
  protocolVersion: 4,
  clientId: "",
  clean: true,
  keepalive: 10,
} as const;
/** Where a CONNECT has its flags, and the flag of a clean session (MQTT 3.1.1 §3.1.2.3). */
const FLAGS_OFFSET = 9;
const CLEAN_SESSION = 0b10;

test("an empty client id is given one, but not for a session that is to be kept", async () => {
  const client = await connectAs(car, { clientId: "", clean: true });
  expect(client.connected).toBe(true);

  const kept = generate({ ...connectPacket, username: "car", password: Buffer.from(car.secret) });
  kept.writeUInt8(kept.readUInt8(FLAGS_OFFSET) & ~CLEAN_SESSION, FLAGS_OFFSET);
  expect(await converse(kept)).toEqual(Buffer.from("20020002", "hex"));
});

const asCar = (extra: object = {}): Buffer =>
  generate({ ...connectPacket, username: "car", password: Buffer.from(car.secret), ...extra });

test("a device that is gone before it was welcomed has left no session behind", async () => {
  const sessions = "roadledger_ingest_mqtt_sessions";
  const before = await readMetric(ingest, sessions);
  for (const clientId of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
    const socket = net.connect(ingest.mqttPort, "127.0.0.1");
    socket.resume().end(asCar({ clientId }));
    await once(socket, "close");
  }
  await eventually(
    "the sessions' end",
    async () => (await readMetric(ingest, sessions)) === before,
  );
});

test("nothing is kept of a session, and whoever asks for it is told so", async () => {
  const kept = { clientId: "kept", clean: false };
  const unreleased = generate({
    ...{ cmd: "publish", topic: telemetry("car"), payload: observation(), dup: false },
    ...{ qos: 2, messageId: 7, retain: false },
  });
  const subscribed = generate({
    ...{ cmd: "subscribe", messageId: 8 },
    subscriptions: [{ topic: "devices/car/commands", qos: 1 }],
  });
  const goodbye = generate({ cmd: "disconnect" });
  const first = await converse(Buffer.concat([asCar(kept), subscribed, unreleased, goodbye]));
  expect(first.subarray(0, 4)).toEqual(Buffer.from("20020000", "hex"));
  const again = await converse(Buffer.concat([asCar(kept), goodbye]));
  expect(again).toEqual(Buffer.from("20020000", "hex")); // session present: 0
});

test("a client that speaks MQTT 5 is told that the version is not spoken", async () => {
  const bytes = generate({ ...connectPacket, protocolVersion: 5, clientId: "x", properties: {} });
  expect(await converse(bytes)).toEqual(Buffer.from("20020001", "hex"));
});

test("a client that speaks no MQTT is cut off and counted", async () => {
  const denied = 'roadledger_ingest_denied_total{what="protocol"}';
  const before = await readMetric(ingest, denied);
  expect(await converse(Buffer.from("GET / HTTP/1.1\r\n\r\n"))).toEqual(Buffer.alloc(0));
  expect(await readMetric(ingest, denied)).toBe(before + 1);
});

const lastWill = (topic: string, event: string) => ({
  will: { topic, payload: Buffer.from(observation({ event })), qos: 1 as const, retain: true },
});

test("a last will is stored when the connection breaks, and not when the device says goodbye", async () => {
  const polite = await connectAs(car, lastWill(telemetry("car"), "goodbye"));
  await polite.endAsync();
  const broken = await connectAs(car, lastWill(telemetry("car"), "broken"));
  broken.stream.destroy();
  const events = await eventually("the will", async () => {
    const { observations } = await readStored(nats, "car");
    const found = observations.map(({ event }) => event);
    return found.includes("broken") && found;
  });
  expect(events).not.toContain("goodbye");
});

test("a last will on another device's topic is dropped", async () => {
  const denied = 'roadledger_ingest_denied_total{what="topic"}';
  const before = await readMetric(ingest, denied);
  const client = await connectAs(car, lastWill(telemetry("other"), "foreign will"));
  client.stream.destroy();
  await eventually("the refusal", async () => (await readMetric(ingest, denied)) > before);
  const { observations } = await readStored(nats, "other");
  expect(observations.filter(({ event }) => event === "foreign will")).toEqual([]);
});

test("a retained observation is not served to whoever subscribes later", async () => {
  const client = await connectAs(car);
  await client.publishAsync(telemetry("car"), observation(), { qos: 1, retain: true });
  const messages: unknown[] = [];
  client.on("message", (topic) => messages.push(topic));
  await client.subscribeAsync(telemetry("car"));
  await client.publishAsync(telemetry("car"), observation(), { qos: 1 }); // a round trip later
  expect(messages).toEqual([]);
});
