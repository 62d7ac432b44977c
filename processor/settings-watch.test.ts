import { connect, type NatsConnection } from "@nats-io/transport-node";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RulePut } from "../contracts/detection-rule.ts";
import { SETTINGS_CHANGED_SUBJECT } from "../contracts/subjects.ts";
import { replaceRule } from "../db/detection-rules.ts";
import { aVehicle } from "../db/fixtures.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { insertUser } from "../db/users.ts";
import { createFleetSettings } from "./fleet-settings.ts";
import { watchSettings } from "./settings-watch.ts";

let database: TestDatabase;
let natsServer: TestNatsServer;
let nats: NatsConnection;
beforeAll(async () => {
  [database, natsServer] = await Promise.all([freshDatabase(), startNatsServer()]);
  nats = await connect({ servers: natsServer.url });
});
afterAll(async () => {
  await nats.close();
  await natsServer.close();
  await database.close();
});

test("a rule is in force at the start, and a new one once its announcement is answered", async () => {
  const { pool } = database;
  const { id } = await aVehicle(pool);
  const clerk = { email: "clerk@example.com", name: "C", role: "OWNER", branchId: null } as const;
  const { id: userId } = await insertUser(pool, clerk, "no password");
  const put = (severity: string) => {
    const rule = RulePut.parse({ scope: "fleet", type: "leak", severity });
    return replaceRule(pool, rule, new Date(), userId);
  };
  await put("info");
  const settings = createFleetSettings();
  const log = pino({ level: "silent" });
  const watch = await watchSettings({ pool, nats, settings, log, maxAgeDays: 30 });
  const severityNow = () => settings.policyAt(id, "leak", Date.now()).severity;
  expect(severityNow()).toBe("info");
  await put("critical");
  expect(severityNow()).toBe("info");
  await nats.request(SETTINGS_CHANGED_SUBJECT);
  expect(severityNow()).toBe("critical");
  await watch.stop();
});
