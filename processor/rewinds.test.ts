import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { loadRewinds } from "../db/vehicle-states.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** A car that has driven for so many seconds, and what it says of that. */
const aDrive = async (seconds: number) => {
  const { id } = await aVehicle(database.pool);
  const journey = aJourney(NOON).ignite(true).drive(seconds, 50);
  const [first, ...rest] = journey.observations.map((each): Observation => {
    return Object.assign(each, { vehicleId: id });
  });
  if (!first) throw new Error("nothing was driven");
  return { id, first, rest, message: messagesFor(id) };
};

test("a car that is a little late is up to date while a long log is still replayed", async () => {
  const long = await aDrive(30_000);
  const short = await aDrive(60);
  const processor = await aProcessor(database.pool);
  const nowMs = NOON + 40_000_000;
  await processor.deliver([long.message(long.rest), short.message(short.rest)], nowMs);
  await processor.settle(nowMs);
  await processor.deliver([long.message([long.first])], nowMs);
  await processor.deliver([short.message([short.first])], nowMs);
  const late = async (): Promise<string[]> =>
    (await loadRewinds(database.pool)).map(({ vehicleId }) => vehicleId);
  expect(await late()).toHaveLength(2);
  await processor.slice(nowMs);
  await processor.slice(nowMs);
  expect(await late()).toEqual([long.id]);
  await processor.settle(nowMs);
  expect(await late()).toEqual([]);
});
