import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Sample } from "../../contracts/telemetry.ts";
import { startTestBroker, type TestBroker } from "../testing-broker.ts";
import type { DeviceIdentity } from "../wire/device-identity.ts";
import { commandTopic } from "../wire/encode.ts";
import { answerCommands } from "./answer-commands.ts";
import { connectDevice, type DeviceClient } from "./device-client.ts";

const IMEI = "350317170000001";
const DEVICES: readonly DeviceIdentity[] = [
  { deviceId: "car-n", kind: "native", externalId: null },
  { deviceId: "car-t", kind: "teltonika", externalId: IMEI },
  { deviceId: "car-o", kind: "owntracks", externalId: "roadledger/car-o" },
];
const [native, teltonika, owntracks] = DEVICES;
const HERE: Sample = { tsMs: Date.UTC(2026, 2, 1, 12), lat: 57.7, lon: 11.97, satellites: 9 };
const id = randomUUID();
const soon = (): string => new Date(Date.now() + 60_000).toISOString();

let broker: TestBroker;
let operator: DeviceClient;
const cars: DeviceClient[] = [];
let here: Sample | undefined;

const login = (deviceId: string) =>
  connectDevice({ mqttUrl: broker.url, deviceId, secret: "secret" });

beforeEach(async () => {
  broker = await startTestBroker();
  operator = await login("operator");
  here = HERE;
  for (const device of DEVICES) {
    const car = await login(device.deviceId);
    cars.push(car);
    await answerCommands(device, car, { sent: 0, acknowledged: 0 }, () => here);
  }
});
afterEach(async () => {
  await Promise.all([operator, ...cars.splice(0)].map((client) => client.close()));
  await broker.stop();
});

/** What the car says to a command, as topics and payloads. */
const answersTo = async (device: DeviceIdentity | undefined, command: object, count: number) => {
  if (!device) throw new Error("no such device");
  const topic = commandTopic(device);
  const asked = broker.received.length + 1;
  await operator.publish({ topic, payload: JSON.stringify(command) });
  await vi.waitUntil(() => broker.received.length >= asked + count);
  return broker.received
    .slice(asked)
    .map(({ topic: of, payload }): [string, unknown] => [of, JSON.parse(payload)]);
};

describe("asked where it is", () => {
  test("a native tracker sends its position and says that it is done", async () => {
    const command = { id, name: "locate", args: {}, expiresAt: soon() };
    for (let time = 1; time <= 2; time++) {
      expect(await answersTo(native, command, 2)).toMatchObject([
        ["devices/car-n/telemetry", { lat: 57.7, lon: 11.97 }],
        ["devices/car-n/responses", { id, status: "done" }],
      ]);
    }
  });

  test("a Teltonika answers in words, and with a record", async () => {
    expect(await answersTo(teltonika, { CMD: "getgps" }, 2)).toMatchObject([
      [`${IMEI}/data`, { state: { reported: { latlng: "57.7,11.97" } } }],
      [`${IMEI}/data`, { RSP: "GPS:1 Sat:9 Lat:57.7 Long:11.97" }],
    ]);
  });

  test("a phone sends a location that says who wanted it", async () => {
    const command = { _type: "cmd", action: "reportLocation" };
    expect(await answersTo(owntracks, command, 1)).toMatchObject([
      ["owntracks/roadledger/car-o", { _type: "location", t: "r", lat: 57.7 }],
    ]);
  });
});

test("an immobilisation fails where no relay is fitted", async () => {
  const command = { id, name: "immobilise", args: {}, expiresAt: soon() };
  expect(await answersTo(native, command, 1)).toEqual([
    ["devices/car-n/responses", { id, status: "failed", result: "no relay is fitted" }],
  ]);
});

test("an expired command and what is no command are not answered", async () => {
  const locate = { id, name: "locate", args: {}, expiresAt: soon() };
  await answersTo(native, { ...locate, expiresAt: new Date(0).toISOString() }, 0);
  await answersTo(native, { hello: 1 }, 0);
  // A device answers in turn: an answer to them would stand before these two.
  const answers = await answersTo(native, locate, 2);
  expect(answers.map(([topic]) => topic)).toEqual([
    "devices/car-n/telemetry",
    "devices/car-n/responses",
  ]);
});

test("a tracker that is silent answers nothing", async () => {
  const command = { _type: "cmd", action: "reportLocation" };
  here = undefined;
  await answersTo(owntracks, command, 0);
  here = { ...HERE, lat: 58 };
  expect(await answersTo(owntracks, command, 1)).toMatchObject([
    ["owntracks/roadledger/car-o", { lat: 58 }],
  ]);
});
