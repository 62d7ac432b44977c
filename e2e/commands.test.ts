import type { MqttClient } from "mqtt";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { CommandDetail, CommandEvent, type Command } from "../contracts/command.ts";
import type { ServerToBrowser } from "../contracts/live-protocol.ts";
import { mqttTopics } from "../contracts/subjects.ts";
import { signIn, type Api } from "./api.ts";
import { connectDevice } from "./device.ts";
import { fixAt } from "./drive.ts";
import { eventually } from "./eventually.ts";
import {
  registerBranch,
  registerCar,
  runSystem,
  type RunningSystem,
  type TrackedCar,
} from "./running-system.ts";

let system: RunningSystem;
let manager: Api;
let page: Socket<ServerToBrowser, Record<string, never>>;
const seen: Command[] = [];
/** Whether a car can be started, as the page was last told. */
const immobilised = new Map<string, boolean | undefined>();

beforeAll(async () => {
  system = await runSystem();
  // Cars go into the first branch there is.
  const branchId = await registerBranch(system.api, "Göteborg");
  const account = { email: "mats@example.com", password: "correct horse battery staple" };
  const person = { name: "Mats", role: "MANAGER", branchId };
  await system.api.post("/api/users", { ...account, ...person });
  manager = await signIn(system.httpUrl, account);
  page = io(system.httpUrl, { transports: ["websocket"], auth: { token: manager.token } });
  page.on("command:changed", (event) => seen.push(CommandEvent.parse(event).command));
  page.on("vehicle:changed", (car) => immobilised.set(car.vehicleId, car.immobilised));
  await new Promise<void>((resolve) => {
    page.once("snapshot", () => resolve());
  });
});
afterAll(async () => {
  page?.disconnect();
  await system?.close();
});

type Listener = { readonly client: MqttClient; readonly told: unknown[] };

const listen = async (car: TrackedCar, topic: string): Promise<Listener> => {
  const client = await connectDevice(system.mqttUrl, car);
  onTestFinished(() => void client.end(true));
  const told: unknown[] = [];
  client.on("message", (_topic, payload) => told.push(JSON.parse(payload.toString())));
  await client.subscribeAsync(topic, { qos: 1 });
  return { client, told };
};
const answer = ({ client }: Listener, topic: string, payload: object) =>
  client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });

const ask = (car: TrackedCar, body: object, api = system.api): Promise<Command> =>
  api.post<Command>(`/api/vehicles/${car.vehicleId}/commands`, body);
const eventualDetail = (id: string, state: Command["state"]): Promise<CommandDetail> =>
  eventually(async () => {
    const detail = CommandDetail.parse(await system.api.get(`/api/commands/${id}`));
    expect(detail.state).toBe(state);
    return detail;
  });
/** The states of a command in the order in which the page was told of them. */
const statesSeen = (id: string): string[] =>
  seen.filter((command) => command.id === id).map(({ state }) => state);

test("a connected car is located: it is told, it answers, and the page sees each step", async () => {
  const car = await registerCar(system.api);
  const listener = await listen(car, mqttTopics.commands(car.deviceId));
  const askedMs = Date.now();
  const { id, expiresAt } = await ask(car, { name: "locate" });
  await eventually(() => expect(listener.told).toHaveLength(1));
  expect(Date.now() - askedMs).toBeLessThan(5_000);
  expect(listener.told).toEqual([{ id, name: "locate", args: {}, expiresAt }]);

  await answer(listener, mqttTopics.responses(car.deviceId), { id, status: "done", result: "ok" });
  const detail = await eventualDetail(id, "done");
  expect(detail).toMatchObject({ attempts: 1, result: "ok" });
  expect(detail.history.map(({ step }) => step)).toEqual([
    "requested",
    "sent",
    "delivered",
    "done",
  ]);
  await eventually(() => expect(statesSeen(id)).toEqual(["queued", "sent", "delivered", "done"]));
});

test("a car that does not answer is asked again", async () => {
  const car = await registerCar(system.api);
  const listener = await listen(car, mqttTopics.commands(car.deviceId));
  const { id } = await ask(car, { name: "locate" });
  await eventually(() => expect(listener.told).toMatchObject([{ id }, { id }]));
  await answer(listener, mqttTopics.responses(car.deviceId), { id, status: "failed" });
  expect(await eventualDetail(id, "failed")).toMatchObject({ attempts: 2 });
});

test("a car that is away is told when it connects, unless that is too late", async () => {
  const car = await registerCar(system.api);
  const waiting = await ask(car, { name: "locate" });
  const hasty = await ask(car, { name: "locate", validS: 10 });
  await eventualDetail(hasty.id, "expired");
  const listener = await listen(car, mqttTopics.commands(car.deviceId));
  await eventualDetail(waiting.id, "delivered");
  expect(listener.told).toMatchObject([{ id: waiting.id }]);
  expect(await eventualDetail(hasty.id, "expired")).toMatchObject({ attempts: 0, sentAt: null });
  await eventually(() => expect(statesSeen(hasty.id)).toEqual(["queued", "expired"]));
});

test("OwnTracks answers with where it is, Teltonika with its own words", async () => {
  const phone = await registerCar(system.api, { kind: "owntracks", externalId: "cia/phone" });
  const app = await listen(phone, mqttTopics.owntracksCommand("cia/phone"));
  const first = await ask(phone, { name: "locate" });
  await eventually(() => expect(app.told).toEqual([{ _type: "cmd", action: "reportLocation" }]));
  const tst = Math.floor(Date.now() / 1_000);
  const location = { _type: "location", t: "r", tst, lat: 57.7, lon: 11.97 };
  await answer(app, mqttTopics.owntracks("cia/phone"), location);
  await eventualDetail(first.id, "done");

  const imei = "350000000000123";
  const tracker = await registerCar(system.api, { kind: "teltonika", externalId: imei });
  const box = await listen(tracker, mqttTopics.teltonikaCommands(imei));
  const second = await ask(tracker, { name: "locate" });
  await eventually(() => expect(box.told).toEqual([{ CMD: "getgps" }]));
  await answer(box, mqttTopics.teltonikaData(imei), { RSP: "GPS:1 Sat:9 Lat:57.7 Long:11.97" });
  await eventualDetail(second.id, "done");
});

const report = (listener: Listener, car: TrackedCar, agoS: number, speedKmh: number) => {
  const fix = fixAt(Date.now() - agoS * 1_000, 0, speedKmh, speedKmh > 0);
  return answer(listener, mqttTopics.telemetry(car.deviceId), fix);
};

const unconfirmed = async (api: Api): Promise<string[]> =>
  (await api.get<{ items: Command[] }>("/api/commands/unconfirmed")).items.map(({ id }) => id);

test("the second person is told at once that an immobilisation waits, and refuses it", async () => {
  const car = await registerCar(system.api);
  const tracker = await listen(car, mqttTopics.commands(car.deviceId));
  await report(tracker, car, 140, 0);
  await report(tracker, car, 1, 0);
  const wish = { name: "immobilise", reason: "stolen" };
  const { id } = await eventually(() => ask(car, wish));
  await eventually(() => expect(statesSeen(id)).toEqual(["unconfirmed"]));
  expect(await unconfirmed(manager)).toContain(id);
  await manager.post(`/api/commands/${id}/cancel`, { note: "it is only late" });
  await eventually(() => expect(statesSeen(id)).toEqual(["unconfirmed", "cancelled"]));
  expect(await unconfirmed(manager)).not.toContain(id);
  expect(tracker.told).toEqual([]);
});

test("an engine is cut off by two people while the car stands, and not while it moves", async () => {
  const car = await registerCar(system.api);
  const listener = await listen(car, mqttTopics.commands(car.deviceId));
  await report(listener, car, 140, 0);
  await report(listener, car, 5, 38);
  const wish = { name: "immobilise", reason: "stolen" };
  await eventually(() => expect(ask(car, wish)).rejects.toThrow(/409 .*speedKmh was 38 .* ago/));
  expect(listener.told).toEqual([]);

  const parked = await registerCar(system.api);
  const tracker = await listen(parked, mqttTopics.commands(parked.deviceId));
  await report(tracker, parked, 140, 0);
  await report(tracker, parked, 1, 0);
  const { id } = await eventually(() => ask(parked, wish));
  await expect(system.api.post(`/api/commands/${id}/confirm`, {})).rejects.toThrow(
    /another person/,
  );
  expect(tracker.told).toEqual([]);
  await manager.post(`/api/commands/${id}/confirm`, { note: "the police has called" });
  await eventually(() => expect(tracker.told).toMatchObject([{ id, name: "immobilise" }]));
  const done = { id, status: "done", result: { relay: "open" } };
  await answer(tracker, mqttTopics.responses(parked.deviceId), done);
  const { history } = await eventualDetail(id, "done");
  expect(history).toMatchObject([
    { step: "requested", userName: expect.any(String), note: "stolen" },
    { step: "confirmed", userName: "Mats", note: "the police has called" },
    { step: "sent", userId: null },
    { step: "delivered" },
    { step: "done" },
  ]);

  await eventually(() => expect(immobilised.get(parked.vehicleId)).toBe(true));
  const release = await ask(parked, { name: "release" });
  await eventually(() => expect(tracker.told).toHaveLength(2));
  const released = { id: release.id, status: "done", result: { relay: "closed" } };
  await answer(tracker, mqttTopics.responses(parked.deviceId), released);
  await eventually(() => expect(immobilised.get(parked.vehicleId)).toBe(false));
});
