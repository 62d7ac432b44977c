import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertAlerts, lockAlerts, moveAlert, type NewAlert } from "../db/alerts.ts";
import { aDetection, aVehicle } from "../db/fixtures.ts";
import { inTransaction } from "../db/pool.ts";
import { untilSomeoneWaits } from "../db/testing-rows.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { insertUser } from "../db/users.ts";
import { handleAlert } from "./alerts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** Two alerts of one cause, which a person has closed; the newer has the greater id. */
const closedTwice = async (): Promise<[older: string, newer: string]> => {
  const { pool } = database;
  const { id: vehicleId } = await aVehicle(pool);
  const ids = [randomUUID(), randomUUID()].toSorted();
  const alerts = ids.map((id, index): NewAlert => {
    const cause = { vehicleId, type: "drain", cause: "drain", severity: "critical" } as const;
    return { ...cause, id, generation: index + 1, first: aDetection(vehicleId) };
  });
  await insertAlerts(pool, alerts, new Date());
  for (const id of ids)
    await moveAlert(pool, { id, status: "resolved", resolution: "false_alarm" }, new Date());
  const [older = "", newer = ""] = ids;
  return [older, newer];
};

test("an alert is reopened while the processor writes to others of its cause", async () => {
  const { pool } = database;
  const { id: userId } = await insertUser(
    pool,
    { email: "clerk@example.com", name: "Clerk", role: "OWNER", branchId: null },
    "no password",
  );
  const actor = { userId, scope: null };
  const [older, newer] = await closedTwice();
  let reopened: ReturnType<typeof handleAlert> | undefined;
  await inTransaction(pool, async (processor) => {
    await lockAlerts(processor, [older]); // the first of several, in the order of their ids
    reopened = handleAlert(pool, actor, newer, { kind: "reopen" }, undefined);
    await untilSomeoneWaits(processor);
    await lockAlerts(processor, [newer]);
  });
  expect(await reopened).toMatchObject({ id: newer, status: "open" });
  expect(await handleAlert(pool, actor, older, { kind: "reopen" }, undefined)).toMatchObject({
    refused: "conflict",
  });
});
