import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { loadAlertHistory } from "../db/alert-list.ts";
import { moveAlert } from "../db/alerts.ts";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/**
 * A car whose connection ends on the road: two of its last readings are late. The first comes ten
 * seconds behind its time, so that recent states are kept; the other is still under way.
 */
const aCarCutOff = async () => {
  const { pool } = database;
  const { id } = await aVehicle(pool);
  const message = messagesFor(id);
  const day = aJourney(NOON);
  for (let trip = 0; trip < 4; trip++)
    day
      .ignite(true)
      .drive(10 * 60, 50, 10)
      .ignite(false)
      .stand(20 * 60, 300);
  day.ignite(true).drive(10 * 60, 50, 10);
  const readings = day.observations.map((each): Observation => ({ ...each, vehicleId: id }));
  const [underWay] = readings.splice(-2, 1);
  const [late] = readings.splice(-12, 1);
  const headMs = readings.at(-1)?.tsMs ?? 0;
  if (!underWay || !late) throw new Error("the drive is too short");
  const processor = await aProcessor(pool);
  const before = readings.filter(({ tsMs }) => tsMs <= late.tsMs + 10_000);
  await processor.deliver([message(before)], headMs);
  await processor.deliver([message([late])], headMs);
  await processor.settle(headMs);
  for (const each of readings.slice(before.length))
    await processor.deliver([message([each])], headMs);
  const comeIn = (receivedAtMs: number) => message([{ ...underWay, receivedAtMs }]);
  return { id, processor, headMs, comeIn };
};

/** What is stored of a car's silence: its alerts with what was done to them, its routes, the last first. */
const storyOf = async (id: string) => {
  const { pool } = database;
  const alerts = await listAlertsOf(pool, id);
  const steps = await Promise.all(alerts.map((alert) => loadAlertHistory(pool, alert.id)));
  const { rows: routes } = await pool.query<{ status: string }>(
    "select status, end_time from routes where vehicle_id = $1 order by start_time desc",
    [id],
  );
  const { rows: events } = await pool.query<{ event: string }>(
    "select event from outbox where payload::text like '%' || $1 || '%' and event like 'route:%' order by id",
    [id],
  );
  return {
    alerts: alerts.map(({ type, status }, index) => ({
      ...{ type, status },
      actions: steps[index]?.map(({ action }) => action),
    })),
    routes,
    events: events.map(({ event }) => event),
  };
};

test.each([
  ["nobody", []],
  ["a kill before it", ["before"]],
  ["a kill after it", ["after"]],
  ["a kill before and after it", ["before", "after"]],
] as const)(
  "a snooze of a silent car outlives a reading that was late: %s",
  async (_who, kills) => {
    const { pool } = database;
    const car = await aCarCutOff();
    let { processor } = car;
    const offlineMs = car.headMs + 6 * MINUTE_MS;
    await processor.wake(offlineMs);
    const [alert] = await listAlertsOf(pool, car.id);
    expect(alert).toMatchObject({ type: "offline", status: "open" });
    const until = new Date(offlineMs + 8 * HOUR_MS);
    const snooze = { id: alert?.id ?? "", status: "snoozed", snoozedUntil: until } as const;
    await moveAlert(pool, snooze, new Date(offlineMs));
    const snoozed = [{ type: "offline", status: "snoozed", actions: ["raised"] }];

    for (const when of kills) if (when === "before") processor = await aProcessor(pool);
    await processor.deliver([car.comeIn(offlineMs + MINUTE_MS)], offlineMs + MINUTE_MS);
    await processor.settle(offlineMs + MINUTE_MS);
    expect((await storyOf(car.id)).alerts).toEqual(snoozed);
    for (const when of kills) if (when === "after") processor = await aProcessor(pool);
    await processor.wake(offlineMs + 2 * MINUTE_MS);
    expect((await storyOf(car.id)).alerts).toEqual(snoozed);
  },
);

test("a route that silence has ended is not open again for a reading that was late", async () => {
  const car = await aCarCutOff();
  const silentMs = car.headMs + HOUR_MS;
  await car.processor.wake(silentMs);
  const before = await storyOf(car.id);
  expect(before.routes[0]).toMatchObject({ status: "COMPLETED" });
  await car.processor.deliver([car.comeIn(silentMs + 5_000)], silentMs + 5_000);
  await car.processor.settle(silentMs + 5_000);
  const revised = [...before.events, "route:revised"];
  expect(await storyOf(car.id)).toEqual({ ...before, events: revised });
});

test("a silent car that a late reading was folded into is stored as it is", async () => {
  const car = await aCarCutOff();
  const silentMs = car.headMs + HOUR_MS;
  await car.processor.wake(silentMs);
  await car.processor.deliver([car.comeIn(silentMs + 5_000)], silentMs + 5_000);
  const { rows } = await database.pool.query<{ whole: boolean }>(
    "select state_at = folded_at as whole from vehicle_states where vehicle_id = $1",
    [car.id],
  );
  expect(rows).toEqual([{ whole: true }]);
});
