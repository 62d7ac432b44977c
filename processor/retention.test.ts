import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { aVehicle } from "../db/fixtures.ts";
import { dropOldLocations } from "../db/log-cuts.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const MINUTE = 60;
const DAY_MS = 86_400_000;
const CHUNK_MS = 7 * DAY_MS;
const RETENTION_DAYS = 20;
const NOW = Date.now();
/** Where the database cuts by its own clock; its chunks begin at whole weeks since the Unix epoch. */
const CUT = Math.floor((NOW - RETENTION_DAYS * DAY_MS) / CHUNK_MS) * CHUNK_MS;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** When a day begins that lies so many days behind the cut, or before it; no whole 3 s or 7 s. */
const dayAt = (daysFromCut: number): number => CUT + daysFromCut * DAY_MS + 1_000;

/** Two trips with a pause, on a day counted from the cut. */
const tripsOf = (vehicleId: string, daysFromCut: number): Observation[] =>
  aJourney(dayAt(daysFromCut))
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
const aHistory = async (days: readonly number[], isLate: (each: Observation) => boolean) => {
  const { id } = await aVehicle(database.pool);
  const processor = await aProcessor(database.pool);
  const nextMessage = messagesFor(id);
  const all = days.flatMap((day) => tripsOf(id, day));
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

const isOfDay = (daysFromCut: number) => {
  const startMs = dayAt(daysFromCut);
  return ({ tsMs }: Observation): boolean => tsMs >= startMs && tsMs < startMs + DAY_MS;
};
/** The last of them is past on any day of the week. */
const LAST_DAY = 18;
const DAYS = [-25, -24, -23, -10, -9, 4, 5, LAST_DAY];

test("a late observation from after the cut takes nothing back from before it", async () => {
  const late = isOfDay(LAST_DAY);
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
  const late = isOfDay(LAST_DAY);
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
  ["before the cut", -24],
  ["in the first chunk that is left", 4],
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
  const { id, tellLate, all } = await aHistory([-25, -24, -23], () => false);
  const before = await stored(id);
  await dropOldLocations(database.pool, RETENTION_DAYS);
  const { rows } = await database.pool.query("select from gps_locations where vehicle_id = $1", [
    id,
  ]);
  expect(rows).toEqual([]);
  expect(all.length).toBeGreaterThan(0);
  await tellLate();
  const processor = await aProcessor(database.pool);
  const nextMessage = messagesFor(id);
  const back = tripsOf(id, LAST_DAY);
  await processor.deliver([nextMessage(back.slice(5))], NOW);
  await processor.deliver([nextMessage(back.slice(0, 5))], NOW);
  await processor.settle(NOW);
  const after = await stored(id);
  expect(after.routes.slice(0, 6)).toEqual(before.routes);
  expect(after.routes).toHaveLength(8);
});

/** A vehicle silent since long before the cut, whose stored state holds its first observations only. */
const aLaggingState = async () => {
  const { id } = await aVehicle(database.pool);
  const processor = await aProcessor(database.pool);
  const nextMessage = messagesFor(id);
  const trips = tripsOf(id, -25);
  await processor.deliver([nextMessage(trips.slice(0, 5))], NOW);
  await processor.deliver([nextMessage(trips.slice(5))], NOW);
  const reach = async () => {
    const { rows } = await database.pool.query<{ state_at: Date; folded_at: Date }>(
      "select state_at, folded_at from vehicle_states where vehicle_id = $1",
      [id],
    );
    return rows[0];
  };
  /** When each checkpoint says it is from, and up to when its state holds the log. */
  const checkpoints = async () => {
    const { rows } = await database.pool.query<{ said: Date; holds: string }>(
      `select checkpoint_at as said, state ->> 'foldedAtMs' as holds from vehicle_checkpoints
       where vehicle_id = $1`,
      [id],
    );
    return rows.map(({ said, holds }) => ({ saidMs: said.getTime(), holdsMs: Number(holds) }));
  };
  return { processor, reach, checkpoints };
};

test("a lagging state is written once the car is silent, before its log may go", async () => {
  const { processor, reach, checkpoints } = await aLaggingState();
  const before = await reach();
  expect(before?.state_at.getTime()).toBeLessThan(before?.folded_at.getTime() ?? 0);
  await processor.wake(NOW);
  expect((await reach())?.state_at).toEqual(before?.folded_at);
  await dropOldLocations(database.pool, RETENTION_DAYS);
  const foldedMs = before?.folded_at.getTime();
  expect(await checkpoints()).toContainEqual({ saidMs: foldedMs, holdsMs: foldedMs });
});

test("a lagging state is never kept for more than it holds", async () => {
  const { reach, checkpoints } = await aLaggingState();
  await dropOldLocations(database.pool, RETENTION_DAYS);
  const foldedMs = (await reach())?.folded_at.getTime();
  for (const { saidMs, holdsMs } of await checkpoints()) expect(saidMs).toBe(holdsMs);
  expect((await checkpoints()).map(({ saidMs }) => saidMs)).not.toContain(foldedMs);
});
