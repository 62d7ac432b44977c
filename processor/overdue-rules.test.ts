import { afterAll, beforeAll, expect, test } from "vitest";
import { RulePut } from "../contracts/detection-rule.ts";
import { closeRule, replaceRule } from "../db/detection-rules.ts";
import { loadFleetFacts } from "../db/fleet-facts.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { createFleetSettings } from "./fleet-settings.ts";
import { anOffice, DUE, HOUR_MS, MINUTE_MS, NOON } from "./testing-overdue.ts";

let database: TestDatabase;
let office: Awaited<ReturnType<typeof anOffice>>;
beforeAll(async () => {
  database = await freshDatabase();
  office = await anOffice(database);
});
afterAll(() => database.close());

const put = async (rule: object, atMs = NOON) => {
  const wanted = RulePut.parse({ type: "overdue", ...rule });
  return replaceRule(database.pool, wanted, new Date(atMs), office.userId);
};
/** Processors go by what the database holds now. */
const learn = async (): Promise<void> => {
  const settings = createFleetSettings();
  settings.replace(await loadFleetFacts(database.pool, new Date(0)));
  office.ruleBy(settings);
};
const grace = (graceMin: number) => ({ options: { overdue: { graceMin } } });

test("fleet, group and vehicle have a grace and a severity each, the narrower over the wider", async () => {
  const [any, van, other] = [
    await office.rent(),
    await office.rent(DUE, "Vans"),
    await office.rent(DUE, "Vans"),
  ];
  const vehicleId = other.vehicle.id;
  const rules = [
    await put({ scope: "fleet", ...grace(45) }),
    await put({ scope: "group", group: "Vans", ...grace(59), severity: "info" }),
    await put({ scope: "vehicle", vehicleId, ...grace(10), severity: "critical" }),
  ];
  await learn();
  expect(await office.at(other, DUE + 9.9 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(other, DUE + 10 * MINUTE_MS)).toMatchObject({ severity: "critical" });
  expect(await office.at(any, DUE + 44.9 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(any, DUE + 45 * MINUTE_MS)).toMatchObject({ severity: "warning" });
  expect(await office.at(van, DUE + 58.9 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(van, DUE + 59 * MINUTE_MS)).toMatchObject({ severity: "info" });
  expect(await office.at(van, DUE + 24 * HOUR_MS)).toMatchObject({
    level: "24h",
    severity: "info",
  });
  for (const { id } of rules) await closeRule(database.pool, id, new Date(DUE + 30 * HOUR_MS));
});

test("a car whose overdue returns are switched off raises nothing, until the rule ends", async () => {
  const rental = await office.rent();
  const vehicleId = rental.vehicle.id;
  const { id } = await put({ scope: "vehicle", vehicleId, enabled: false });
  await closeRule(database.pool, id, new Date(DUE + 3 * HOUR_MS));
  await learn();
  expect(await office.at(rental, DUE + 2 * HOUR_MS)).toBeUndefined();
  expect(await office.at(rental, DUE + 3 * HOUR_MS)).toMatchObject({ level: "2h", count: 1 });
});

test("each minute is judged by the rule that holds then, and what has been told of stays", async () => {
  const rental = await office.rent();
  const vehicleId = rental.vehicle.id;
  await put({ scope: "vehicle", vehicleId, ...grace(20) });
  await put({ scope: "vehicle", vehicleId, ...grace(50) }, DUE + 30 * MINUTE_MS);
  await learn();
  expect(await office.at(rental, DUE + 20 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await office.at(rental, DUE + 40 * MINUTE_MS)).toMatchObject({ status: "open" });
  const other = await office.rent();
  await put({ scope: "vehicle", vehicleId: other.vehicle.id, ...grace(50) }, DUE + 10 * MINUTE_MS);
  await learn();
  expect(await office.at(other, DUE + 29 * MINUTE_MS)).toBeUndefined();
});

test("outside its hours a rule holds back what is overdue, and inside it is told of", async () => {
  const rental = await office.rent();
  const spans = [{ days: [1, 2, 3, 4, 5], fromMinute: 8 * 60, toMinute: 18 * 60 }];
  const schedule = { timeZone: "Europe/Stockholm", spans };
  await put({ scope: "vehicle", vehicleId: rental.vehicle.id, schedule });
  await learn();
  // DUE is Sunday at 17:00 there.
  expect(await office.at(rental, DUE + 14.9 * HOUR_MS)).toBeUndefined();
  expect(await office.at(rental, DUE + 15 * HOUR_MS)).toMatchObject({ level: "2h" });
});
