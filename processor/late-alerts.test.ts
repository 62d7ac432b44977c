import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultPolicy } from "../contracts/detection/alert-policy.ts";
import type { Observation } from "../contracts/observation.ts";
import { aDetection } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import type { AlertPolicies } from "./alerting.ts";
import { aJourney } from "./detectors/journey.ts";
import { HOUR_MS, MINUTE_MS, named, NOON, tellAlerts, type AlertTeller } from "./testing-alerts.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const DAY_MS = 24 * HOUR_MS;
const LONG_AGO = NOON - 3 * DAY_MS;

let database: TestDatabase;
let teller: AlertTeller;
beforeAll(async () => {
  database = await freshDatabase();
  teller = tellAlerts(database.pool);
});
afterAll(() => database.close());

/** Has a car say, by a processor that has just started, that it stands there; then the clock's turn. */
const hear = async (vehicleId: string, tsMs: number, nowMs: number): Promise<void> => {
  const processor = await aProcessor(database.pool);
  await processor.deliver([messagesFor(vehicleId)(of(vehicleId, aJourney(tsMs).stand(5)))], nowMs);
  await processor.settle(nowMs);
  await processor.wake(nowMs);
};

const of = (
  vehicleId: string,
  { observations }: { readonly observations: readonly Observation[] },
): Observation[] => observations.map((each) => ({ ...each, id: randomUUID(), vehicleId }));

test.each(["speeding", "drain", "tow", "power_cut"] as const)(
  "a %s of three days ago that comes late is not hidden in an alert that was closed today",
  async (type) => {
    const id = await teller.newVehicleId();
    await teller.say([aDetection(id, { type })]);
    await teller.takeUp(id, { status: "resolved", resolution: "handled" });
    const events = await teller.say([aDetection(id, { type, startMs: LONG_AGO })]);
    expect(named(events)).toEqual(["alert:recorded"]);
    const [late, closed] = await teller.alertsOf(id);
    expect(late).toMatchObject({ status: "open", late: true, count: 1 });
    expect(await teller.actionsOf(late)).toEqual(["recorded"]);
    expect(closed).toMatchObject({
      ...{ status: "resolved", count: 1, startedAt: new Date(NOON).toISOString() },
    });
  },
);

test("what comes late from just before a closed alert was dealt with, but where each is an emergency", async () => {
  const [flicker, theft] = [await teller.newVehicleId(), await teller.newVehicleId()];
  const startMs = NOON - 50 * MINUTE_MS;
  for (const [id, type] of [
    [flicker, "power_cut"],
    [theft, "drain"],
  ] as const) {
    await teller.say([aDetection(id, { type })]);
    await teller.takeUp(id, { status: "resolved", resolution: "handled" });
    await teller.say([aDetection(id, { type, startMs })]);
  }
  expect(await teller.alertsOf(flicker)).toMatchObject([{ status: "resolved", count: 2 }]);
  expect(await teller.alertsOf(theft)).toMatchObject([
    { status: "open", late: true, count: 1 },
    { status: "resolved", count: 1 },
  ]);
});

test("what comes late to an alert that people know leaves a step in its history, once", async () => {
  const id = await teller.newVehicleId();
  await teller.say([aDetection(id)]);
  const alert = await teller.takeUp(id, { status: "acknowledged" });
  const late = aDetection(id, { startMs: LONG_AGO });
  expect(named(await teller.say([late]))).toEqual(["alert:updated"]);
  await teller.say([{ ...late, evidence: { litres: 13 } }]);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "acknowledged", count: 2 }]);
  expect(await teller.actionsOf(alert)).toEqual(["raised", "recorded"]);
});

test("what comes late and was critical by an older rule makes an alert critical without ringing", async () => {
  const policies: AlertPolicies = {
    policyAt: (_id, type, atMs) => ({
      ...defaultPolicy(type),
      severity: atMs < NOON - HOUR_MS ? "critical" : "warning",
    }),
  };
  const speeding = (startMs: number) => aDetection(id, { type: "speeding", startMs });
  const nowMs = NOON + 2 * MINUTE_MS;
  const id = await teller.newVehicleId();
  await teller.say([speeding(NOON)], nowMs, policies);
  expect(named(await teller.say([speeding(LONG_AGO)], nowMs, policies))).toEqual(["alert:updated"]);
  expect(await teller.alertsOf(id)).toMatchObject([{ severity: "critical", count: 2 }]);
});

test("a tow that is heard of 18 minutes late is told of once it goes on live", async () => {
  const id = await teller.newVehicleId();
  const message = messagesFor(id);
  const car = aJourney(NOON);
  const next = (): Observation[] => of(id, { observations: car.observations.splice(0) });
  car.ignite(true).drive(300, 50, 10).ignite(false).stand(1_200, 60);
  const processor = await aProcessor(database.pool);
  await processor.deliver([message(next())], car.now());
  const unheardMs = 18 * MINUTE_MS;
  car.drive(unheardMs / 1_000, 40, 30);
  const unheard = next();
  const backMs = car.now() + unheardMs;
  await processor.deliver([message(unheard)], backMs);
  await processor.wake(backMs);
  expect(await teller.alertsOf(id)).toMatchObject([{ type: "tow", late: true, raisedAt: null }]);
  // What it has buffered meanwhile, and from then on as it happens.
  car.drive(unheardMs / 1_000, 40, 30);
  await processor.deliver([message(next())], car.now());
  const restarted = await aProcessor(database.pool);
  await restarted.wake(car.now());
  const [alert] = await teller.alertsOf(id);
  expect(alert).toMatchObject({ status: "open", severity: "critical", late: false, endedAt: null });
  expect(await teller.actionsOf(alert)).toEqual(["recorded", "raised"]);
  car.drive(3_600, 40, 30);
  await restarted.deliver([message(next())], car.now());
  await restarted.wake(car.now());
  expect(await teller.actionsOf(alert)).toEqual(["recorded", "raised"]);
});

const aLateTow = (vehicleId: string) =>
  aDetection(vehicleId, {
    ...{ type: "tow", startMs: NOON - 20 * MINUTE_MS, endMs: null },
    detectedAtMs: NOON - 18 * MINUTE_MS,
  });

test("what is found late stays recorded while its car is not heard live, and when it has ended", async () => {
  const [silent, ended] = [await teller.newVehicleId(), await teller.newVehicleId()];
  await teller.say([aLateTow(silent)], NOON);
  await hear(silent, NOON - 16 * MINUTE_MS, NOON);
  const tow = aLateTow(ended);
  await teller.say([tow], NOON);
  await teller.say([{ ...tow, endMs: NOON - 10 * MINUTE_MS }], NOON);
  await hear(ended, NOON - MINUTE_MS, NOON);
  for (const id of [silent, ended])
    expect(await teller.alertsOf(id)).toMatchObject([{ late: true, status: "open" }]);
});

test("a late tow that goes on live is everybody's again, unless who closed it knew of it", async () => {
  const thursday = NOON - 4 * DAY_MS;
  for (const [status, expected] of [
    ["acknowledged", ["raised", "recorded", "raised_again"]],
    ["assigned", ["raised", "recorded", "raised_again"]],
    ["resolved", ["raised", "recorded"]],
  ] as const) {
    const id = await teller.newVehicleId();
    await teller.say([aDetection(id, { type: "tow", startMs: thursday })], thursday + MINUTE_MS);
    if (status !== "resolved") await teller.takeUp(id, { status });
    const tow = aLateTow(id);
    await teller.say([tow], NOON);
    if (status === "resolved") await teller.takeUp(id, { status, resolution: "handled" });
    await hear(id, NOON - MINUTE_MS, NOON);
    const [alert] = await teller.alertsOf(id);
    expect(await teller.actionsOf(alert)).toEqual(expected);
    expect(alert?.status).toBe(status === "resolved" ? "resolved" : "open");
    // Whoever takes it up now knows of this one.
    await teller.takeUp(id, { status: "acknowledged" });
    await teller.say([{ ...tow, evidence: { awayM: 900 } }], NOON + 20 * MINUTE_MS);
    await hear(id, NOON + 20 * MINUTE_MS, NOON + 20 * MINUTE_MS);
    expect(await teller.actionsOf(alert)).toEqual(expected);
  }
});
