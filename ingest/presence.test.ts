import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { forgetReplacedConnections, reportDeviceConnections } from "../db/device-connections.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import type { RunningIngest } from "./ingest.ts";
import {
  addDevice,
  addVehicle,
  eventualPresence,
  readPresence,
  signIn,
  startTestIngest,
  type TestDevice,
} from "./testing.ts";

const MINUTE_MS = 60_000;

let database: TestDatabase;
let nats: TestNatsServer;
let ingest: RunningIngest;
let vehicleId: string;
let device: TestDevice;
let devices = 0;

beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  vehicleId = await addVehicle(database.pool);
});
afterAll(async () => {
  await Promise.all([database?.close(), nats?.close()]);
});
beforeEach(async () => {
  device = await addDevice(database.pool, vehicleId, `device-${++devices}`);
  ingest = await startTestIngest(database, nats);
});
afterEach(() => ingest.stop());

test("a session's begin and end reach the database", async () => {
  const first = await signIn(ingest, device);
  const second = await signIn(ingest, device);
  await eventualPresence(database, device, { connected: true, sessions: 2, reason: null });
  await first.endAsync();
  await eventualPresence(database, device, { connected: true, sessions: 1, reason: null });
  second.stream.destroy();
  await eventualPresence(database, device, { connected: false, sessions: 0, reason: "closed" });
});

test("a device with sessions on two ingest processes is there until both have ended", async () => {
  const another = await startTestIngest(database, nats, { INGEST_ID: "ingest-beside" });
  onTestFinished(() => another.stop());
  const [here, beside] = [await signIn(ingest, device), await signIn(another, device)];
  await eventualPresence(database, device, { connected: true, sessions: 2, reason: null });
  await here.endAsync();
  await eventualPresence(database, device, { connected: true, sessions: 1, reason: null });
  await beside.endAsync();
  await eventualPresence(database, device, { connected: false, sessions: 0, reason: "closed" });
});

test("what an ingest process left that died and never came back counts until its lease ends", async () => {
  const left = { connected: true, sessions: 2, changedAt: new Date(), reason: null };
  const { pool } = database;
  await reportDeviceConnections(pool, "ingest-gone", 60_000, [{ ...left, deviceId: device.id }]);
  expect(await readPresence(database, device)).toMatchObject({ connected: true, sessions: 2 });
  await reportDeviceConnections(pool, "ingest-gone", 1, []);
  await eventualPresence(database, device, { connected: false, sessions: 0, reason: "crash" });
  const session = await signIn(ingest, device);
  await eventualPresence(database, device, { connected: true, sessions: 1, reason: null });
  await session.endAsync();
});

test("word of a process that died days ago goes once there is newer word of the device", async () => {
  const { pool } = database;
  const other = await addDevice(pool, vehicleId, `other-${devices}`);
  const left = { connected: true, sessions: 1, changedAt: new Date(0), reason: null };
  const reports = [device, other].map(({ id }) => ({ ...left, deviceId: id }));
  await reportDeviceConnections(pool, "ingest-long-gone", -3 * 24 * 60 * MINUTE_MS, reports);
  const newer = { ...left, deviceId: device.id, changedAt: new Date() };
  await reportDeviceConnections(pool, "ingest-elsewhere", MINUTE_MS, [newer]);
  await forgetReplacedConnections(pool);
  const { rows } = await pool.query(
    "select device_id from device_connections where ingest_id = 'ingest-long-gone'",
  );
  expect(rows).toEqual([{ device_id: other.id }]);
});

test("a start clears what an earlier run of the same process left connected, and no other's", async () => {
  const other = await addDevice(database.pool, vehicleId, `other-${devices}`);
  const left = { connected: true, sessions: 2, changedAt: new Date(), reason: null };
  await reportDeviceConnections(database.pool, "ingest-under-test", 60_000, [
    { ...left, deviceId: device.id },
  ]);
  await reportDeviceConnections(database.pool, "ingest-elsewhere", 60_000, [
    { ...left, deviceId: other.id },
  ]);
  await ingest.stop();
  ingest = await startTestIngest(database, nats);
  expect(await readPresence(database, device)).toMatchObject({
    connected: false,
    sessions: 0,
    reason: "crash",
  });
  expect(await readPresence(database, other)).toMatchObject({ connected: true });
});
