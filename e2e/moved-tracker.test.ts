import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceWithHistory } from "../contracts/device.ts";
import type { GpsLocation } from "../contracts/location.ts";
import { mqttTopics } from "../contracts/subjects.ts";
import { connectDevice, publishAll } from "./device.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** The tracker sends this often, ms … */
const SEND_EVERY_MS = 10;
/** … so many messages, and is moved each time another share of them is sent. */
const MESSAGES = 600;
const MOVES = 6;

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem();
});
afterAll(() => system?.close());

/** The times of a tracker's stored observations in each car, oldest first. */
const storedIn = async (
  cars: readonly TrackedCar[],
  deviceId: string,
): Promise<Map<string, number[]>> => {
  const stored = new Map<string, number[]>();
  for (const { vehicleId } of cars) {
    const path = `/api/vehicles/${vehicleId}/locations?limit=1000`;
    const { items } = await system.api.get<{ items: GpsLocation[] }>(path);
    const own = items.filter((each) => each.deviceId === deviceId);
    stored.set(
      vehicleId,
      own.map(({ timestamp }) => Date.parse(timestamp)),
    );
  }
  return stored;
};

/** The same as the mountings would have it. */
const expectedIn = (
  cars: readonly TrackedCar[],
  { mountings }: DeviceWithHistory,
  times: readonly number[],
): Map<string, number[]> => {
  const isIn = (vehicleId: string, tsMs: number): boolean =>
    mountings.some(
      (each) =>
        each.vehicleId === vehicleId &&
        Date.parse(each.mountedAt) <= tsMs &&
        tsMs < (each.unmountedAt === null ? Infinity : Date.parse(each.unmountedAt)),
    );
  return new Map(
    cars.map(({ vehicleId }) => [vehicleId, times.filter((tsMs) => isIn(vehicleId, tsMs))]),
  );
};

const registerCars = async (count: number): Promise<[TrackedCar, ...TrackedCar[]]> => {
  const cars: [TrackedCar, ...TrackedCar[]] = [await registerCar(system.api)];
  while (cars.length < count) cars.push(await registerCar(system.api));
  return cars;
};

const messageAt = (topic: string) => (tsMs: number) => ({
  topic,
  payload: JSON.stringify({ ts: tsMs, speedKmh: 50 }),
});

test("a tracker that is moved while it sends leaves every observation in the car of its time", async () => {
  const cars = await registerCars(3);
  const [{ deviceId }] = cars;
  const client = await connectDevice(system.mqttUrl, cars[0]);
  const message = messageAt(mqttTopics.telemetry(deviceId));
  const startMs = Date.now();
  const times = Array.from({ length: MESSAGES }, (_, index) => startMs + index * SEND_EVERY_MS);
  const sent: Promise<unknown>[] = [];
  const moves: Promise<unknown>[] = [];
  for (const [index, tsMs] of times.entries()) {
    await wait(Math.max(0, tsMs - Date.now()));
    const { topic, payload } = message(tsMs);
    sent.push(client.publishAsync(topic, payload, { qos: 1 }));
    const turn = Math.floor((index * (MOVES + 1)) / MESSAGES);
    if (turn === moves.length) continue;
    const vehicleId = cars[turn % cars.length]?.vehicleId;
    moves.push(system.api.patch(`/api/devices/${deviceId}`, { vehicleId }));
  }
  await Promise.all([...sent, ...moves]);
  await client.endAsync();
  const device = await system.api.get<DeviceWithHistory>(`/api/devices/${deviceId}`);
  expect(device.mountings).toHaveLength(MOVES + 1);
  await eventually(async () =>
    expect(await storedIn(cars, deviceId)).toEqual(expectedIn(cars, device, times)),
  );
});

test("a move into the past of what is not processed yet takes it along, once", async () => {
  const cars = await registerCars(2);
  const [{ deviceId }, to] = cars;
  const client = await connectDevice(system.mqttUrl, cars[0]);
  const message = messageAt(mqttTopics.telemetry(deviceId));
  const fromMs = Date.now() - 60_000;
  const times = Array.from({ length: 10 }, (_, index) => fromMs + (index + 1) * 1_000);

  await system.kill("processor");
  await publishAll(client, times.map(message)); // acknowledged, and believed in the first car
  await system.api.patch(`/api/devices/${deviceId}`, {
    vehicleId: to?.vehicleId,
    from: new Date(fromMs).toISOString(),
  });
  await publishAll(client, times.slice(0, 3).map(message)); // sent again, after the move
  await system.restart("processor");
  await eventually(async () =>
    expect([...(await storedIn(cars, deviceId)).values()]).toEqual([[], times]),
  );
  await publishAll(client, times.slice(3, 6).map(message));
  await publishAll(client, [message(fromMs - 1_000)]); // behind them, in the first car
  await eventually(async () =>
    expect([...(await storedIn(cars, deviceId)).values()]).toEqual([[fromMs - 1_000], times]),
  );
  await client.endAsync();
});
