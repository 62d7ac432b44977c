import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/**
 * A drive of so many minutes as a phone tells of it at once, every two seconds, and a tracker
 * every five, by so much later.
 */
const aDriveOfTwo = (vehicleId: string, minutes: number, lateMs: (index: number) => number) => {
  const driven = (deviceId: string, everyS: number) =>
    aJourney(NOON)
      .ignite(true)
      .drive(minutes * MINUTE, 50, everyS)
      .observations.map((each): Observation => Object.assign(each, { vehicleId, deviceId }));
  const phone = driven("phone", 2);
  const tracker = driven("tracker", 5).map((each, index) =>
    Object.assign(each, { receivedAtMs: each.tsMs + lateMs(index) }),
  );
  const receivedAtMs = ({ tsMs, receivedAtMs = tsMs }: Observation): number => receivedAtMs;
  return [...phone, ...tracker].sort((a, b) => receivedAtMs(a) - receivedAtMs(b));
};

/** Delivers observations second by second, as they came in; answers how often each was folded again. */
const hearLive = async (vehicleId: string, observations: readonly Observation[]) => {
  const processor = await aProcessor(database.pool);
  const message = messagesFor(vehicleId);
  const queue = [...observations];
  for (let nowMs = NOON; queue.length > 0; nowMs += 1_000) {
    const rest = queue.findIndex(({ tsMs, receivedAtMs = tsMs }) => receivedAtMs > nowMs);
    const heard = queue.splice(0, rest < 0 ? queue.length : rest);
    if (heard.length > 0) await processor.deliver([message(heard)], nowMs);
    await processor.settle(nowMs);
  }
  return processor.refolded() / observations.length;
};

test.each([
  ["2 to 10 s", (index: number) => 2_000 + ((index * 7) % 9) * 1_000, 4],
  ["half a minute", () => 30_000, 12],
  ["two minutes", () => 120_000, 40],
  ["a minute, and now and then five", (index: number) => (index % 30 ? 60_000 : 300_000), 40],
])(
  "a tracker beside a phone that is always %s late costs little",
  async (_late, lateMs, mostTimes) => {
    const { id } = await aVehicle(database.pool);
    const ratio = await hearLive(id, aDriveOfTwo(id, 8, lateMs));
    expect(ratio).toBeLessThan(mostTimes);
  },
  120_000,
);

test("what came late is marked to be booked again, whichever way it was folded in", async () => {
  const { id } = await aVehicle(database.pool);
  await hearLive(
    id,
    aDriveOfTwo(id, 3, () => 10_000),
  );
  const { rows } = await database.pool.query<{ unmarked: number }>(
    `select count(*)::int as unmarked from gps_locations l
     where vehicle_id = $1 and device_id = 'tracker' and not exists (
       select from fuel_book_marks m
       where m.vehicle_id = $1 and l."timestamp" between m.from_at and m.to_at)`,
    [id],
  );
  expect(rows).toEqual([{ unmarked: 0 }]);
});
