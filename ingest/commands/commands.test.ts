import net from "node:net";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { MqttClient } from "mqtt";
import { generate } from "mqtt-packet";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Command } from "../../contracts/command.ts";
import { commandDueSubject, mqttTopics } from "../../contracts/subjects.ts";
import { findCommand, loadCommandHistory } from "../../db/commands.ts";
import { claimCommand, moveStoredCommand } from "../../db/command-queue.ts";
import { freshDatabase, type TestDatabase } from "../../db/testing.ts";
import { aConfirmedImmobilisation, aStoredCommand } from "../../db/testing-commands.ts";
import { startNatsServer, type TestNatsServer } from "../../db/testing-nats.ts";
import { storeLocation } from "../../db/testing-rows.ts";
import { eventually } from "../eventually.ts";
import type { RunningIngest } from "../ingest.ts";
import {
  addDevice,
  addVehicle,
  readStored,
  signIn,
  startTestIngest,
  type TestDevice,
} from "../testing.ts";

const CONNACK_AND_SUBACK_BYTES = 4 + 5;
const IMEI = "350000000000006";

let database: TestDatabase;
let natsServer: TestNatsServer;
let nats: NatsConnection;
let ingest: RunningIngest;
let neighbour: RunningIngest;
let vehicleId: string;
let car: TestDevice;
let phone: TestDevice;
let box: TestDevice;

beforeAll(async () => {
  [database, natsServer] = await Promise.all([freshDatabase(), startNatsServer()]);
  vehicleId = await addVehicle(database.pool);
  car = await addDevice(database.pool, vehicleId, "car");
  phone = await addDevice(database.pool, vehicleId, "phone", "owntracks", "ann/phone");
  box = await addDevice(database.pool, vehicleId, "box", "teltonika", IMEI);
  ingest = await startTestIngest(database, natsServer);
  neighbour = await startTestIngest(database, natsServer, { INGEST_ID: "neighbour" });
  nats = await connect({ servers: natsServer.url });
});
afterAll(async () => {
  await nats?.close();
  await Promise.all([ingest?.stop(), neighbour?.stop()]);
  await Promise.all([database?.close(), natsServer?.close()]);
});

type Told = { readonly topic: string; readonly payload: unknown };
type Listener = { readonly client: MqttClient; readonly told: Told[] };

const listen = async (
  device: TestDevice,
  topic: string,
  qos: 0 | 1 = 1,
  at: RunningIngest = ingest,
): Promise<Listener> => {
  const client = await signIn(at, device);
  onTestFinished(() => void client.end(true));
  const told: Told[] = [];
  client.on("message", (to, payload) =>
    told.push({ topic: to, payload: JSON.parse(payload.toString()) as unknown }),
  );
  await client.subscribeAsync(topic, { qos });
  return { client, told };
};
const isListening = (device: TestDevice): Promise<boolean> =>
  nats.request(commandDueSubject(device.id)).then(
    () => true,
    () => false,
  );
const ask = (device: TestDevice) =>
  eventually(`somebody to listen for ${device.id}`, () => isListening(device));
const publish = ({ client }: Listener, topic: string, payload: object) =>
  client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });

const commandOf = async (id: string): Promise<Command> => {
  const command = await findCommand(database.pool, null, id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
};
const eventualState = (id: string, state: Command["state"]): Promise<Command> =>
  eventually(`${id} to be ${state}`, async () => {
    const command = await commandOf(id);
    return command.state === state && command;
  });
const locate = (device: TestDevice, validS = 1_800): Promise<string> =>
  aStoredCommand(database.pool, { vehicleId, deviceId: device.id, validS });
type Stand = { readonly device: TestDevice; readonly of: Mounted; readonly topic: string };
type Mounted = { readonly vehicleId: string; readonly deviceId: string };

const heard = (of: Mounted, agoS: number, speedKmh = 0, ignition = false): Promise<string> => {
  const at = new Date(Date.now() - agoS * 1_000).toISOString();
  return storeLocation(database.pool, { ...of, at, speedKmh, ignition });
};
/** A car of its own that has stood for two minutes. */
const aStandingCar = async (id: string): Promise<Stand> => {
  const stand = await addVehicle(database.pool);
  const device = await addDevice(database.pool, stand, id);
  const of = { vehicleId: stand, deviceId: id };
  await heard(of, 130);
  await heard(of, 1);
  return { device, of, topic: mqttTopics.commands(id) };
};

test("a connected device is told when it is asked for, acknowledges, and answers by the id", async () => {
  const listener = await listen(car, mqttTopics.commands("car"));
  const id = await locate(car);
  await ask(car);
  await eventualState(id, "delivered");
  const { expiresAt } = await commandOf(id);
  expect(listener.told).toEqual([
    { topic: "devices/car/commands", payload: { id, name: "locate", args: {}, expiresAt } },
  ]);
  const result = { lat: 57.7, note: "by the door" };
  await publish(listener, mqttTopics.responses("car"), { id, status: "done", result });
  expect(await commandOf(id)).toMatchObject({ state: "done", result, attempts: 1 });
  await publish(listener, mqttTopics.responses("car"), { id, status: "failed" });
  expect(await commandOf(id)).toMatchObject({ state: "done", result });
  const steps = (await loadCommandHistory(database.pool, id)).map(({ step }) => step);
  expect(steps).toEqual(["sent", "delivered", "done"]);
});

test("a device that was away is told when it subscribes, and not what has expired meanwhile", async () => {
  await eventually("nobody to listen", async () => !(await isListening(car)));
  const expired = await locate(car, 0);
  const waiting = await locate(car);
  const listener = await listen(car, mqttTopics.commands("car"));
  await eventualState(waiting, "delivered");
  expect(listener.told).toMatchObject([{ payload: { id: waiting } }]);
  await moveStoredCommand(database.pool, expired, "expire");
  expect(await commandOf(expired)).toMatchObject({ state: "expired", attempts: 0, sentAt: null });
});

test("a device that is connected to two processes at once is told once", async () => {
  const topic = mqttTopics.commands("car");
  const [one, other] = [await listen(car, topic), await listen(car, topic, 1, neighbour)];
  const id = await locate(car);
  await Promise.all([ask(car), ask(car), ask(car)]);
  await eventualState(id, "delivered");
  expect(one.told.length + other.told.length).toBe(1);
  expect(await commandOf(id)).toMatchObject({ attempts: 1 });
});

test("an answer to another device's command, or to none, goes to the reject log", async () => {
  const listener = await listen(car, mqttTopics.commands("car"));
  const foreign = await locate(phone);
  const responses = mqttTopics.responses("car");
  await publish(listener, responses, { id: foreign, status: "done" });
  await publish(listener, responses, { id: "1", status: "done" });
  await publish(listener, responses, { id: foreign, status: "perhaps" });
  const { rejects } = await readStored(natsServer, "car");
  expect(rejects.map(({ field }) => field).slice(-3)).toEqual(["id", "id", "status"]);
  expect(await commandOf(foreign)).toMatchObject({ state: "queued" });
});

test("OwnTracks is asked to report, and its next location is the answer", async () => {
  const listener = await listen(phone, mqttTopics.owntracksCommand("ann/phone"));
  const id = await locate(phone);
  await ask(phone);
  await eventually("the phone to be told", () => listener.told.length > 0);
  expect(listener.told[0]).toEqual({
    topic: "owntracks/ann/phone/cmd",
    payload: { _type: "cmd", action: "reportLocation" },
  });
  const tst = Math.floor(Date.now() / 1_000);
  const at = (time: number) => ({ _type: "location", lat: 57.7, lon: 11.9, tst: time });
  await publish(listener, mqttTopics.owntracks("ann/phone"), at(tst - 3_600));
  expect((await commandOf(id)).state).not.toBe("done");
  await publish(listener, mqttTopics.owntracks("ann/phone"), at(tst));
  const { result } = await eventualState(id, "done");
  expect(result).toEqual({ at: new Date(tst * 1_000).toISOString() });
});

test("a Teltonika is told in its own words, and answers in them", async () => {
  const listener = await listen(box, mqttTopics.teltonikaCommands(IMEI));
  const of = { vehicleId, deviceId: box.id };
  const place = await locate(box);
  const version = await aStoredCommand(database.pool, { ...of, name: "custom", text: "getver" });
  await ask(box);
  await eventualState(version, "delivered");
  expect(listener.told.map(({ payload }) => payload)).toEqual([
    { CMD: "getgps" },
    { CMD: "getver" },
  ]);
  await publish(listener, mqttTopics.teltonikaData(IMEI), { RSP: "Ver:03.28.07 GPS:AXN_5.10" });
  expect(await commandOf(version)).toMatchObject({ state: "done" });
  await publish(listener, mqttTopics.teltonikaData(IMEI), { RSP: "GPS:1 Lat:57.7 Long:11.9" });
  expect(await commandOf(place)).toMatchObject({
    state: "done",
    result: "GPS:1 Lat:57.7 Long:11.9",
  });
});

test("an immobilisation of a standing car is sent once; a device that does not answer is not told again", async () => {
  const { device, of, topic } = await aStandingCar("stand-1");
  const [one, other] = [await listen(device, topic), await listen(device, topic, 1, neighbour)];
  const id = await aConfirmedImmobilisation(database.pool, of);
  await Promise.all([ask(device), ask(device)]);
  await eventualState(id, "delivered");
  await ask(device);
  one.client.end(true);
  const back = await listen(device, topic);
  await ask(device);
  const told = [one, other, back].flatMap((each) => each.told);
  expect(told).toMatchObject([{ payload: { id, name: "immobilise" } }]);
  await publish(back, mqttTopics.responses(device.id), { id, status: "done" });
  expect(await commandOf(id)).toMatchObject({ state: "done", attempts: 1 });
});

test("what a process that died had in hand: a locate is sent again, an immobilisation never", async () => {
  const { device, of, topic } = await aStandingCar("stand-0");
  const stop = await aConfirmedImmobilisation(database.pool, of);
  const where = await aStoredCommand(database.pool, of);
  // as far as it came: both are claimed, and nobody knows whether they were sent
  for (const id of [stop, where]) expect(await claimCommand(database.pool, id)).toBeDefined();
  const listener = await listen(device, topic);
  await eventually("the locate to be sent again", async () => {
    await ask(device);
    return listener.told.length > 0;
  });
  expect(listener.told).toMatchObject([{ payload: { id: where } }]);
  expect(await commandOf(stop)).toMatchObject({ state: "sent", attempts: 1 });
});

test("a car that has driven off by the time its tracker connects is not stopped", async () => {
  const { device, of, topic } = await aStandingCar("stand-2");
  const id = await aConfirmedImmobilisation(database.pool, of);
  await heard(of, 0.2, 12, true);
  const listener = await listen(device, topic);
  const refused = await eventualState(id, "failed");
  expect(refused).toMatchObject({ attempts: 0, result: { refused: [{ field: "speedKmh" }, {}] } });
  expect(listener.told).toEqual([]);
});

test("an immobilisation goes only where it is acknowledged: not to a subscription with QoS 0", async () => {
  const { device, of, topic } = await aStandingCar("stand-3");
  const listener = await listen(device, topic, 0);
  const id = await aConfirmedImmobilisation(database.pool, of);
  await ask(device);
  const failed = await eventualState(id, "failed");
  expect(failed.result).toBe("not sent: the device must subscribe with QoS 1");
  expect(listener.told).toEqual([]);
});

test("where an immobilisation is not acknowledged the connection is reset, so that it cannot arrive late", async () => {
  const { device, of, topic } = await aStandingCar("stand-4");
  const deaf = net.connect(ingest.mqttPort, "127.0.0.1");
  const ended = new Promise<Error>((resolve) => {
    deaf.once("error", resolve);
  });
  const [username, password] = [device.id, Buffer.from(device.secret)];
  deaf.write(generate({ cmd: "connect", clientId: "deaf", username, password, clean: true }));
  deaf.write(generate({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic, qos: 1 }] }));
  await eventually("it to listen", () => deaf.bytesRead >= CONNACK_AND_SUBACK_BYTES);
  const id = await aConfirmedImmobilisation(database.pool, of);
  await ask(device);
  expect(await ended).toMatchObject({ code: "ECONNRESET" });
  const failed = await eventualState(id, "failed");
  expect(failed).toMatchObject({
    attempts: 1,
    result: "not acknowledged in time: the connection was reset",
  });
});
