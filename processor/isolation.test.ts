import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEAD_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import type { Sample } from "../contracts/telemetry.ts";
import { listAlertsOf, storeAlert } from "../db/testing-alerts.ts";
import { moveAlert } from "../db/alerts.ts";
import { aDetection, aVehicle } from "../db/fixtures.ts";
import { originOf } from "../db/location-row.ts";
import { createFrameWriter } from "../db/telemetry-frame.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { refuseRoutesOf } from "../db/testing-refusals.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { loadRewinds } from "../db/vehicle-states.ts";
import { aJourney } from "./detectors/journey.ts";
import { defaultSettings, unchanging } from "./detectors/vehicle-settings.ts";
import { makeStreams, startProcessorLoop } from "./testing-loop.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const DAY_MS = 24 * 3_600_000;
const MINUTE = 60;
/** A busy machine takes its time. */
const SOON = { timeout: 30_000 };

let database: TestDatabase;
let server: TestNatsServer;
let nats: NatsConnection;
let processor: Awaited<ReturnType<typeof startProcessorLoop>>;
/** Cars that detection throws on, whenever it folds an observation of that day. */
const broken = new Set<string>();

beforeAll(async () => {
  [database, server] = await Promise.all([freshDatabase(), startNatsServer()]);
  nats = await connect({ servers: server.url });
  await makeStreams(nats);
  const settingsOf = (vehicleId: string) => ({
    ...unchanging(defaultSettings),
    at: (tsMs: number) => {
      const isOfTheDay = tsMs >= NOON && tsMs < NOON + DAY_MS;
      if (isOfTheDay && broken.has(vehicleId)) throw new Error("no settings");
      return unchanging(defaultSettings).at(tsMs);
    },
  });
  processor = await startProcessorLoop({ pool: database.pool, nats, owner: "tested", settingsOf });
});
afterAll(async () => {
  await processor.stop();
  await nats.close();
  await server.close();
  await database.close();
});

/** Stores one frame with samples of several cars, as ingest does. */
const send = async (
  samples: readonly (readonly [vehicleId: string, sample: Sample])[],
  spoil: (frame: Buffer) => void = () => {},
) => {
  const frames = createFrameWriter();
  for (const [vehicleId, sample] of samples) {
    frames.observation(originOf("tracker", vehicleId), sample, sample.tsMs);
  }
  const frame = frames.finish();
  spoil(frame);
  await jetstream(nats).publish(TELEMETRY_SUBJECT, frame);
};

const countOf = async (table: "gps_locations" | "routes", vehicleId: string): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) as count from ${table} where vehicle_id = $1`,
    [vehicleId],
  );
  return rows[0]?.count ?? 0;
};

const aTrip = (startMs: number): Sample[] =>
  aJourney(startMs)
    .ignite(true)
    .drive(6 * MINUTE, 50, 20)
    .ignite(false)
    .stand(2 * MINUTE, 60).observations;

test("an observation that the database refuses goes alone, and is kept for a person", async () => {
  const [car, other] = [await aVehicle(database.pool), await aVehicle(database.pool)];
  const good = Array.from({ length: 20 }, (_, index): Sample => ({ tsMs: NOON + index * 1_000 }));
  const poison: Sample = { tsMs: NOON + 500, attributes: { "a\u0000b": 1 } };
  await send([
    ...good.map((sample) => [car.id, sample] as const),
    [car.id, poison],
    ...good.map((sample) => [other.id, sample] as const),
  ]);
  await expect.poll(() => countOf("gps_locations", other.id), SOON).toBe(20);
  await expect.poll(() => countOf("gps_locations", car.id), SOON).toBe(20);
  const manager = await jetstreamManager(nats);
  const kept = await manager.streams.getMessage(DEAD_STREAM, { last_by_subj: "dead.>" });
  expect(kept?.json()).toMatchObject({ vehicleId: car.id, tsMs: NOON + 500 });
});

test("an observation that nobody can read goes alone, and is kept as it came", async () => {
  const car = await aVehicle(database.pool);
  const good = Array.from({ length: 20 }, (_, index): Sample => ({ tsMs: NOON + index * 1_000 }));
  const poison: Sample = { tsMs: NOON + 500, attributes: { lost: 1 } };
  await send(
    [...good, poison].map((sample) => [car.id, sample] as const),
    (frame) => frame.write("?", frame.indexOf('{"lost"')),
  );
  await expect.poll(() => countOf("gps_locations", car.id), SOON).toBe(20);
  const manager = await jetstreamManager(nats);
  const kept = await manager.streams.getMessage(DEAD_STREAM, { last_by_subj: "dead.>" });
  expect(kept?.string()).toContain('?"lost":1}');
  expect(kept?.header.get("Roadledger-Device")).toBe("tracker");
  expect(kept?.header.get("Roadledger-Vehicle")).toBe(car.id);
});

test("a car that detection fails on keeps its data, and the others keep going", async () => {
  const [faulty, fine] = [await aVehicle(database.pool), await aVehicle(database.pool)];
  broken.add(faulty.id);
  await send(
    [faulty, fine].flatMap(({ id }) => aTrip(NOON).map((sample) => [id, sample] as const)),
  );
  await expect.poll(() => countOf("routes", fine.id), SOON).toBe(1);
  expect(await countOf("gps_locations", faulty.id)).toBe(aTrip(NOON).length);
  expect(await countOf("routes", faulty.id)).toBe(0);
  broken.delete(faulty.id);
});

const isBehind = async (vehicleId: string): Promise<boolean> =>
  (await loadRewinds(database.pool)).some((waiting) => waiting.vehicleId === vehicleId);

const statusOf = async (vehicleId: string): Promise<string | undefined> =>
  (await listAlertsOf(database.pool, vehicleId)).at(0)?.status;

test("a car whose late data the database refuses waits alone, and is tried again", async () => {
  const [refused, fine] = [await aVehicle(database.pool), await aVehicle(database.pool)];
  const both = [refused.id, fine.id];
  const late = new Set([5, 6]);
  const isLate = (_sample: Sample, index: number): boolean => late.has(index);
  const isPrompt = (_sample: Sample, index: number): boolean => !late.has(index);
  const samples = (which: typeof isLate) =>
    both.flatMap((id) =>
      aTrip(NOON)
        .filter(which)
        .map((sample) => [id, sample] as const),
    );
  await send(samples(isPrompt));
  await expect.poll(() => countOf("routes", fine.id), SOON).toBe(1);
  await expect.poll(() => countOf("routes", refused.id), SOON).toBe(1);

  const takeThemAgain = await refuseRoutesOf(database.pool, refused.id);
  await send(samples(isLate));
  await expect.poll(() => countOf("gps_locations", fine.id), SOON).toBe(aTrip(NOON).length);
  await expect.poll(() => isBehind(fine.id), SOON).toBe(false);
  const alertId = await storeAlert(database.pool, aDetection(fine.id));
  const snoozedUntil = new Date(Date.now() - 1_000);
  await moveAlert(database.pool, { id: alertId, status: "snoozed", snoozedUntil }, new Date());
  await expect.poll(() => statusOf(fine.id), SOON).toBe("open");
  expect(await isBehind(refused.id)).toBe(true);

  await takeThemAgain();
  await expect.poll(() => isBehind(refused.id), SOON).toBe(false);
}, 120_000);
