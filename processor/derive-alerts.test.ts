import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import { defaultPolicy } from "../contracts/detection/alert-policy.ts";
import { loadAlertHistory } from "../db/alert-list.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { moveAlert } from "../db/alerts.ts";
import { saveDetections, type DetectionVersion } from "../db/detections.ts";
import { aDetection, aVehicle } from "../db/fixtures.ts";
import type { OutboxEvent } from "../db/outbox.ts";
import { retractIds } from "../db/retraction.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { defaultPolicies, type AlertPolicies } from "./alerting.ts";
import { deriveAlerts } from "./derive-alerts.ts";
import { aProcessor } from "./testing.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOON = Date.UTC(2026, 2, 1, 12);

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const say = async (
  detections: readonly DetectionVersion[],
  nowMs = NOON + 2 * MINUTE_MS,
  policies: AlertPolicies = defaultPolicies,
): Promise<OutboxEvent[]> => {
  await saveDetections(database.pool, detections);
  const said = detections.map((detection) => ({ detection, byClock: false }));
  return deriveAlerts(database.pool, said, [], policies, nowMs);
};
const retract = async (ids: readonly string[], nowMs = NOON + 2 * MINUTE_MS) =>
  deriveAlerts(
    database.pool,
    [],
    await retractIds(database.pool, "detections", ids),
    defaultPolicies,
    nowMs,
  );
const alertsOf = (vehicleId: string): Promise<Alert[]> => listAlertsOf(database.pool, vehicleId);
const actionsOf = async (alert: Alert | undefined): Promise<string[]> =>
  (await loadAlertHistory(database.pool, alert?.id ?? "")).map(({ action }) => action);
const named = (events: readonly OutboxEvent[]): string[] => events.map(({ event }) => event);
const closeByHand = async (vehicleId: string): Promise<void> => {
  const [alert] = (await alertsOf(vehicleId)).slice(-1);
  const closed = { id: alert?.id ?? "", status: "resolved", resolution: "handled" } as const;
  await moveAlert(database.pool, closed, new Date(NOON));
};
const newVehicleId = async (): Promise<string> => (await aVehicle(database.pool)).id;

test("a drain rings once; its repeats raise the count of the same alert", async () => {
  const id = await newVehicleId();
  expect(named(await say([aDetection(id)]))).toEqual(["alert:created", "alert:critical"]);
  const again = aDetection(id, { startMs: NOON + 5 * MINUTE_MS, evidence: { litres: 9 } });
  expect(named(await say([again], NOON + 7 * MINUTE_MS))).toEqual(["alert:updated"]);
  expect(await alertsOf(id)).toMatchObject([
    { type: "drain", severity: "critical", status: "open", count: 2, evidence: { litres: 9 } },
  ]);
});

test("a suspicion is recorded and never becomes an alert", async () => {
  const id = await newVehicleId();
  expect(await say([aDetection(id, { certainty: "suspected" })])).toEqual([]);
  expect(await alertsOf(id)).toEqual([]);
});

test("coming into a yard is everyday life, into a forbidden place it is an alert", async () => {
  const id = await newVehicleId();
  const enter = (purpose: string, alreadyInside = false) =>
    aDetection(id, {
      type: "geofence_enter",
      evidence: { geofenceId: "g", purpose, alreadyInside },
    });
  expect(await say([enter("yard"), enter("restricted", true)])).toEqual([]);
  expect(named(await say([enter("restricted")]))).toEqual(["alert:created"]);
});

test("what is found a quarter of an hour late is recorded and labelled, not pushed as news", async () => {
  const id = await newVehicleId();
  expect(named(await say([aDetection(id)], NOON + HOUR_MS))).toEqual(["alert:recorded"]);
  expect(await alertsOf(id)).toMatchObject([{ late: true, raisedAt: null, count: 1 }]);
  const fresh = aDetection(id, { startMs: NOON + HOUR_MS });
  expect(named(await say([fresh], NOON + HOUR_MS + 2 * MINUTE_MS))).toContain("alert:created");
  expect(await alertsOf(id)).toMatchObject([{ late: false, count: 2 }]);
});

test("a minimum duration that passes in silence is told of by the clock, once", async () => {
  const id = await newVehicleId();
  const policies: AlertPolicies = {
    policyAt: (_id, type) => ({ ...defaultPolicy(type), minDurationS: 600 }),
  };
  await say([aDetection(id, { endMs: null, detectedAtMs: NOON })], NOON, policies);
  const processor = await aProcessor(database.pool, "clock", policies);
  await processor.wake(NOON + 599_000);
  expect(await alertsOf(id)).toEqual([]);
  await processor.wake(NOON + 2 * HOUR_MS);
  await processor.wake(NOON + 3 * HOUR_MS);
  expect(await alertsOf(id)).toMatchObject([{ count: 1, late: false, endedAt: null }]);
});

test("what a tracker whose clock is ahead tells of is told at once, not when we get there", async () => {
  const id = await newVehicleId();
  const ahead = NOON + 4 * MINUTE_MS;
  const detection = aDetection(id, { startMs: ahead, endMs: null, detectedAtMs: ahead });
  expect(named(await say([detection], NOON))).toContain("alert:created");
});

test("a drain that turns out too short to tell of takes its alert back", async () => {
  const id = await newVehicleId();
  const policies: AlertPolicies = {
    policyAt: (_id, type) => ({ ...defaultPolicy(type), minDurationS: 600 }),
  };
  const open = aDetection(id, { endMs: null });
  await say([open], NOON + HOUR_MS, policies);
  await say([{ ...open, endMs: NOON + MINUTE_MS }], NOON + HOUR_MS, policies);
  expect(await alertsOf(id)).toMatchObject([{ status: "resolved", resolution: "retracted" }]);
});

test("a retracted detection closes its alert, and said again brings it back to whom it was with", async () => {
  const id = await newVehicleId();
  const drain = aDetection(id);
  await say([drain]);
  const [alert] = await alertsOf(id);
  const taken = { id: alert?.id ?? "", status: "acknowledged" } as const;
  await moveAlert(database.pool, taken, new Date(NOON));
  await retract([drain.id]);
  expect(await alertsOf(id)).toMatchObject([
    { status: "resolved", resolution: "retracted", count: 0 },
  ]);
  await say([drain]);
  expect(await alertsOf(id)).toMatchObject([{ status: "acknowledged", count: 1 }]);
  expect(await actionsOf(alert)).toEqual(["raised", "retracted", "reopened"]);
});

test("what a person closed stays closed when its detection is said again or revised", async () => {
  const id = await newVehicleId();
  const drain = aDetection(id);
  await say([drain]);
  await closeByHand(id);
  await retract([drain.id]);
  await say([{ ...drain, evidence: { litres: 14 } }]);
  expect(await alertsOf(id)).toMatchObject([{ status: "resolved", resolution: "handled" }]);
});

test("soon after closing, a repeat counts on the closed alert; long after, it begins another", async () => {
  const id = await newVehicleId();
  await say([aDetection(id)]);
  await closeByHand(id);
  const soon = aDetection(id, { startMs: NOON + 30 * MINUTE_MS });
  await say([soon], NOON + 32 * MINUTE_MS);
  const next = aDetection(id, { startMs: NOON + 5 * HOUR_MS });
  const events = await say([next], NOON + 5 * HOUR_MS + 2 * MINUTE_MS);
  expect(named(events)).toEqual(["alert:created", "alert:critical"]);
  expect(await alertsOf(id)).toMatchObject([
    { status: "resolved", count: 2 },
    { status: "open", count: 1 },
  ]);
});

test("an alert that was acknowledged stays so while its cause goes on", async () => {
  const id = await newVehicleId();
  await say([aDetection(id)]);
  const [alert] = await alertsOf(id);
  await moveAlert(database.pool, { id: alert?.id ?? "", status: "acknowledged" }, new Date(NOON));
  await say([aDetection(id, { startMs: NOON + 3 * MINUTE_MS })]);
  expect(await alertsOf(id)).toMatchObject([{ status: "acknowledged", count: 2 }]);
});

test("a snoozed alert comes back when its time is up, also after a restart", async () => {
  const id = await newVehicleId();
  await say([aDetection(id)]);
  const [alert] = await alertsOf(id);
  const until = NOON + HOUR_MS;
  const snooze = {
    id: alert?.id ?? "",
    status: "snoozed",
    statusBefore: "acknowledged",
    snoozedUntil: new Date(until),
  } as const;
  await moveAlert(database.pool, snooze, new Date(NOON));
  await (await aProcessor(database.pool, "clock")).wake(until - 1);
  expect(await alertsOf(id)).toMatchObject([{ status: "snoozed" }]);
  await (await aProcessor(database.pool, "clock")).wake(until);
  expect(await alertsOf(id)).toMatchObject([{ status: "acknowledged", snoozedUntil: null }]);
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
  const vehicleId = await newVehicleId();
  const types = ["drain", "tow", "geofence_enter", "refuel"] as const;
  const detections = Array.from({ length: 8 }, (_each, index) =>
    aDetection(vehicleId, {
      type: types[index % 4] ?? "drain",
      startMs: NOON + index * 20 * MINUTE_MS,
      evidence: { geofenceId: `fence-${index % 3}`, purpose: "restricted", index },
    }),
  );
  const forget = async (): Promise<void> => {
    for (const table of ["alert_history", "alert_detections", "alerts", "detections"]) {
      await database.pool.query(`delete from ${table}`);
    }
  };
  await forget();
  await say(detections);
  const expected = essence(await alertsOf(vehicleId));
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
          if (what === "retract") await retract([detection.id]);
          else if (what === "say open") await say([{ ...detection, endMs: null }]);
          else if (what === "say suspected") await say([{ ...detection, certainty: "suspected" }]);
          else await say([detection]);
        }
        for (const index of order) await say(detections.slice(index, index + 1));
        expect(essence(await alertsOf(vehicleId))).toEqual(expected);
      },
    ),
    { numRuns: 30 },
  );
});
