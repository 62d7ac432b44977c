import { afterAll, beforeAll, expect, test } from "vitest";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { defaultPolicies } from "./alerting.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";
import { wakeSilentVehicles } from "./wakes.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 60 * 60 * SECOND_MS;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test("a car that still empties its memory is not silent, however old what it tells", async () => {
  const vehicle = await aVehicle(database.pool);
  const processor = await aProcessor(database.pool);
  const nowMs = Date.now();
  const drive = aJourney(nowMs - 2 * HOUR_MS)
    .ignite(true)
    .drive(600, 50);
  const told = drive.observations.map((each) => Object.assign(each, { vehicleId: vehicle.id }));
  await processor.deliver([messagesFor(vehicle.id, 0)(told)], nowMs);

  const wakeIfNothingCameSince = (atMs: number) => {
    const { memory, claim } = processor;
    const heardBefore = new Date(atMs);
    return wakeSilentVehicles(database.pool, memory, defaultPolicies, claim, nowMs, heardBefore);
  };
  expect(await wakeIfNothingCameSince(nowMs - 10 * SECOND_MS)).toBeUndefined();
  expect(await wakeIfNothingCameSince(Date.now() + SECOND_MS)).toMatchObject({
    lives: [{ vehicleId: vehicle.id }],
  });
});
