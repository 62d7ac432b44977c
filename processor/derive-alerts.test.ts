import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import { defaultPolicy } from "../contracts/detection/alert-policy.ts";
import { aDetection } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import type { AlertPolicies } from "./alerting.ts";
import { HOUR_MS, MINUTE_MS, named, NOON, tellAlerts, type AlertTeller } from "./testing-alerts.ts";
import { aProcessor } from "./testing.ts";

let database: TestDatabase;
let teller: AlertTeller;
beforeAll(async () => {
  database = await freshDatabase();
  teller = tellAlerts(database.pool);
});
afterAll(() => database.close());

test("a drain rings once; its repeats raise the count of the same alert", async () => {
  const id = await teller.newVehicleId();
  expect(named(await teller.say([aDetection(id)]))).toEqual(["alert:created", "alert:critical"]);
  const again = aDetection(id, { startMs: NOON + 5 * MINUTE_MS, evidence: { litres: 9 } });
  expect(named(await teller.say([again], NOON + 7 * MINUTE_MS))).toEqual(["alert:updated"]);
  expect(await teller.alertsOf(id)).toMatchObject([
    { type: "drain", severity: "critical", status: "open", count: 2, evidence: { litres: 9 } },
  ]);
});

test("a suspicion is recorded and never becomes an alert", async () => {
  const id = await teller.newVehicleId();
  expect(await teller.say([aDetection(id, { certainty: "suspected" })])).toEqual([]);
  expect(await teller.alertsOf(id)).toEqual([]);
});

test("coming into a yard is everyday life, into a forbidden place it is an alert", async () => {
  const id = await teller.newVehicleId();
  const enter = (purpose: string, alreadyInside = false) =>
    aDetection(id, {
      type: "geofence_enter",
      evidence: { geofenceId: "g", purpose, alreadyInside },
    });
  expect(await teller.say([enter("yard"), enter("restricted", true)])).toEqual([]);
  expect(named(await teller.say([enter("restricted")]))).toEqual(["alert:created"]);
});

test("what is found a quarter of an hour late is recorded and labelled, not pushed as news", async () => {
  const id = await teller.newVehicleId();
  expect(named(await teller.say([aDetection(id)], NOON + HOUR_MS))).toEqual(["alert:recorded"]);
  expect(await teller.alertsOf(id)).toMatchObject([{ late: true, raisedAt: null, count: 1 }]);
  const fresh = aDetection(id, { startMs: NOON + HOUR_MS });
  expect(named(await teller.say([fresh], NOON + HOUR_MS + 2 * MINUTE_MS))).toContain(
    "alert:created",
  );
  expect(await teller.alertsOf(id)).toMatchObject([{ late: false, count: 2 }]);
});

test("a minimum duration that passes in silence is told of by the clock, once", async () => {
  const id = await teller.newVehicleId();
  const policies: AlertPolicies = {
    policyAt: (_id, type) => ({ ...defaultPolicy(type), minDurationS: 600 }),
  };
  await teller.say([aDetection(id, { endMs: null, detectedAtMs: NOON })], NOON, policies);
  const processor = await aProcessor(database.pool, "clock", policies);
  await processor.wake(NOON + 599_000);
  expect(await teller.alertsOf(id)).toEqual([]);
  await processor.wake(NOON + 2 * HOUR_MS);
  await processor.wake(NOON + 3 * HOUR_MS);
  expect(await teller.alertsOf(id)).toMatchObject([{ count: 1, late: false, endedAt: null }]);
});

test("what began before the schedule is told of by the clock when that begins", async () => {
  const id = await teller.newVehicleId();
  const afternoons = {
    timeZone: "UTC",
    spans: [{ days: [7], fromMinute: 13 * 60, toMinute: 18 * 60 }],
  };
  const policies: AlertPolicies = {
    policyAt: (_id, type) => ({ ...defaultPolicy(type), schedule: afternoons }),
  };
  const tow = aDetection(id, { type: "tow", endMs: null, detectedAtMs: NOON });
  await teller.say([tow], NOON, policies);
  const processor = await aProcessor(database.pool, "clock", policies);
  await processor.wake(NOON + HOUR_MS - 1);
  expect(await teller.alertsOf(id)).toEqual([]);
  await processor.wake(NOON + HOUR_MS);
  expect(await teller.alertsOf(id)).toMatchObject([{ count: 1, late: false, status: "open" }]);
});

test("a device whose clock is ahead is told of at once", async () => {
  const id = await teller.newVehicleId();
  const open = aDetection(id, { endMs: null, detectedAtMs: NOON });
  expect(named(await teller.say([open], NOON - 4 * MINUTE_MS))).toContain("alert:created");
});

test("a drain that turns out too short to tell of takes its alert back", async () => {
  const id = await teller.newVehicleId();
  const policies: AlertPolicies = {
    policyAt: (_id, type) => ({ ...defaultPolicy(type), minDurationS: 600 }),
  };
  const open = aDetection(id, { endMs: null });
  await teller.say([open], NOON + HOUR_MS, policies);
  await teller.say([{ ...open, endMs: NOON + MINUTE_MS }], NOON + HOUR_MS, policies);
  expect(await teller.alertsOf(id)).toMatchObject([
    { status: "resolved", resolution: "retracted" },
  ]);
});

test("a retracted detection closes its alert, and said again brings it back to whom it was with", async () => {
  const id = await teller.newVehicleId();
  const drain = aDetection(id);
  await teller.say([drain]);
  const alert = await teller.takeUp(id, { status: "acknowledged" });
  await teller.retract([drain.id]);
  expect(await teller.alertsOf(id)).toMatchObject([
    { status: "resolved", resolution: "retracted", count: 0 },
  ]);
  await teller.say([drain]);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "acknowledged", count: 1 }]);
  expect(await teller.actionsOf(alert)).toEqual(["raised", "retracted", "reopened"]);
});

test("what occurs anew after an alert that was taken back is everybody's, not whose that was", async () => {
  const id = await teller.newVehicleId();
  const silence = aDetection(id, { type: "offline", endMs: null });
  await teller.say([silence]);
  const alert = await teller.takeUp(id, { status: "acknowledged" });
  await teller.retract([silence.id]);
  const startMs = NOON + 60 * 24 * HOUR_MS;
  const next = aDetection(id, { type: "offline", startMs, endMs: null });
  await teller.say([next], startMs + 2 * MINUTE_MS);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "open", count: 1 }]);
  expect(await teller.actionsOf(alert)).toEqual(["raised", "retracted", "raised_again"]);
});

test("what a person closed stays closed when its detection is said again or revised", async () => {
  const id = await teller.newVehicleId();
  const drain = aDetection(id);
  await teller.say([drain]);
  await teller.takeUp(id, { status: "resolved", resolution: "handled" });
  await teller.retract([drain.id]);
  await teller.say([{ ...drain, evidence: { litres: 14 } }]);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "resolved", resolution: "handled" }]);
});

test("soon after closing, a repeat counts on the closed alert; long after, it begins another", async () => {
  const id = await teller.newVehicleId();
  const type = "power_cut";
  await teller.say([aDetection(id, { type })]);
  await teller.takeUp(id, { status: "resolved", resolution: "handled" });
  const soon = aDetection(id, { type, startMs: NOON + 30 * MINUTE_MS });
  expect(named(await teller.say([soon], NOON + 32 * MINUTE_MS))).toEqual(["alert:updated"]);
  const next = aDetection(id, { type, startMs: NOON + 5 * HOUR_MS });
  const events = await teller.say([next], NOON + 5 * HOUR_MS + 2 * MINUTE_MS);
  expect(named(events)).toEqual(["alert:created", "alert:critical"]);
  expect(await teller.alertsOf(id)).toMatchObject([
    { status: "resolved", count: 2 },
    { status: "open", count: 1 },
  ]);
});

test("a snoozed alert comes back when its time is up, also after a restart", async () => {
  const id = await teller.newVehicleId();
  await teller.say([aDetection(id)]);
  const until = NOON + HOUR_MS;
  await teller.takeUp(id, {
    status: "snoozed",
    statusBefore: "acknowledged",
    snoozedUntil: new Date(until),
  });
  await (await aProcessor(database.pool, "clock")).wake(until - 1);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "snoozed" }]);
  await (await aProcessor(database.pool, "clock")).wake(until);
  expect(await teller.alertsOf(id)).toMatchObject([{ status: "acknowledged", snoozedUntil: null }]);
});

/** What must not depend on the order: when it was told does, by the clock. */
const essence = (alerts: readonly Alert[]) =>
  alerts
    .filter(({ count }) => count > 0)
    .map(({ id, type, cause, severity, status, count, startedAt, lastAt, endedAt, evidence }) => ({
      id,
      type,
      cause,
      severity,
      status,
      count,
      startedAt,
      lastAt,
      endedAt,
      evidence,
    }));

test("any way of coming to the same detections ends in the same alerts", async () => {
  const vehicleId = await teller.newVehicleId();
  const types = ["drain", "tow", "geofence_enter", "refuel"] as const;
  const detections = Array.from({ length: 8 }, (_each, index) =>
    aDetection(vehicleId, {
      type: types[index % 4] ?? "drain",
      startMs: NOON + index * 20 * MINUTE_MS,
      evidence: { geofenceId: `fence-${index % 3}`, purpose: "restricted", index },
    }),
  );
  const forget = async (): Promise<void> => {
    const tables = ["activities", "alert_history", "alert_detections", "alerts", "detections"];
    for (const table of tables) await database.pool.query(`delete from ${table}`);
  };
  await forget();
  await teller.say(detections);
  const expected = essence(await teller.alertsOf(vehicleId));
  expect(expected.length).toBeGreaterThan(2);

  const step = fc.record({
    index: fc.nat(7),
    what: fc.constantFrom("say", "say open", "say suspected", "retract"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 20 }),
      fc.shuffledSubarray([...detections.keys()], { minLength: 8 }),
      async (steps, order) => {
        await forget();
        for (const { index, what } of steps) {
          const detection = detections[index];
          if (!detection) continue;
          if (what === "retract") await teller.retract([detection.id]);
          else if (what === "say open") await teller.say([{ ...detection, endMs: null }]);
          else if (what === "say suspected")
            await teller.say([{ ...detection, certainty: "suspected" }]);
          else await teller.say([detection]);
        }
        for (const index of order) await teller.say(detections.slice(index, index + 1));
        expect(essence(await teller.alertsOf(vehicleId))).toEqual(expected);
      },
    ),
    { numRuns: 30 },
  );
});
