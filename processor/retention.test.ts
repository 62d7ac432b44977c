import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { aVehicle } from "../db/fixtures.ts";
import { dropOldLocations } from "../db/log-cuts.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const MINUTE = 60;
const DAY_MS = 86_400_000;
/** The database drops by its own clock. */
const NOW = Date.now() - (Date.now() % 1_000);
const RETENTION_DAYS = 20;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** Two trips with a pause, some days ago. */
const tripsOf = (vehicleId: string, daysAgo: number): Observation[] =>
  aJourney(NOW - daysAgo * DAY_MS)
    .ignite(true)
    .drive(4 * MINUTE, 50, 20)
    .ignite(false)
    .stand(20 * MINUTE, 120)
    .ignite(true)
    .drive(3 * MINUTE, 50, 20)
    .ignite(false)
    .stand(10 * MINUTE, 120)
    .observations.map((each) => Object.assign(each, { vehicleId }));

const stored = async (vehicleId: string) => {
  const read = async (sql: string) =>
    (await database.pool.query<Record<string, unknown>>(sql, [vehicleId])).rows;
  return {
    routes: await read(
      `select id, start_time, end_time, distance_km, status from routes
       where vehicle_id = $1 order by start_time`,
    ),
    stops: await read(
      "select id, kind, start_time, end_time from stops where vehicle_id = $1 order by id",
    ),
    detections: await read(
      "select id, type, start_time, end_time from detections where vehicle_id = $1 order by id",
    ),
  };
};

/** A vehicle with trips on some days, processed; told with what is missing when it comes late. */
const aHistory = async (daysAgo: readonly number[], isLate: (each: Observation) => boolean) => {
  const { id } = await aVehicle(database.pool);
  await database.pool.query("update partitions set owner = null, stream_sequence = 0");
  const processor = await aProcessor(database.pool);
  const nextMessage = messagesFor(id, 0);
  const all = daysAgo.flatMap((days) => tripsOf(id, days));
  await processor.deliver([nextMessage(all.filter((each) => !isLate(each)))], NOW);
  await processor.settle(NOW);
  return {
    id,
    all,
    tellLate: async () => {
      await processor.deliver([nextMessage(all.filter(isLate))], NOW);
      await processor.settle(NOW);
    },
  };
};

const isOfDay = (daysAgo: number) => {
  const startMs = NOW - daysAgo * DAY_MS;
  return ({ tsMs }: Observation): boolean => tsMs >= startMs && tsMs < startMs + DAY_MS;
};
const DAYS = [45, 44, 43, 30, 29, 16, 15, 1];

test("a late observation from after the cut takes nothing back from before it", async () => {
  const late = isOfDay(1);
  const { id, tellLate } = await aHistory(DAYS, (each) => late(each) && each.tsMs % 3_000 === 0);
  const before = await stored(id);
  await dropOldLocations(database.pool, RETENTION_DAYS);
  await tellLate();
  const after = await stored(id);
  expect(after.routes.map(({ id: routeId }) => routeId).slice(0, 14)).toEqual(
    before.routes.map(({ id: routeId }) => routeId).slice(0, 14),
  );
  expect(after.routes).toHaveLength(16);
});

test("it ends in the same as with the whole log", async () => {
  const late = isOfDay(1);
  const isLate = (each: Observation): boolean => late(each) && each.tsMs % 7_000 === 0;
  const cut = await aHistory(DAYS, isLate);
  await dropOldLocations(database.pool, RETENTION_DAYS);
  await cut.tellLate();
  const whole = await aHistory(DAYS, isLate);
  await whole.tellLate();
  const told = ({ routes, stops, detections }: Awaited<ReturnType<typeof stored>>) => ({
    routes: routes.map((route) => ({ ...route, id: null })),
    stops: stops.map(({ start_time }) => String(start_time)).sort(),
    detections: detections
      .map(({ type, start_time }) => `${String(type)} ${String(start_time)}`)
      .sort(),
  });
  expect(told(await stored(cut.id))).toEqual(told(await stored(whole.id)));
});

test.each([
  ["before the cut", 44],
  ["in the first chunk that is left", 16],
])("one that is late from %s changes no trip that can no longer be told", async (_where, day) => {
  const late = isOfDay(day);
  const isLate = (each: Observation): boolean => late(each) && each.tsMs % 7_000 === 0;
  const { id, tellLate } = await aHistory(DAYS, isLate);
  const before = await stored(id);
  await dropOldLocations(database.pool, RETENTION_DAYS);
  await tellLate();
  const ids = (each: typeof before) => each.routes.map(({ id: routeId }) => routeId);
  expect(ids(await stored(id)).filter((each) => ids(before).includes(each))).toEqual(ids(before));
});

test("a car that was silent since before the cut goes on from what it was", async () => {
  const { id, tellLate, all } = await aHistory([45, 44, 43], () => false);
  const before = await stored(id);
  await dropOldLocations(database.pool, RETENTION_DAYS);
  const { rows } = await database.pool.query("select from gps_locations where vehicle_id = $1", [
    id,
  ]);
  expect(rows).toEqual([]);
  expect(all.length).toBeGreaterThan(0);
  await tellLate();
  const processor = await aProcessor(database.pool);
  const nextMessage = messagesFor(id, 1_000);
  const today = tripsOf(id, 1);
  await processor.deliver([nextMessage(today.slice(5))], NOW);
  await processor.deliver([nextMessage(today.slice(0, 5))], NOW);
  await processor.settle(NOW);
  const after = await stored(id);
  expect(after.routes.slice(0, 6)).toEqual(before.routes);
  expect(after.routes).toHaveLength(8);
});
