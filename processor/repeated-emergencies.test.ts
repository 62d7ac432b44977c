import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlertTransition } from "../db/alerts.ts";
import { aDetection } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { defaultPolicies } from "./alerting.ts";
import { HOUR_MS, MINUTE_MS, named, NOON, tellAlerts, type AlertTeller } from "./testing-alerts.ts";

let database: TestDatabase;
let teller: AlertTeller;
beforeAll(async () => {
  database = await freshDatabase();
  teller = tellAlerts(database.pool);
});
afterAll(() => database.close());

test.each(["sos", "crash", "tow", "drain"] as const)(
  "a second %s rings, however soon after the first was closed",
  async (type) => {
    const id = await teller.newVehicleId();
    await teller.say([aDetection(id, { type })]);
    await teller.takeUp(id, { status: "resolved", resolution: "handled" });
    const again = aDetection(id, { type, startMs: NOON + 70_000 });
    const events = await teller.say([again], NOON + 2 * MINUTE_MS);
    expect(named(events)).toEqual(["alert:created", "alert:critical"]);
    expect(await teller.alertsOf(id)).toMatchObject([
      { status: "resolved", count: 1 },
      { status: "open", count: 1 },
    ]);
  },
);

const takenUp: readonly Omit<AlertTransition, "id">[] = [
  { status: "acknowledged" },
  { status: "assigned" },
  { status: "snoozed", statusBefore: "open", snoozedUntil: new Date(NOON + HOUR_MS) },
];
test.each(takenUp)("a second crash rings on an alert that is $status, once", async (taken) => {
  const id = await teller.newVehicleId();
  const crash = aDetection(id, { type: "crash" });
  await teller.say([crash]);
  const alert = await teller.takeUp(id, taken);
  const growing = { ...crash, endMs: NOON + 2 * MINUTE_MS };
  expect(named(await teller.say([growing]))).toEqual(["alert:updated"]);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: taken.status, count: 1 }]);

  const second = aDetection(id, { type: "crash", startMs: NOON + 3 * MINUTE_MS });
  expect(named(await teller.say([second], NOON + 4 * MINUTE_MS))).toEqual([
    "alert:updated",
    "alert:critical",
  ]);
  expect(await teller.alertsOf(id)).toMatchObject([
    { status: "open", snoozedUntil: null, count: 2 },
  ]);
  expect(await teller.actionsOf(alert)).toEqual(["raised", "raised_again"]);
  const third = aDetection(id, { type: "crash", startMs: NOON + 6 * MINUTE_MS });
  expect(named(await teller.say([third], NOON + 7 * MINUTE_MS))).toEqual(["alert:updated"]);
});

test("an alert that was taken up stays so while what is less than critical goes on", async () => {
  const id = await teller.newVehicleId();
  await teller.say([aDetection(id, { type: "speeding" })]);
  await teller.takeUp(id, { status: "acknowledged" });
  await teller.say([aDetection(id, { type: "speeding", startMs: NOON + 3 * MINUTE_MS })]);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "acknowledged", count: 2 }]);
});

test("what happens a day after an alert was taken up is everybody's again, whatever it is", async () => {
  const id = await teller.newVehicleId();
  const speeding = (startMs: number) =>
    aDetection(id, { type: "speeding", startMs, endMs: startMs + MINUTE_MS });
  await teller.say([speeding(NOON)]);
  const alert = await teller.takeUp(id, { status: "assigned" });
  const nextDay = NOON + MINUTE_MS + 24 * HOUR_MS;
  await teller.say([speeding(nextDay)], nextDay + MINUTE_MS);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "assigned", count: 2 }]);
  const dayAfter = nextDay + MINUTE_MS + 24 * HOUR_MS + 1;
  await teller.say([speeding(dayAfter)], dayAfter + MINUTE_MS);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "open", count: 3 }]);
  expect(await teller.actionsOf(alert)).toEqual(["raised", "raised_again"]);
});

test("what is put off stays so until then, but for an emergency", async () => {
  const id = await teller.newVehicleId();
  await teller.say([aDetection(id, { type: "speeding" })]);
  const snoozedUntil = new Date(NOON + 72 * HOUR_MS);
  await teller.takeUp(id, { status: "snoozed", statusBefore: "open", snoozedUntil });
  const later = NOON + 48 * HOUR_MS;
  await teller.say([aDetection(id, { type: "speeding", startMs: later })], later + MINUTE_MS);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "snoozed", count: 2 }]);
});

test("an emergency that is found late is recorded on the alert somebody has taken up", async () => {
  const id = await teller.newVehicleId();
  await teller.say([aDetection(id)]);
  await teller.takeUp(id, { status: "acknowledged" });
  const late = aDetection(id, { startMs: NOON + 3 * MINUTE_MS });
  expect(named(await teller.say([late], NOON + HOUR_MS))).toEqual(["alert:updated"]);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "acknowledged", count: 2 }]);
});

test("a drain whose beginning is revised is the same one, and what a person said of it stands", async () => {
  for (const status of ["acknowledged", "resolved"] as const) {
    const id = await teller.newVehicleId();
    const drain = aDetection(id, { endMs: null });
    await teller.say([drain]);
    await teller.takeUp(id, { status, resolution: status === "resolved" ? "handled" : null });
    const revised = aDetection(id, { startMs: NOON + MINUTE_MS, endMs: null });
    const events = await teller.say([revised], NOON + 2 * MINUTE_MS, defaultPolicies, [drain.id]);
    expect(named(events)).toEqual(["alert:updated"]);
    expect(await teller.alertsOf(id)).toMatchObject([{ status, count: 1 }]);
  }
});

test("an SOS that was sent before the one somebody closed, and came after, rings while it is news", async () => {
  const id = await teller.newVehicleId();
  const sos = (startMs: number) => aDetection(id, { type: "sos", startMs, endMs: startMs });
  await teller.say([sos(NOON)]);
  await teller.takeUp(id, { status: "resolved", resolution: "false_alarm" });
  const late = await teller.say([sos(NOON - HOUR_MS)], NOON + 3 * MINUTE_MS);
  expect(named(late)).toEqual(["alert:recorded"]);
  const before = await teller.say([sos(NOON - 2 * MINUTE_MS)], NOON + 3 * MINUTE_MS);
  expect(named(before)).toEqual(["alert:created", "alert:critical"]);
  expect(await teller.alertsOf(id)).toMatchObject([
    { status: "open", count: 2, late: false },
    { status: "resolved", count: 1 },
  ]);
});
