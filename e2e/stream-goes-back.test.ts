import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mqttTopics } from "../contracts/subjects.ts";
import { connectDevice, publishAll } from "./device.ts";
import { storedLocations } from "./locations.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Observations sent at a time. */
const BATCH = 60;

let system: RunningSystem;
let car: TrackedCar;
beforeAll(async () => {
  system = await runSystem();
  car = await registerCar(system.api);
});
afterAll(() => system.close());

const startMs = Date.now() - 3_600_000;
/** An observation a second. */
const timeOf = (index: number): number => startMs + index * 1_000;

/** Sends a batch of observations from this one on; resolves once all are acknowledged. */
const send = async (first: number): Promise<void> => {
  const topic = mqttTopics.telemetry(car.deviceId);
  const client = await connectDevice(system.mqttUrl, car);
  const payloads = Array.from({ length: BATCH }, (_, index) =>
    JSON.stringify({ ts: timeOf(first + index), lat: 57.7, lon: 11.97, speedKmh: 0 }),
  );
  await publishAll(
    client,
    payloads.map((payload) => ({ topic, payload })),
  );
  await client.endAsync();
};

const whileStreamIsDown = async (work: () => Promise<void>): Promise<void> => {
  await system.kill("nats-server");
  await work();
  await system.restart("nats-server");
};

test("what is acknowledged after the streams were put back to an older copy is stored, each message once", async () => {
  const streams = join(system.dataDir, "nats");
  const copy = join(system.dataDir, "nats-copy");

  await send(0);
  await storedLocations(system.api, car, BATCH);
  await whileStreamIsDown(() => cp(streams, copy, { recursive: true }));
  await send(BATCH);
  await storedLocations(system.api, car, 2 * BATCH);
  await whileStreamIsDown(async () => {
    await rm(streams, { recursive: true });
    await cp(copy, streams, { recursive: true });
  });
  await send(2 * BATCH);

  const rows = await storedLocations(system.api, car, 3 * BATCH);
  const times = rows.map(({ timestamp }) => Date.parse(timestamp)).toSorted((a, b) => a - b);
  expect(times).toEqual(Array.from({ length: 3 * BATCH }, (_, index) => timeOf(index)));
});
