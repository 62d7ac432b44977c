import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import type { DetectionRule } from "../contracts/detection-rule.ts";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { aJourney } from "./detectors/journey.ts";
import { createFleetSettings } from "./fleet-settings.ts";
import { HOUR_MS, MINUTE_MS } from "./testing-alerts.ts";
import { aProcessor, messagesFor } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** A Friday. */
const FRIDAY_EVENING = Date.UTC(2026, 2, 6, 18);
const MONDAY_8 = Date.UTC(2026, 2, 9, 8);
const SATURDAY = FRIDAY_EVENING + 24 * HOUR_MS;
const officeHours = {
  timeZone: "UTC",
  spans: [{ days: [1, 2, 3, 4, 5], fromMinute: 8 * 60, toMinute: 17 * 60 }],
};

const aTowRule = (fromMs: number, overrides: Partial<DetectionRule>): DetectionRule => ({
  ...{ id: randomUUID(), scope: "fleet", group: null, vehicleId: null, type: "tow" },
  ...{ enabled: null, alert: null, severity: null, options: null, schedule: null },
  ...{ cooldownS: null, minDurationS: null },
  validFrom: new Date(fromMs).toISOString(),
  validUntil: null,
  ...overrides,
});

/** A car that is towed from 18:20 on, under a rule that another one takes the place of. */
const towedUnder = async (
  rule: Partial<DetectionRule>,
  next: Partial<DetectionRule>,
  ms: number,
) => {
  const { id } = await aVehicle(database.pool);
  const settings = createFleetSettings();
  const replace = (rules: readonly DetectionRule[]): void => {
    const facts = { id, fromMs: -Infinity, group: null, tankLitres: null, timeZone: "UTC" };
    settings.replace({ vehicles: [facts], rules, geofences: [], moved: new Map() });
  };
  const first = aTowRule(0, rule);
  replace([first]);
  const processor = await aProcessor(database.pool, "p", settings, settings.settingsOf, settings);
  const car = aJourney(FRIDAY_EVENING).ignite(true).drive(300, 50, 10).ignite(false);
  car.stand(900, 60).drive(300, 40, 10);
  const message = messagesFor(id);
  const deliver = (nowMs = car.now()): Promise<void> => {
    const heard = car.observations.splice(0);
    const stored = heard.map((each) => ({ ...each, id: randomUUID(), vehicleId: id }));
    return processor.deliver([message(stored)], nowMs);
  };
  const before = { ...first, validUntil: new Date(ms).toISOString() };
  return {
    car,
    deliver,
    change: () => replace([before, aTowRule(ms, { ...rule, ...next })]),
    wake: (nowMs: number) => processor.wake(nowMs),
    alerts: async (): Promise<Alert[]> =>
      (await listAlertsOf(database.pool, id)).filter(({ type }) => type === "tow"),
  };
};

test.each<[string, Partial<DetectionRule>]>([
  ["switched off", { enabled: false }],
  ["told to be quiet", { alert: false }],
])("a rule that was %s before its hours begin tells of nothing when they do", async (_how, off) => {
  const tow = await towedUnder({ schedule: officeHours }, off, SATURDAY);
  await tow.deliver();
  tow.change();
  await tow.wake(SATURDAY + HOUR_MS);
  await tow.wake(MONDAY_8 + 1_000);
  expect(await tow.alerts()).toEqual([]);
  // It is not looked at again, whatever holds later.
  await tow.wake(MONDAY_8 + HOUR_MS);
  expect(await tow.alerts()).toEqual([]);
});

test("a rule that was switched off before what it waits for has lasted tells of nothing", async () => {
  const offMs = FRIDAY_EVENING + 26 * MINUTE_MS;
  const tow = await towedUnder({ minDurationS: 1_800 }, { enabled: false }, offMs);
  await tow.deliver();
  tow.change();
  await tow.wake(FRIDAY_EVENING + HOUR_MS);
  expect(await tow.alerts()).toEqual([]);
  // Nor does an observation that shows how long it has lasted.
  tow.car.drive(35 * 60, 40, 30).stand(900, 60);
  await tow.deliver();
  expect(await tow.alerts()).toEqual([]);
});

test("what was told before the rule was switched off stays told", async () => {
  const tow = await towedUnder({ minDurationS: 600 }, { enabled: false }, FRIDAY_EVENING + HOUR_MS);
  await tow.deliver();
  await tow.wake(FRIDAY_EVENING + 40 * MINUTE_MS);
  expect(await tow.alerts()).toMatchObject([{ status: "open", late: false }]);
  tow.change();
  await tow.wake(FRIDAY_EVENING + HOUR_MS);
  tow.car.silence(2_400).drive(60, 40, 10).stand(900, 60);
  await tow.deliver();
  expect(await tow.alerts()).toMatchObject([{ status: "open", count: 1 }]);
  expect((await tow.alerts())[0]?.endedAt).not.toBeNull();
});

test("what is found late and goes on live is told of only while the rule is on", async () => {
  const offMs = FRIDAY_EVENING + 43 * MINUTE_MS;
  for (const isOff of [true, false]) {
    const tow = await towedUnder({ severity: "critical" }, { enabled: false }, offMs);
    await tow.deliver(FRIDAY_EVENING + 43 * MINUTE_MS);
    expect(await tow.alerts()).toMatchObject([{ status: "open", late: true }]);
    if (isOff) tow.change();
    tow.car.drive(18 * 60, 40, 30);
    await tow.deliver();
    await tow.wake(tow.car.now());
    expect(await tow.alerts()).toMatchObject([{ status: "open", late: isOff }]);
  }
});
