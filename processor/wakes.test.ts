import { afterAll, beforeAll, expect, test } from "vitest";
import { DetectionOptions } from "../contracts/detection/options.ts";
import { aVehicle } from "../db/fixtures.ts";
import { refuseRoutesOf } from "../db/testing-refusals.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { wakeBy } from "../db/vehicle-states.ts";
import { defaultPolicies } from "./alerting.ts";
import { aJourney } from "./detectors/journey.ts";
import {
  defaultSettings,
  type SettingsHistory,
  unchanging,
  type VehicleSettings,
} from "./detectors/vehicle-settings.ts";
import { aProcessor, messagesFor } from "./testing.ts";

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
  await processor.deliver([messagesFor(vehicle.id)(told)], nowMs);

  const wakeIfNothingCameSince = (atMs: number) => processor.wakeSilent(nowMs, new Date(atMs));
  expect(await wakeIfNothingCameSince(nowMs - 10 * SECOND_MS)).toBeUndefined();
  expect(await wakeIfNothingCameSince(Date.now() + SECOND_MS)).toMatchObject({
    lives: [{ vehicleId: vehicle.id }],
  });
});

const withParkedSilence = (hours: number): VehicleSettings => ({
  ...defaultSettings,
  options: DetectionOptions.parse({ silence: { parkedSilenceS: hours * 3_600 } }),
});

test.each([
  ["raised from one hour to two", 1, 2],
  ["lowered from ten hours to two", 10, 2],
])(
  "where the limit is %s while a car is silent, it is told of after two hours, once",
  async (_case, before, after) => {
    const { pool } = database;
    const vehicle = await aVehicle(pool);
    const parked = aJourney(Date.UTC(2026, 2, 1, 12))
      .ignite(true)
      .drive(600, 50)
      .ignite(false)
      .stand(6 * 3_600, 600);
    const lastMs = parked.now();
    const changedMs = lastMs + HOUR_MS / 2;
    const [former, latter] = [withParkedSilence(before), withParkedSilence(after)];
    const settingsOf = (): SettingsHistory => ({
      ...unchanging(former),
      at: (ms) => (ms < changedMs ? former : latter),
    });
    const processor = await aProcessor(pool, "processor-under-test", defaultPolicies, settingsOf);
    const told = parked.observations.map((each) => Object.assign(each, { vehicleId: vehicle.id }));
    await processor.deliver([messagesFor(vehicle.id)(told)], lastMs);
    const toldAtH: number[] = [];
    for (let halfHours = 1; halfHours <= 24; halfHours++) {
      const nowMs = lastMs + (halfHours * HOUR_MS) / 2 + SECOND_MS;
      if (halfHours === 1) await wakeBy(pool, new Date(nowMs), "all");
      await processor.wakeSilent(nowMs, new Date(Date.now() + SECOND_MS));
      const { rows } = await pool.query(
        "select 1 from detections where vehicle_id = $1 and type = 'offline' and start_time >= $2",
        [vehicle.id, new Date(lastMs)],
      );
      if (rows.length > 0) toldAtH.push(halfHours / 2);
    }
    expect(toldAtH[0]).toBe(2);
    expect(toldAtH).toHaveLength(21);
  },
);

test("a silent car that the database refuses does not keep another's route from ending", async () => {
  const { pool } = database;
  const [refused, fine] = [await aVehicle(pool), await aVehicle(pool)];
  const processor = await aProcessor(pool);
  const nowMs = Date.now();
  const messages = [refused, fine].map(({ id }) => {
    const drive = aJourney(nowMs - 2 * HOUR_MS)
      .ignite(true)
      .drive(600, 50);
    return messagesFor(id)(drive.observations.map((each) => ({ ...each, vehicleId: id })));
  });
  await processor.deliver(messages, nowMs);
  const takeThemAgain = await refuseRoutesOf(pool, refused.id);
  const wake = (atMs: number) => processor.wakeSilent(atMs, new Date(Date.now() + SECOND_MS));
  const ended = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ id: string }>(
      "select vehicle_id as id from routes where vehicle_id = any($1) and status = 'COMPLETED'",
      [[refused.id, fine.id]],
    );
    return rows.map(({ id }) => id);
  };
  await wake(nowMs);
  expect(await ended()).toEqual([fine.id]);
  expect(processor.faults.size()).toBe(1);
  expect(await wake(nowMs + SECOND_MS)).toBeUndefined(); // it rests

  await takeThemAgain();
  await processor.settle(Date.now() + HOUR_MS);
  expect(await ended()).toContain(refused.id);
  expect(processor.faults.size()).toBe(0);
});
