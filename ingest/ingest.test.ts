import { isDeepStrictEqual } from "node:util";
import { once } from "node:events";
import net from "node:net";
import { pipeline } from "node:stream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { DEVICES_CHANGED_SUBJECT } from "../contracts/subjects.ts";
import { endMounting, insertMounting, setDeviceSecret, setDeviceStatus } from "../db/devices.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { eventually } from "./eventually.ts";
import type { RunningIngest } from "./ingest.ts";
import {
  addDevice,
  addVehicle,
  eventualPresence,
  readMetric,
  readStored,
  sha256,
  signIn,
  startTestIngest,
  type TestDevice,
} from "./testing.ts";

const MINUTE_MS = 60_000;

let database: TestDatabase;
let nats: TestNatsServer;
let client: NatsConnection;
let ingest: RunningIngest;
let vehicleId: string;
let device: TestDevice;
let devices = 0;

beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  vehicleId = await addVehicle(database.pool);
  client = await connect({ servers: nats.url });
});
afterAll(async () => {
  await client?.close();
  await Promise.all([database?.close(), nats?.close()]);
});
beforeEach(async () => {
  device = await addDevice(database.pool, vehicleId, `device-${++devices}`);
  ingest = await startTestIngest(database, nats);
});
afterEach(async () => {
  nats.resume();
  await ingest.stop();
});

const announceChange = () => client.publish(DEVICES_CHANGED_SUBJECT);
const closing = (session: MqttClient): Promise<void> =>
  new Promise((resolve) => session.once("close", resolve));
const telemetry = ({ id }: TestDevice) => `devices/${id}/telemetry`;
const publish = (session: MqttClient, observation: object) =>
  session.publishAsync(telemetry(device), JSON.stringify(observation), { qos: 1 });

/** Sends one observation by HTTP. */
const postLocation = ({ httpPort }: RunningIngest, { id, secret }: TestDevice): Promise<Response> =>
  fetch(`http://127.0.0.1:${httpPort}/api/gps-locations`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: JSON.stringify({ ts: Date.now() }),
  });

test("a rotated secret closes the session, and only the new secret opens one", async () => {
  const session = await signIn(ingest, device);
  const closed = closing(session);
  await setDeviceSecret(database.pool, device.id, sha256("new secret"), null);
  announceChange();
  await closed;
  await eventualPresence(database, device, { connected: false, sessions: 0, reason: "revoked" });

  await expect(signIn(ingest, device)).rejects.toMatchObject({ code: 4 });
  const renewed = await signIn(ingest, { ...device, secret: "new secret" });
  await renewed.endAsync();
});

test("a device set inactive is cut off; the others stay", async () => {
  const other = await addDevice(database.pool, vehicleId, `other-${devices}`);
  announceChange();
  const stays = await eventually("the new device may sign in", () =>
    signIn(ingest, other).catch(() => undefined),
  );
  const session = await signIn(ingest, device);
  const closed = closing(session);
  await setDeviceStatus(database.pool, device.id, "INACTIVE");
  announceChange();
  await closed;
  expect(stays.connected).toBe(true);
  await stays.endAsync();
});

test("whoever announces a change is answered once it is in force", async () => {
  const session = await signIn(ingest, device);
  const closed = closing(session);
  await setDeviceStatus(database.pool, device.id, "INACTIVE");
  await client.request(DEVICES_CHANGED_SUBJECT, undefined, { timeout: 5_000 });
  await closed;
  await expect(signIn(ingest, device)).rejects.toMatchObject({ code: 4 });
});

test("a device may speak the moment it is registered, announced or not", async () => {
  const first = await addDevice(database.pool, vehicleId, `first-${devices}`);
  const session = await signIn(ingest, first);
  await session.endAsync();

  const { id, secret } = await addDevice(database.pool, vehicleId, `second-${devices}`);
  const answer = await postLocation(ingest, { id, secret });
  expect(answer.status).toBe(200);
});

test("a tracker that moved reports for the car it sat in at the time of the fix", async () => {
  const next = await addVehicle(database.pool);
  const movedAt = Date.now() - 10 * MINUTE_MS;
  await endMounting(database.pool, device.id, new Date(movedAt - MINUTE_MS));
  await insertMounting(database.pool, device.id, next, new Date(movedAt));
  await ingest.stop();
  ingest = await startTestIngest(database, nats);

  const session = await signIn(ingest, device);
  const minutes = [-5, -0.5, 0, 5];
  await publish(
    session,
    minutes.map((minute) => ({ ts: movedAt + minute * MINUTE_MS })),
  );
  await session.endAsync();
  const { observations, rejects } = await readStored(nats, device.id);
  const cars = observations.toSorted((a, b) => a.tsMs - b.tsMs).map((each) => each.vehicleId);
  expect(cars).toEqual([vehicleId, next, next]);
  expect(rejects).toMatchObject([
    { field: "device", reason: expect.stringContaining("in no vehicle") as string },
  ]);
});

const readiness = async ({ httpPort }: RunningIngest): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${httpPort}/readyz`)).json();

test("/readyz says nats while NATS does not answer, and is well again after", async () => {
  expect(await readiness(ingest)).toEqual({ status: "ok" });
  nats.pause();
  // A process that is told to stop may answer once more.
  await eventually("NATS does not answer", async () =>
    isDeepStrictEqual(await readiness(ingest), { status: "unavailable", broken: "nats" }),
  );
  nats.resume();
  await eventually("NATS answers again", async () =>
    isDeepStrictEqual(await readiness(ingest), { status: "ok" }),
  );
});

/** A way to the database that can be cut. */
const cuttable = async (databaseUrl: string) => {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  const proxy = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    pipeline(near, far, near, () => {});
    sockets.add(near);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as net.AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

test("/readyz says database when that is away; devices are still served, and it still stops", async () => {
  const way = await cuttable(database.url);
  const another = await startTestIngest({ ...database, url: way.url }, nats, {
    INGEST_ID: "another",
  });
  expect(await readiness(another)).toEqual({ status: "ok" });
  way.cut();
  expect(await readiness(another)).toEqual({ status: "unavailable", broken: "database" });
  const stranger = { id: "stranger", secret: "unknown" };
  await expect(signIn(another, stranger)).rejects.toMatchObject({ code: 3 }); // server unavailable
  expect((await postLocation(another, stranger)).status).toBe(503);

  const session = await signIn(another, device);
  await publish(session, { ts: Date.now(), event: "meanwhile" });
  await another.stop();
  expect((await readStored(nats, device.id)).observations).toMatchObject([{ event: "meanwhile" }]);
});

const eventuallyPending = () =>
  eventually(
    "ingest has accepted something",
    async () => (await readMetric(ingest, "roadledger_ingest_pending")) === 1,
  );

test("stopping acknowledges what was accepted, takes nothing new and stores last wills", async () => {
  const observation = (event: string) => JSON.stringify({ ts: Date.now(), event });
  const payload = Buffer.from(observation("will"));
  const session = await signIn(ingest, device, {
    will: { topic: telemetry(device), payload, qos: 1, retain: false },
  });
  const closed = closing(session);
  const received: string[] = [];
  session.on("packetreceive", ({ cmd }) => received.push(cmd));

  nats.pause();
  session.publish(telemetry(device), observation("accepted"), { qos: 1 });
  await eventuallyPending();
  const stopped = ingest.stop();
  session.publish(telemetry(device), observation("late"), { qos: 1 });
  nats.resume();
  await Promise.all([stopped, closed]);

  expect(received).toEqual(["puback"]);
  const { observations } = await readStored(nats, device.id);
  expect(observations.map(({ event }) => event)).toEqual(["accepted", "will"]);
});

test("with NATS away stopping takes a while, not for ever", async () => {
  const session = await signIn(ingest, device);
  nats.pause();
  session.publish(telemetry(device), JSON.stringify({ ts: Date.now() }), { qos: 1 });
  await eventuallyPending();
  const startedAt = performance.now();
  await ingest.stop();
  expect(performance.now() - startedAt).toBeLessThan(9_000);
});
