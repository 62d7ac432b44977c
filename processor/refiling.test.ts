import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sample } from "../contracts/telemetry.ts";
import { endMounting, insertMounting } from "../db/devices.ts";
import { aTracker, aVehicle, moveTracker } from "../db/fixtures.ts";
import { originOf } from "../db/location-row.ts";
import { lockMountings } from "../db/mountings.ts";
import { inTransaction } from "../db/pool.ts";
import { readRefiledFrames, removeRefiledFrames } from "../db/refiled-frames.ts";
import { createFrameWriter, splitFrame } from "../db/telemetry-frame.ts";
import { untilSomeoneWaits } from "../db/testing-rows.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { defaultSettings, unchanging } from "./detectors/vehicle-settings.ts";
import { parseMessage, type TelemetryMessage } from "./telemetry-batch.ts";
import { aProcessor } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const SECOND = 1_000;

let database: TestDatabase;
/** Cars that detection throws on. */
const broken = new Set<string>();
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const startProcessor = () =>
  aProcessor(database.pool, "tested", undefined, (vehicleId) => {
    if (broken.has(vehicleId)) throw new Error("no settings");
    return unchanging(defaultSettings);
  });

let sequence = 0;
/** A frame as the stream delivers it, under the next sequence. */
const fromStream = (frame: Buffer): TelemetryMessage[] => {
  sequence++;
  return splitFrame(frame).map((part) =>
    parseMessage({ ...part, sequence, messageAtMs: sequence }),
  );
};
/** Samples of a device as ingest files them while it believes the device in this car. */
const filed = (deviceId: string, vehicleId: string, samples: readonly Sample[]) => {
  const frames = createFrameWriter();
  const origin = originOf(deviceId, vehicleId);
  for (const sample of samples) frames.observation(origin, sample, sample.tsMs);
  return fromStream(frames.finish());
};
const everySecond = (count: number): Sample[] =>
  Array.from({ length: count }, (_, index) => ({ tsMs: NOON + index * SECOND, speedKmh: index }));

/** What waits to be sent on, as the stream will deliver it; it waits no longer. */
const takeRefiled = async (): Promise<TelemetryMessage[][]> => {
  const frames = await readRefiledFrames(database.pool, 1_000);
  await removeRefiledFrames(
    database.pool,
    frames.map(({ id }) => id),
  );
  return frames.map(({ frame }) => fromStream(frame));
};

/** Where a device's observations are stored: every row's car and time, oldest first. */
const storedOf = async (deviceId: string): Promise<(readonly [car: string, tsMs: number])[]> => {
  const { rows } = await database.pool.query<{ vehicle_id: string; at: Date }>(
    `select vehicle_id, "timestamp" as at from gps_locations where device_id = $1
     order by "timestamp", vehicle_id, id`,
    [deviceId],
  );
  return rows.map(({ vehicle_id, at }) => [vehicle_id, at.getTime()]);
};

/** Cars, with a tracker in the first of them since long ago. */
const aTrackedFleet = async (size: number) => {
  const cars: string[] = [];
  while (cars.length < size) cars.push((await aVehicle(database.pool)).id);
  const car = (index: number): string => cars[index] ?? "no such car";
  return { deviceId: await aTracker(database.pool, car(0), new Date(0)), car };
};

test("what is filed under a car the tracker was not in then is sent on, and is the same row in the right one", async () => {
  const { deviceId, car } = await aTrackedFleet(2);
  const processor = await startProcessor();
  const samples = everySecond(10);
  await moveTracker(database.pool, deviceId, car(1), new Date(NOON + 4 * SECOND));

  await processor.deliver(filed(deviceId, car(0), samples), NOON);
  expect(await storedOf(deviceId)).toEqual(
    samples.slice(0, 4).map(({ tsMs }) => [car(0), tsMs] as const),
  );
  // Sent again meanwhile, and filed right: the sent-on ones are repeats.
  await processor.deliver(filed(deviceId, car(1), samples.slice(6, 8)), NOON);
  for (const messages of await takeRefiled()) await processor.deliver(messages, NOON);
  await processor.settle(NOON);
  expect(await storedOf(deviceId)).toEqual(
    samples.map(({ tsMs }, index) => [car(index < 4 ? 0 : 1), tsMs] as const),
  );
  expect(await takeRefiled()).toEqual([]);
});

test("what was sent on is decided again: the tracker may have been moved meanwhile", async () => {
  const { deviceId, car } = await aTrackedFleet(3);
  const processor = await startProcessor();
  await moveTracker(database.pool, deviceId, car(1), new Date(NOON - 2 * SECOND));
  await processor.deliver(filed(deviceId, car(0), everySecond(1)), NOON);
  await moveTracker(database.pool, deviceId, car(2), new Date(NOON - SECOND));
  for (const messages of await takeRefiled()) await processor.deliver(messages, NOON);
  expect(await storedOf(deviceId)).toEqual([]);
  for (const messages of await takeRefiled()) await processor.deliver(messages, NOON);
  expect(await storedOf(deviceId)).toEqual([[car(2), NOON]]);
});

test("of a tracker that was in no car, the observation goes to the reject log, a repeat with it", async () => {
  const { deviceId, car } = await aTrackedFleet(1);
  const processor = await startProcessor();
  await moveTracker(database.pool, deviceId, null, new Date(NOON + SECOND));
  for (const _sent of ["once", "again"]) {
    await processor.deliver(filed(deviceId, car(0), everySecond(2)), NOON);
  }
  expect(await storedOf(deviceId)).toEqual([[car(0), NOON]]);
  expect(await takeRefiled()).toEqual([]);
  const { rows } = await database.pool.query(
    "select field, reason, count, excerpt::json from rejects where device_id = $1",
    [deviceId],
  );
  expect(rows).toEqual([
    {
      field: "device",
      reason: `device: ${deviceId} was in no vehicle at 2026-03-01T12:00:01.000Z`,
      count: 2,
      excerpt: { tsMs: NOON + SECOND, speedKmh: 1 },
    },
  ]);
});

test("a batch that is rolled back sends nothing on, and sends it on when it is written", async () => {
  const { deviceId, car } = await aTrackedFleet(2);
  const faulty = await aVehicle(database.pool);
  const processor = await startProcessor();
  await moveTracker(database.pool, deviceId, car(1), new Date(NOON));
  const batch = [
    ...filed(deviceId, car(0), everySecond(3)),
    ...filed("unregistered", faulty.id, everySecond(3)),
  ];
  broken.add(faulty.id);
  await expect(processor.deliver(batch, NOON)).rejects.toThrow("no settings");
  broken.delete(faulty.id);
  expect(await takeRefiled()).toEqual([]);
  await processor.deliver(batch, NOON);
  expect(await takeRefiled()).toHaveLength(1);
});

test("a move that is committed while a batch is written decides the batch", async () => {
  const { deviceId, car } = await aTrackedFleet(2);
  const processor = await startProcessor();
  await processor.deliver(filed(deviceId, car(0), everySecond(5)), NOON); // it is in memory now
  const later = everySecond(10).slice(5);
  const movedAt = new Date(NOON + 7 * SECOND);

  let batch: Promise<void> | undefined;
  await inTransaction(database.pool, async (move) => {
    await lockMountings(move);
    await endMounting(move, deviceId, movedAt);
    await insertMounting(move, deviceId, car(1), movedAt);
    batch = processor.deliver(filed(deviceId, car(0), later), NOON);
    await untilSomeoneWaits(move);
  });
  await batch;
  for (const messages of await takeRefiled()) await processor.deliver(messages, NOON);
  expect(await storedOf(deviceId)).toEqual(
    everySecond(10).map(({ tsMs }, index) => [car(index < 7 ? 0 : 1), tsMs] as const),
  );
});

/** One thing that happens: samples arrive, filed as so many moves ago, or something else. */
const arbitraryStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      from: fc.nat(30),
      count: fc.integer({ min: 1, max: 8 }),
      stale: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("move" as const), car: fc.nat(3), afterS: fc.nat(9) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("refile" as const, "crash" as const) }),
  },
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Each> ? Each : never;

/** From when on a tracker may be moved: behind its last mounting and what is stored of it. */
const movableFrom = async (deviceId: string): Promise<number> => {
  const { rows } = await database.pool.query<{ at: Date | null }>(
    `select greatest(max("timestamp"), (select max(mounted_at) from device_mountings
       where device_id = $1)) as at from gps_locations where device_id = $1`,
    [deviceId],
  );
  return Math.max(NOON, (rows[0]?.at?.getTime() ?? 0) + SECOND);
};

/** One tracker's story: it notes what was sent and where it belongs, whatever the processor does. */
const aStory = async () => {
  const { deviceId, car } = await aTrackedFleet(4);
  const samples = everySecond(40);
  const sent = new Set<number>();
  const moves = [{ vehicleId: car(0), fromMs: 0 }];
  const carAt = (known: typeof moves, tsMs: number): string =>
    known.findLast(({ fromMs }) => fromMs <= tsMs)?.vehicleId ?? car(0);
  let processor = await startProcessor();

  const refile = async (): Promise<number> => {
    const frames = await takeRefiled();
    for (const messages of frames) await processor.deliver(messages, NOON);
    return frames.length;
  };
  const take = async (step: Step): Promise<void> => {
    if (step.kind === "crash") processor = await startProcessor();
    if (step.kind === "refile") await refile();
    if (step.kind === "send") {
      const known = moves.slice(0, Math.max(1, moves.length - step.stale));
      for (const sample of samples.slice(step.from, step.from + step.count)) {
        sent.add(sample.tsMs);
        await processor.deliver(filed(deviceId, carAt(known, sample.tsMs), [sample]), NOON);
      }
    }
    if (step.kind === "move" && car(step.car) !== moves.at(-1)?.vehicleId) {
      const fromMs = (await movableFrom(deviceId)) + step.afterS * SECOND;
      await moveTracker(database.pool, deviceId, car(step.car), new Date(fromMs));
      moves.push({ vehicleId: car(step.car), fromMs });
    }
  };
  const belongs = () =>
    [...sent].sort((a, b) => a - b).map((tsMs) => [carAt(moves, tsMs), tsMs] as const);
  return { deviceId, take, refile, belongs };
};

test("whatever is moved, repeated, filed by old knowledge or interrupted: each is one row, in the car of its time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryStep, { minLength: 5, maxLength: 25 }), async (steps) => {
      const story = await aStory();
      for (const step of steps) await story.take(step);
      while ((await story.refile()) > 0);
      expect(await storedOf(story.deviceId)).toEqual(story.belongs());
    }),
    { numRuns: 20 },
  );
}, 120_000);
