import { jetstream } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import type { Observation } from "../contracts/observation.ts";
import { TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { originOf } from "../db/location-row.ts";
import { createFrameWriter } from "../db/telemetry-frame.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { aJourney } from "./detectors/journey.ts";
import { makeStreams, startProcessorLoop } from "./testing-loop.ts";
import { anOffice, HOUR_MS, MINUTE_MS, type Rental } from "./testing-overdue.ts";

const CARS = 5;
/** Observations in one message of the stream. */
const MICRO_BATCH = 50;
const HEARTBEAT_S = 600;
const POLL = { timeout: 30_000, interval: 100 };

let database: TestDatabase;
let server: TestNatsServer;
let nats: NatsConnection;
beforeAll(async () => {
  [database, server] = await Promise.all([freshDatabase(), startNatsServer()]);
  nats = await connect({ servers: server.url });
  await makeStreams(nats);
});
afterAll(async () => {
  await nats.close();
  await server.close();
  await database.close();
});

const send = async ({ vehicle }: Rental, observations: readonly Observation[]): Promise<void> => {
  const frames = createFrameWriter();
  for (let from = 0; from < observations.length; from += MICRO_BATCH) {
    for (const each of observations.slice(from, from + MICRO_BATCH))
      frames.observation(originOf("tracker", vehicle.id), each, each.tsMs);
    await jetstream(nats).publish(TELEMETRY_SUBJECT, frames.finish());
  }
};

const stored = async ({ vehicle }: Rental): Promise<number> => {
  const { rows } = await database.pool.query<{ count: string }>(
    "select count(*) from gps_locations where vehicle_id = $1",
    [vehicle.id],
  );
  return Number(rows[0]?.count);
};
const overdueOf = async ({ vehicle }: Rental): Promise<Alert[]> =>
  (await listAlertsOf(database.pool, vehicle.id)).filter(({ type }) => type === "overdue");

test("cars that came back while no processor ran are not overdue when one starts to read of it", async () => {
  const { pool } = database;
  const dueMs = Date.now() - 3 * HOUR_MS;
  const office = await anOffice(database);
  const leave = async () => ({
    rental: await office.rent(dueMs),
    journey: aJourney(dueMs - 2 * HOUR_MS)
      .ignite(true)
      .drive(20 * 60, 60, 20),
  });
  const away = await leave();
  const backs = await Promise.all(Array.from({ length: CARS }, leave));
  const journeys = [away, ...backs];
  // Due tomorrow, as long as the first processor looks at it.
  await pool.query("update bookings set due_at = now() + interval '1 day'");
  for (const { rental, journey } of journeys) await send(rental, journey.observations);
  const first = await startProcessorLoop({ pool, nats, owner: "first" });
  for (const { rental, journey } of journeys)
    await expect.poll(() => stored(rental), POLL).toBe(journey.observations.length);
  await first.stop();
  await pool.query("update partitions set owner = null, lease_expires_at = null");
  await pool.query("update bookings set due_at = $1", [new Date(dueMs)]);

  for (const { rental, journey } of backs) {
    const before = journey.observations.length;
    journey.silence((dueMs - 40 * MINUTE_MS - journey.now()) / 1_000).drive(20 * 60, -60, 20);
    journey.silence(1).ignite(false);
    journey.stand(
      Math.floor((Date.now() - journey.now()) / 1_000 / HEARTBEAT_S) * HEARTBEAT_S,
      HEARTBEAT_S,
    );
    await send(rental, journey.observations.slice(before));
  }
  const second = await startProcessorLoop({ pool, nats, owner: "second" });
  // The clock does its work all the same: the one that stayed away is told of.
  await expect.poll(async () => (await overdueOf(away.rental)).length, POLL).toBe(1);
  for (const { rental, journey } of backs) {
    await expect.poll(() => stored(rental), POLL).toBe(journey.observations.length);
    expect(await overdueOf(rental)).toEqual([]);
  }
  await second.stop();
});
