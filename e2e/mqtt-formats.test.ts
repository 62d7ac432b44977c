import { afterAll, beforeAll, expect, test } from "vitest";
import type { GpsLocation } from "../contracts/location.ts";
import { mqttTopics } from "../contracts/subjects.ts";
import { connectDevice } from "./device.ts";
import { storedLocations } from "./locations.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";
import {
  AT_MS,
  AT_S,
  NATIVE,
  NATIVE_STORED,
  OWNTRACKS,
  OWNTRACKS_STORED,
  PLACE,
  SPEED_KMH,
  near,
} from "./same-moment.ts";

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem();
});
afterAll(() => system.close());

const publish = async (car: TrackedCar, topic: string, payload: unknown): Promise<void> => {
  const client = await connectDevice(system.mqttUrl, car);
  await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
  await client.endAsync();
};

const locationsOf = (car: TrackedCar, count: number): Promise<GpsLocation[]> =>
  storedLocations(system.api, car, count);

test("MQTT takes native telemetry, whether its time is text, seconds or milliseconds", async () => {
  const car = await registerCar(system.api);
  const topic = mqttTopics.telemetry(car.deviceId);
  await publish(car, topic, NATIVE);
  await publish(car, topic, [
    { ...NATIVE, ts: AT_S + 1 },
    { ...NATIVE, ts: AT_MS + 2_000 },
  ]);
  const stored = await locationsOf(car, 3);
  expect(stored[0]).toMatchObject(NATIVE_STORED);
  expect(stored.map(({ timestamp }) => Date.parse(timestamp) - AT_MS)).toEqual([0, 1_000, 2_000]);
});

test("MQTT takes OwnTracks locations, and what its regions saw", async () => {
  const car = await registerCar(system.api, { kind: "owntracks", externalId: "bo/iphone" });
  await publish(car, mqttTopics.owntracks("bo/iphone"), OWNTRACKS);
  await publish(car, mqttTopics.owntracksEvent("bo/iphone"), {
    _type: "transition",
    event: "leave",
    desc: "Yard",
    tst: AT_S + 5,
    wtst: AT_S - 86_400,
    lat: 57.70887,
    lon: 11.97456,
    acc: 4,
  });
  const [location, transition] = await locationsOf(car, 2);
  expect(location).toMatchObject(OWNTRACKS_STORED);
  expect(transition).toMatchObject({ event: "region_leave", attributes: { desc: "Yard" } });
});

test("MQTT takes Teltonika's codec JSON: millivolts, metres, tenths of litres", async () => {
  const imei = "350424060000017";
  const car = await registerCar(system.api, { kind: "teltonika", externalId: imei });
  await publish(car, mqttTopics.teltonikaData(imei), {
    state: {
      reported: {
        ts: AT_MS,
        latlng: "57.70887,11.97456",
        alt: "12",
        ang: "90",
        sat: "11",
        sp: "54",
        pr: 0,
        evt: 252,
        16: "42000500",
        66: 13_900,
        69: 1,
        84: 338,
        89: 61.5,
        113: 88,
        182: 9,
        239: "1",
        252: 1,
      },
    },
  });
  expect((await locationsOf(car, 1))[0]).toMatchObject({
    ...PLACE,
    speed: SPEED_KMH,
    altitudeM: 12,
    hdop: near(0.9),
    satellites: 11,
    ignition: true,
    odometerKm: near(42_000.5),
    fuelPct: 61.5,
    fuelLitres: near(33.8),
    externalV: near(13.9),
    batteryPct: 88,
    event: "unplugged",
  });
});
