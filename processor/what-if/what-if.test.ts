import { afterAll, beforeAll, expect, test } from "vitest";
import type { WhatIfResult } from "../../contracts/what-if.ts";
import { aVehicle } from "../../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../../db/testing.ts";
import { aJourney } from "../detectors/journey.ts";
import { createFleetSettings } from "../fleet-settings.ts";
import { aProcessor, messagesFor } from "../testing.ts";
import { whatIf } from "./what-if.ts";

const MORNING = Date.UTC(2026, 2, 1, 6);
const HOUR_MS = 3_600_000;
const NEXT_DAY_MS = MORNING + 24 * HOUR_MS;
const MINUTE = 60;

let database: TestDatabase;
let vehicleId: string;
const settings = createFleetSettings();

/** A calm trip, a stand, a fast trip; then silence. */
const day = aJourney(MORNING)
  .ignite(true)
  .drive(10 * MINUTE, 60, 5)
  .ignite(false)
  .stand(2 * 3_600, 300)
  .ignite(true)
  .drive(10 * MINUTE, 110, 5)
  .ignite(false)
  .stand(600, 60);

beforeAll(async () => {
  database = await freshDatabase();
  vehicleId = (await aVehicle(database.pool)).id;
  settings.replace({
    vehicles: [{ id: vehicleId, group: null, tankLitres: 50, timeZone: "UTC" }],
    rules: [],
    geofences: [],
  });
  const processor = await aProcessor(database.pool, "processor", settings, settings.settingsOf);
  const observations = day.observations.map((each) => Object.assign(each, { vehicleId }));
  await processor.deliver([messagesFor(vehicleId, 0)(observations)], NEXT_DAY_MS);
  await processor.wake(NEXT_DAY_MS);
});
afterAll(() => database.close());

const ask = async (
  options: Record<string, Record<string, number>>,
  from = MORNING - HOUR_MS,
  to = NEXT_DAY_MS,
): Promise<WhatIfResult> => {
  const request = { vehicleId, from: new Date(from), to: new Date(to), options };
  const answer = await whatIf(database.pool, settings, request, NEXT_DAY_MS);
  if (answer.kind !== "result") throw new Error(answer.kind);
  return answer.result;
};

const rowCounts = async () => {
  const tables = ["detections", "alerts", "outbox", "vehicle_checkpoints", "routes", "stops"];
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  return (await database.pool.query(`select ${counts.join(", ")}`)).rows[0] as unknown;
};

test("without a change nothing changes, and the count is what the processor has stored", async () => {
  const result = await ask({});
  expect(result.changes).toEqual([]);
  expect(result.changed).toEqual(result.today);
  expect(result.observations).toBe(day.observations.length);
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*) as count from detections where vehicle_id = $1",
    [vehicleId],
  );
  expect(result.today.detections).toBe(rows[0]?.count);
});

test("a limit tells which drives would have been told of, with times, figures and the alert", async () => {
  const { changes, today, changed } = await ask({ speeding: { limitKmh: 90 } });
  expect(changes).toMatchObject([
    { change: "appears", after: { type: "speeding", alert: "warning", certainty: "confirmed" } },
  ]);
  expect(changed.alerting).toBe(today.alerting + 1);
  const [only] = changes;
  const startTime = only?.change === "appears" ? only.after.startTime : "";
  expect(Date.parse(startTime)).toBeGreaterThan(MORNING + 2 * HOUR_MS);
});

test("a stretch begins at the checkpoint before it, and leaves out what ended before", async () => {
  const both = await ask({ speeding: { limitKmh: 45 } });
  expect(both.changes).toHaveLength(2);
  const later = await ask({ speeding: { limitKmh: 45 } }, MORNING + 2 * HOUR_MS);
  expect(later.changes).toEqual(both.changes.slice(1));
  expect(later.observations).toBeLessThan(both.observations);
});

test("a laxer threshold takes away what today's rules find", async () => {
  const { rows } = await database.pool.query<{ type: string }>(
    "select type from detections where vehicle_id = $1",
    [vehicleId],
  );
  expect(rows).toEqual([{ type: "offline" }]);
  const { changes } = await ask({
    silence: { parkedSilenceS: 2_592_000, parkedUnknownSilenceS: 2_592_000 },
  });
  expect(changes.map(({ change }) => change)).toEqual(["disappears"]);
});

test("asking writes nothing", async () => {
  const before = await rowCounts();
  await ask({ speeding: { limitKmh: 45 } });
  expect(await rowCounts()).toEqual(before);
});
