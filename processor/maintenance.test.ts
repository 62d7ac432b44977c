import { afterAll, beforeAll, expect, test } from "vitest";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { lookAfterDatabase } from "./maintenance.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const lookAfter = () =>
  lookAfterDatabase({ pool: database.pool, maxAgeDays: 30, retentionDays: undefined });

test("the database is looked after at the first start, and not again for each restart", async () => {
  expect(await lookAfter()).toBe(true);
  expect(await lookAfter()).toBe(false);
});

test("what was due while nothing ran is made up for at the next start", async () => {
  await database.pool.query("update upkeep set begun_at = now() - interval '61 minutes'");
  expect(await lookAfter()).toBe(true);
});

test("of rejects, those of the last 90 days and 1,000 newest of each device stay", async () => {
  await database.pool.query(
    `insert into rejects (id, first_received_at, last_received_at, device_id, transport, format,
       address, field, reason, excerpt, payload_bytes)
     select gen_random_uuid(), now() - interval '1 year', now() - age * interval '1 minute', device,
       'mqtt', 'native', 'x', 'lat', 'lat: ' || age, '{}', 2
     from (select 'noisy' as device, age from generate_series(1, 1200) age
       union all select 'calm', age * 1440 from generate_series(88, 92) age) entries`,
  );
  await database.pool.query("update upkeep set begun_at = now() - interval '2 hours'");
  await lookAfter();
  const { rows } = await database.pool.query<{ device: string; count: number; oldest: string }>(
    `select device_id as device, count(*)::int as count,
       extract(day from now() - min(last_received_at))::int::text as oldest
     from rejects group by device_id order by device_id`,
  );
  expect(rows).toMatchObject([
    { device: "calm", count: 2, oldest: "89" },
    { device: "noisy", count: 1_000, oldest: "0" },
  ]);
});

test("of checkpoints, the last hours' stay, then one an hour, a day, and what nothing can be late for", async () => {
  const { id } = await aVehicle(database.pool);
  await database.pool.query(
    `insert into vehicle_checkpoints (vehicle_id, checkpoint_at, state)
     select $1, date_trunc('hour', now()) - age * interval '10 minutes', '{}'
     from generate_series(0, 6 * 24 * 40) age`,
    [id],
  );
  await database.pool.query("update upkeep set begun_at = now() - interval '2 hours'");
  await lookAfter();
  const { rows } = await database.pool.query<{ age: string; count: number }>(
    `select case when at > now() - interval '2 hours' then 'hours'
         when at > now() - interval '2 days' then 'days'
         when at > now() - interval '30 days' then 'weeks' else 'older' end as age,
       count(*)::int as count
     from (select checkpoint_at as at from vehicle_checkpoints where vehicle_id = $1) kept
     group by age`,
    [id],
  );
  const counts = Object.fromEntries(rows.map(({ age, count }) => [age, count]));
  expect(counts).toEqual({
    hours: expect.toSatisfy((count: number) => count >= 6 && count <= 13),
    days: expect.toSatisfy((count: number) => count >= 45 && count <= 47),
    weeks: expect.toSatisfy((count: number) => count >= 28 && count <= 29),
    older: 1,
  });
});
