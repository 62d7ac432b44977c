import { DiscardPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TELEMETRY_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { aTracker, aVehicle, moveTracker } from "../db/fixtures.ts";
import { originOf } from "../db/location-row.ts";
import { addRefiledFrames, readRefiledFrames } from "../db/refiled-frames.ts";
import { createFrameWriter } from "../db/telemetry-frame.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { makeStreams, startProcessorLoop } from "./testing-loop.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
/** A busy machine takes its time. */
const SOON = { timeout: 30_000 };

let database: TestDatabase;
let server: TestNatsServer;
let nats: NatsConnection;
let first: Awaited<ReturnType<typeof startProcessorLoop>>;
let second: Awaited<ReturnType<typeof startProcessorLoop>>;
beforeAll(async () => {
  [database, server] = await Promise.all([freshDatabase(), startNatsServer()]);
  nats = await connect({ servers: server.url });
  await makeStreams(nats);
  const { pool } = database;
  first = await startProcessorLoop({ pool, nats, owner: "first", partitions: 8 });
  second = await startProcessorLoop({ pool, nats, owner: "second", partitions: 8 });
});
afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
  await nats?.close();
  await server?.close();
  await database?.close();
});

const aCarOf = async ({ partitions }: typeof first): Promise<string> => {
  for (;;) {
    const { id } = await aVehicle(database.pool);
    if (partitions.has(originOf("any", id).partition)) return id;
  }
};

/** Ten seconds of a device, filed under a car. */
const aFrame = (deviceId: string, vehicleId: string): Buffer => {
  const frames = createFrameWriter();
  const origin = originOf(deviceId, vehicleId);
  for (let second = 0; second < 10; second++) {
    frames.observation(origin, { tsMs: NOON + second * 1_000 }, NOON);
  }
  return frames.finish();
};

const storedBy = async (deviceId: string): Promise<Record<string, number>> => {
  const { rows } = await database.pool.query<{ vehicle_id: string; count: number }>(
    `select vehicle_id, count(*) as count from gps_locations where device_id = $1
     group by vehicle_id`,
    [deviceId],
  );
  return Object.fromEntries(rows.map(({ vehicle_id, count }) => [vehicle_id, count]));
};
const waiting = async (): Promise<number> => (await readRefiledFrames(database.pool, 100)).length;

test("what one processor finds under the wrong car, the owner of the right one stores", async () => {
  const { pool } = database;
  const [from, to] = [await aCarOf(first), await aCarOf(second)];
  const deviceId = await aTracker(pool, from, new Date(0));
  await moveTracker(pool, deviceId, to, new Date(NOON + 4_000));
  await jetstream(nats).publish(TELEMETRY_SUBJECT, aFrame(deviceId, from));
  await expect.poll(() => storedBy(deviceId), SOON).toEqual({ [from]: 4, [to]: 6 });
  await expect.poll(waiting, SOON).toBe(0);
});

test("what was sent on before a crash and again after it is stored once", async () => {
  const { pool } = database;
  const to = await aCarOf(second);
  const deviceId = await aTracker(pool, to, new Date(0));
  const frame = aFrame(deviceId, to);
  // The stream has it, and the row that says so is still there, as after a kill.
  await jetstream(nats).publish(TELEMETRY_SUBJECT, frame);
  await addRefiledFrames(pool, [frame]);
  await expect.poll(waiting, SOON).toBe(0);
  await jetstream(nats).publish(TELEMETRY_SUBJECT, aFrame("witness", to));
  await expect.poll(() => storedBy("witness"), SOON).toEqual({ [to]: 10 });
  expect(await storedBy(deviceId)).toEqual({ [to]: 10 });
});

test("a full stream stops no batch: what is to be sent on waits until there is room", async () => {
  const { pool } = database;
  const [from, to] = [await aCarOf(first), await aCarOf(first)];
  const deviceId = await aTracker(pool, from, new Date(0));
  await moveTracker(pool, deviceId, to, new Date(NOON + 4_000));
  const { streams } = await jetstreamManager(nats);
  const { state } = await streams.info(TELEMETRY_STREAM);
  const full = { max_msgs: state.messages + 1, discard: DiscardPolicy.New };
  await streams.update(TELEMETRY_STREAM, full);
  await jetstream(nats).publish(TELEMETRY_SUBJECT, aFrame(deviceId, from));
  await expect.poll(() => storedBy(deviceId), SOON).toEqual({ [from]: 4 });
  expect(await waiting()).toBe(1);
  await streams.purge(TELEMETRY_STREAM); // as maintenance does with what is stored
  await expect.poll(() => storedBy(deviceId), SOON).toEqual({ [from]: 4, [to]: 6 });
  await expect.poll(waiting, SOON).toBe(0);
});
