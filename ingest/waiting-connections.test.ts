import net from "node:net";
import { once } from "node:events";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { eventually } from "./eventually.ts";
import type { RunningIngest } from "./ingest.ts";
import {
  addDevice,
  addVehicle,
  readMetric,
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
  car = await addDevice(database.pool, await addVehicle(database.pool), "car");
  ingest = await startTestIngest(database, nats, { CONNECTIONS_PER_ADDRESS: "5" });
});
afterAll(async () => {
  await ingest?.stop();
  await Promise.all([database?.close(), nats?.close()]);
});

const denied = (what: string) =>
  readMetric(ingest, `roadledger_ingest_denied_total{what="${what}"}`);

/** Opens connections that say nothing. */
const stand = async (count: number): Promise<net.Socket[]> => {
  const sockets = Array.from({ length: count }, () => net.connect(ingest.mqttPort, "127.0.0.1"));
  for (const socket of sockets) {
    socket.on("error", () => {}); // cut off by the server
    onTestFinished(() => void socket.destroy());
  }
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  return sockets;
};

/** Signs in; rejects when the connection is cut off. */
const signInOnce = (): Promise<MqttClient> =>
  mqtt.connectAsync(
    `mqtt://127.0.0.1:${ingest.mqttPort}`,
    { username: car.id, password: car.secret, reconnectPeriod: 0 },
    false,
  );

test("an address may have so many connections that say nothing, and no more", async () => {
  const sockets = await stand(8);
  await eventually("three are cut off", () => sockets.filter(({ closed }) => closed).length === 3);
  expect(await denied("connections")).toBe(3);
  const outcome = signInOnce().then(
    () => "let in",
    () => "cut off",
  );
  expect(await outcome).toBe("cut off");
  for (const socket of sockets) socket.destroy();
  await eventually("there is room again", () =>
    signInOnce().then(
      (client) => client.endAsync(true).then(() => true),
      () => false,
    ),
  );
});

test("who has signed in does not count, and of a device's sessions the ten newest stay", async () => {
  const clients: MqttClient[] = [];
  for (let index = 0; index < 12; index++) clients.push(await signIn(ingest, car));
  onTestFinished(() => clients.forEach((client) => void client.end(true)));
  await eventually(
    "the two oldest are closed",
    () => clients.filter(({ connected }) => connected).length === 10,
  );
  expect(clients.slice(0, 2).map(({ connected }) => connected)).toEqual([false, false]);
  await clients.at(-1)?.publishAsync("devices/car/telemetry", `{"ts":${Date.now()}}`, { qos: 1 });
  expect(await denied("sessions")).toBe(2);
});
