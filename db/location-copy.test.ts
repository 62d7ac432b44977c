import { afterAll, beforeAll, expect, test } from "vitest";
import { findBulkLoad } from "./location-copy.ts";
import { freshDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test("the embedded engine is written by insert, a server by copy", async () => {
  const { rows } = await database.pool.query<{ version: string }>("select version() as version");
  const isEmbedded = /wasm|emscripten/i.test(rows[0]?.version ?? "");
  expect(await findBulkLoad(database.pool)).toBe(isEmbedded ? "insert" : "copy");
});

test("a failure that is no refusal of copy is an error, not a slower way of writing", async () => {
  await database.pool.query("alter table gps_locations rename to elsewhere");
  await expect(findBulkLoad(database.pool)).rejects.toThrow(/gps_locations/);
  await database.pool.query("alter table elsewhere rename to gps_locations");
});
