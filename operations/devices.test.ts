import { afterAll, beforeAll, expect, test } from "vitest";
import { aTracker, aVehicle } from "../db/fixtures.ts";
import { holdMountings } from "../db/mountings.ts";
import { inTransaction } from "../db/pool.ts";
import { storeLocation, untilSomeoneWaits } from "../db/testing-rows.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { editDevice } from "./devices.ts";

const MINUTE_MS = 60_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test("a move waits for the batches that are being committed, and does not reach before their rows", async () => {
  const { pool } = database;
  const [from, to] = [await aVehicle(pool), await aVehicle(pool)];
  const longAgo = new Date(Date.now() - 60 * MINUTE_MS);
  const deviceId = await aTracker(pool, from.id, longAgo);
  const at = new Date(Date.now() - MINUTE_MS).toISOString();
  const patch = { vehicleId: to.id, from: new Date(Date.now() - 5 * MINUTE_MS) };

  let moved: ReturnType<typeof editDevice> | undefined;
  await inTransaction(pool, async (batch) => {
    await storeLocation(batch, { vehicleId: from.id, deviceId, at });
    await holdMountings(batch);
    moved = editDevice(pool, null, deviceId, patch);
    await untilSomeoneWaits(batch);
  });
  expect(await moved).toMatchObject({ refused: "conflict" });
  // By default it takes place after them.
  const after = await editDevice(pool, null, deviceId, { vehicleId: to.id });
  expect(after).toMatchObject({ vehicleId: to.id });
});
