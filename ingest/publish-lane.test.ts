import { once } from "node:events";
import net from "node:net";
import { generate } from "mqtt-packet";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import type { RunningIngest } from "./ingest.ts";
import {
  addDevice,
  addVehicle,
  readStored,
  signIn,
  startTestIngest,
  type TestDevice,
} from "./testing.ts";

let database: TestDatabase;
let nats: TestNatsServer;
let ingest: RunningIngest;
let car: TestDevice;
beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  const vehicleId = await addVehicle(database.pool);
  car = await addDevice(database.pool, vehicleId, "car");
  await addDevice(database.pool, vehicleId, "other");
  ingest = await startTestIngest(database, nats);
});
afterAll(async () => {
  await ingest?.stop();
  await Promise.all([database?.close(), nats?.close()]);
});

const message = (messageId: number, event: string, deviceId = "car") =>
  generate({
    cmd: "publish",
    topic: `devices/${deviceId}/telemetry`,
    payload: JSON.stringify({ ts: Date.now(), lat: 57.7, lon: 11.9, event }),
    qos: 1,
    messageId,
    dup: false,
    retain: false,
  });

/** A connection that has signed in as the car. */
const connectRaw = async (keepalive = 10): Promise<net.Socket> => {
  const socket = net.connect(ingest.mqttPort, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const { id: username } = car;
  const password = Buffer.from(car.secret);
  socket.write(generate({ cmd: "connect", clientId: "raw", keepalive, username, password }));
  await once(socket, "data");
  return socket;
};

test("a burst is acknowledged in its order and stored whole, the bad with the good", async () => {
  const ids = Array.from({ length: 3_000 }, (_, index) => index + 1);
  const socket = await connectRaw();
  const bytes = ids.map((id) => message(id, id % 100 === 0 ? "x".repeat(80) : `burst ${id}`));
  socket.write(Buffer.concat(bytes));
  let answer = Buffer.alloc(0);
  while (answer.length < 4 * ids.length) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    answer = Buffer.concat([answer, chunk]);
  }
  const pubacks = ids.map((id) => Buffer.of(0x40, 2, id >> 8, id & 0xff));
  expect(answer.equals(Buffer.concat(pubacks))).toBe(true);
  const { observations, rejects } = await readStored(nats, "car");
  const events = observations.map(({ event }) => event);
  const good = ids.filter((id) => id % 100 !== 0).map((id) => `burst ${id}`);
  expect(events).toHaveLength(good.length);
  expect(new Set(events)).toEqual(new Set(good));
  expect(rejects.map(({ field }) => field)).toContain("event");
});

test("a message on another's topic ends the connection, in the middle of a burst too", async () => {
  const socket = await connectRaw();
  const own = Array.from({ length: 20 }, (_, index) => message(index + 1, "before"));
  socket.write(Buffer.concat(own));
  await once(socket, "data");
  socket.write(Buffer.concat([...own, message(77, "smuggled", "other"), message(78, "after")]));
  await once(socket, "close");
  expect((await readStored(nats, "other")).observations).toEqual([]);
});

test("a device that only sends bursts is known to be alive", async () => {
  const client = await signIn(ingest, car, { keepalive: 1, reschedulePings: true });
  onTestFinished(() => void client.end(true));
  const closed = vi.fn();
  client.on("close", closed);
  const untilMs = Date.now() + 3_000;
  while (Date.now() < untilMs) {
    const payload = JSON.stringify({ ts: Date.now(), speedKmh: Math.random() * 50 });
    await client.publishAsync("devices/car/telemetry", payload, { qos: 1 });
  }
  expect(closed).not.toHaveBeenCalled();
});

test.each([
  ["a second CONNECT", generate({ cmd: "connect", clientId: "again", keepalive: 10 })],
  ["a packet of a reserved type", Buffer.of(0xf0, 0)],
])("nothing is stored of what stands behind %s", async (_case, violation) => {
  const socket = await connectRaw();
  const own = Array.from({ length: 20 }, (_, index) => message(index + 1, "in time"));
  socket.write(Buffer.concat(own));
  await once(socket, "data");
  socket.write(Buffer.concat([...own, violation, message(99, `behind ${_case}`)]));
  await once(socket, "close");
  const events = (await readStored(nats, "car")).observations.map(({ event }) => event);
  expect(events).not.toContain(`behind ${_case}`);
});

test("a device may be silent for one and a half times its keep-alive after a burst", async () => {
  const socket = await connectRaw(1);
  const untilMs = Date.now() + 400;
  let lastMs = 0;
  for (let id = 1; Date.now() < untilMs; id++) {
    lastMs = Date.now();
    socket.write(message(id, "burst"));
    await once(socket, "data");
  }
  await once(socket, "close");
  expect(Date.now() - lastMs).toBeGreaterThanOrEqual(1_500);
});
