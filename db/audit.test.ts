import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** Tables that name a person and are no record of what that person did to the business. */
const UNAUDITED = [
  "activities", // told by triggers of what is audited itself
  "activity_marks", // how far somebody has read
  "alerts", // each step of a person stands in alert_history
  "command_history", // each step of a person changes device_commands
  "push_subscriptions", // a browser that wants to be told
];

test("whatever is on record as done by a person is in the audit log", async () => {
  const { rows } = await database.pool.query<{ record: string }>(
    `select distinct c.conrelid::regclass::text as record from pg_constraint c
     where c.contype = 'f' and c.confrelid = 'users'::regclass and not exists (
       select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
       where t.tgrelid = c.conrelid and p.proname = 'audit_change')
     order by record`,
  );
  expect(rows.map(({ record }) => record)).toEqual(UNAUDITED);
});
