import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { freshDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const value = async (sql: string): Promise<unknown> => {
  const { rows } = await database.pool.query<unknown[]>({ text: sql, rowMode: "array" });
  return rows[0]?.[0];
};

test("a second run changes nothing", async () => {
  const applied = "select string_agg(name || applied_at, ',' order by name) from migrations";
  const before = await value(applied);
  await migrate(database.pool);
  expect(await value(applied)).toBe(before);
});

test("a file edited after it was applied is refused by name", async () => {
  const { sha256 } = (
    await database.pool.query<{ sha256: string }>(
      "select sha256 from migrations where name = '0001_fleet.sql'",
    )
  ).rows[0]!;
  await database.pool.query(
    "update migrations set sha256 = repeat('0', 64) where name = '0001_fleet.sql'",
  );
  await expect(migrate(database.pool)).rejects.toThrow(/0001_fleet\.sql was edited/);
  await database.pool.query("update migrations set sha256 = $1 where name = '0001_fleet.sql'", [
    sha256,
  ]);
});

test("what the Community licence brings is there exactly where that licence is", async () => {
  const licence = await value("select current_setting('timescaledb.license')");
  const policies = await value(
    "select count(*) from timescaledb_information.jobs where hypertable_name is not null",
  );
  expect(Number(policies) > 0).toBe(licence === "timescale");
});

test("hourly totals answer under either licence", async () => {
  await database.pool.query(
    `insert into gps_locations (vehicle_id, "timestamp", id, device_id, speed)
     select gen_random_uuid(), at, gen_random_uuid(), 'device-1', 50
     from generate_series(timestamptz '2026-01-01 00:00Z', '2026-01-01 00:50Z', '10 minutes') at`,
  );
  expect(await value("select sum(observations) from observation_hours")).toBe(6);
});
