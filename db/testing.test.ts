import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "./testing.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
});
afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
});

test("a fresh database has the migrated schema and its seeds", async () => {
  const { rows } = await first.pool.query<{ count: number }>("select count(*) from partitions");
  expect(rows).toEqual([{ count: 16 }]);
});

test("what one test file writes, another never sees", async () => {
  await first.pool.query(
    "insert into branches (name, time_zone, currency) values ('North', 'Europe/Stockholm', 'SEK')",
  );
  const { rowCount } = await second.pool.query("select from branches");
  expect(rowCount).toBe(0);
});
