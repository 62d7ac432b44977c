import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { loadAlertHistory } from "../db/alert-list.ts";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const MORNING = Date.UTC(2026, 2, 1, 8);
const MINUTE = 60;
const SECOND_MS = 1_000;
/** How often the clock has its turn, s. */
const WAKE_EVERY_S = 60;
/** … and how soon after a delivery, ms. */
const SOON_MS = 15_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** Drives of forty minutes, with stands of twenty; it speaks every 30 s and, parked, every 5 min. */
const drives = (count: number) => {
  const journey = aJourney(MORNING).ignite(false);
  for (let drive = 0; drive < count; drive++)
    journey
      .ignite(true)
      .drive(40 * MINUTE, 50, 30)
      .ignite(false)
      .stand(20 * MINUTE, 5 * MINUTE);
  return journey;
};

type Delivery = { readonly atMs: number; readonly observations: readonly Observation[] };

/** What a tracker sends that empties its memory every `everyS`, by a clock that is `slowS` slow. */
const inBatches = (
  { observations, now }: ReturnType<typeof aJourney>,
  everyS: number,
  slowS = 0,
): Delivery[] => {
  const deliveries: Delivery[] = [];
  let from = 0;
  for (let sentMs = MORNING; sentMs < now() + everyS * SECOND_MS; sentMs += everyS * SECOND_MS) {
    const until = observations.findLastIndex(({ tsMs }) => tsMs <= sentMs) + 1;
    const batch = observations.slice(from, until);
    if (batch.length > 0)
      deliveries.push({ atMs: sentMs + (slowS + 1) * SECOND_MS, observations: batch });
    from = until;
  }
  return deliveries;
};

/** A car of which deliveries come in while the clock has its turn in between. */
const deliver = async (deliveries: readonly Delivery[]): Promise<string> => {
  const { pool } = database;
  const vehicle = await aVehicle(pool);
  const processor = await aProcessor(pool);
  const messageOf = messagesFor(vehicle.id);
  for (const [at, { atMs, observations }] of deliveries.entries()) {
    const own = observations.map((each) => ({
      ...each,
      vehicleId: vehicle.id,
      receivedAtMs: atMs,
    }));
    await processor.deliver([messageOf(own)], atMs);
    await processor.settle(atMs);
    const nextMs = deliveries[at + 1]?.atMs ?? atMs;
    for (let ms = atMs + SOON_MS; ms < nextMs; ms += WAKE_EVERY_S * SECOND_MS)
      await processor.wake(ms);
  }
  return vehicle.id;
};

/** The life of each alert that a car is offline, as the processor tells it while deliveries come in. */
const offlineAlerts = async (deliveries: readonly Delivery[]) => {
  const { pool } = database;
  const alerts = await listAlertsOf(pool, await deliver(deliveries));
  const offline = alerts.filter(({ type }) => type === "offline");
  return Promise.all(
    offline.map(async ({ id }) => (await loadAlertHistory(pool, id)).map(({ action }) => action)),
  );
};

test.each([10, 15])(
  "a tracker that sends what it records every %i min is offline in between once at most",
  async (minutes) => {
    const alerts = await offlineAlerts(inBatches(drives(2), minutes * MINUTE));
    expect([[], [["raised", "retracted"]]]).toContainEqual(alerts);
  },
  120_000,
);

test("a tracker known to send at once that now sends every ten minutes is offline once, and then known", async () => {
  const before = drives(1);
  const live = inBatches(before, 30);
  const later = before.ignite(true).drive(40 * MINUTE, 50, 30);
  const batches = inBatches(later, 10 * MINUTE).filter(
    ({ atMs }) => atMs > (live.at(-1)?.atMs ?? 0),
  );
  const alerts = await offlineAlerts([...live, ...batches]);
  expect(alerts).toEqual([["raised", "retracted"]]);
}, 120_000);

test.each([8, 20])(
  "a tracker whose clock is %i min slow is not offline while it is heard",
  async (minutes) => {
    expect(await offlineAlerts(inBatches(drives(2), 30, minutes * MINUTE))).toEqual([]);
  },
  120_000,
);

/** What is announced of its routes, one after the other. */
const routeNews = async (deliveries: readonly Delivery[]) => {
  const vehicleId = await deliver(deliveries);
  const { rows } = await database.pool.query<{ news: string }>(
    `select split_part(event, ':', 2) as news from outbox
     where event like 'route:%' and payload -> 'route' ->> 'vehicleId' = $1 order by id`,
    [vehicleId],
  );
  return rows.map(({ news }) => news).join(" ");
};

test.each([0, 8, 20])(
  "a route of a tracker whose clock is %i min slow ends once, where it ended",
  async (minutes) => {
    const told = await routeNews(inBatches(drives(2), 30, minutes * MINUTE));
    expect(told).toBe("started ended started ended");
  },
  120_000,
);

test("a route of a tracker that sends every half hour ends for the clock only until that is known", async () => {
  const told = await routeNews(inBatches(drives(4), 30 * MINUTE));
  expect(told.split(" ").filter((news) => news === "ended")).toHaveLength(4);
  expect(told).toMatch(/(started ended ?){3}$/);
}, 120_000);
