import { afterAll, beforeAll, expect, test } from "vitest";
import type { DetectionRule } from "../../contracts/detection-rule.ts";
import { WhatIfRequest, type WhatIfResult } from "../../contracts/what-if.ts";
import { aVehicle } from "../../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../../db/testing.ts";
import { aJourney } from "../detectors/journey.ts";
import { createFleetSettings } from "../fleet-settings.ts";
import { aProcessor, messagesFor } from "../testing.ts";
import { whatIf } from "./what-if.ts";

const MORNING = Date.UTC(2026, 2, 1, 6);
const HOUR_MS = 3_600_000;
const NEXT_DAY_MS = MORNING + 24 * HOUR_MS;
const MINUTE = 60;

let database: TestDatabase;
let vehicleId: string;
const settings = createFleetSettings();

/** A calm trip, a stand, a fast trip; then silence. */
const day = aJourney(MORNING)
  .ignite(true)
  .drive(10 * MINUTE, 60, 5)
  .ignite(false)
  .stand(2 * 3_600, 300)
  .ignite(true)
  .drive(10 * MINUTE, 110, 5)
  .ignite(false)
  .stand(600, 60);

const setRules = (rules: readonly DetectionRule[]): void =>
  settings.replace({
    vehicles: [
      {
        id: vehicleId,
        fromMs: Number.NEGATIVE_INFINITY,
        group: null,
        tankLitres: 50,
        timeZone: "UTC",
      },
    ],
    rules,
    geofences: [],
    moved: new Map(),
  });

beforeAll(async () => {
  database = await freshDatabase();
  vehicleId = (await aVehicle(database.pool)).id;
  setRules([]);
  const processor = await aProcessor(database.pool, "processor", settings, settings.settingsOf);
  const observations = day.observations.map((each) => Object.assign(each, { vehicleId }));
  await processor.deliver([messagesFor(vehicleId)(observations)], NEXT_DAY_MS);
  await processor.wake(NEXT_DAY_MS);
});
afterAll(() => database.close());

type Options = Record<string, Record<string, number>>;

const ask = async (
  options: Options,
  rules: readonly object[] = [],
  from = MORNING - HOUR_MS,
): Promise<WhatIfResult> => {
  const span = { from: new Date(from).toISOString(), to: new Date(NEXT_DAY_MS).toISOString() };
  const request = WhatIfRequest.parse({ vehicleId, ...span, options, rules });
  const answer = await whatIf(database.pool, settings, request, NEXT_DAY_MS);
  if (answer.kind !== "result") throw new Error(answer.kind);
  return answer.result;
};

const rowCounts = async () => {
  const tables = ["detections", "alerts", "outbox", "vehicle_checkpoints", "routes", "stops"];
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  return (await database.pool.query(`select ${counts.join(", ")}`)).rows[0] as unknown;
};

test("without a change nothing changes, and the count is what the processor has stored", async () => {
  const result = await ask({});
  expect(result.changes).toEqual([]);
  expect(result.changed).toEqual(result.today);
  expect(result.observations).toBe(day.observations.length);
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*) as count from detections where vehicle_id = $1",
    [vehicleId],
  );
  expect(result.today.detections).toBe(rows[0]?.count);
});

test("a limit tells which drives would have been told of, with times, figures and the alert", async () => {
  const { changes, today, changed } = await ask({ speeding: { limitKmh: 90 } });
  expect(changes).toMatchObject([
    { change: "appears", after: { type: "speeding", alert: "warning", certainty: "confirmed" } },
  ]);
  expect(changed.alerting).toBe(today.alerting + 1);
  const [only] = changes;
  const startTime = only?.change === "appears" ? only.after.startTime : "";
  expect(Date.parse(startTime)).toBeGreaterThan(MORNING + 2 * HOUR_MS);
});

test("a stretch begins at the checkpoint before it, and leaves out what ended before", async () => {
  const both = await ask({ speeding: { limitKmh: 45 } });
  expect(both.changes).toHaveLength(2);
  const later = await ask({ speeding: { limitKmh: 45 } }, [], MORNING + 2 * HOUR_MS);
  expect(later.changes).toEqual(both.changes.slice(1));
  expect(later.observations).toBeLessThan(both.observations);
});

test("a laxer threshold takes away what today's rules find", async () => {
  const { rows } = await database.pool.query<{ type: string }>(
    "select type from detections where vehicle_id = $1",
    [vehicleId],
  );
  expect(rows).toEqual([{ type: "offline" }]);
  const { changes } = await ask({
    silence: { parkedSilenceS: 2_592_000, parkedUnknownSilenceS: 2_592_000 },
  });
  expect(changes.map(({ change }) => change)).toEqual(["disappears"]);
});

test("what is switched off can be tried before it is switched on", async () => {
  setRules([
    {
      ...{ id: "off", scope: "fleet", group: null, vehicleId: null, type: "speeding" },
      ...{ enabled: false, alert: null, severity: null, options: null, cooldownS: null },
      ...{ minDurationS: null, schedule: null },
      ...{ validFrom: new Date(0).toISOString(), validUntil: null },
    },
  ]);
  const limit = { speeding: { limitKmh: 90 } };
  const appears = [{ change: "appears", after: { type: "speeding", alert: "warning" } }];
  expect((await ask(limit)).changes).toMatchObject(appears);
  const drafted = await ask({}, [{ type: "speeding", options: limit }]);
  expect(drafted.changes).toMatchObject(appears);
  expect(drafted.today.detections).toBe(drafted.changed.detections - 1);
  expect((await ask(limit, [{ type: "speeding", enabled: false }])).changes).toEqual([]);
  // Nobody has asked about it: it stays off.
  expect((await ask({ tow: { armAfterS: 60 } })).changes).toEqual([]);
  setRules([]);
});

test("a draft's own fields decide what is told of, how, and in how many alerts", async () => {
  const over45 = { speeding: { limitKmh: 45 } };
  const told = async (rule: object): Promise<unknown[]> => {
    const { changes } = await ask(over45, [{ type: "speeding", ...rule }]);
    return changes.map((change) => change.change === "appears" && change.after.alert);
  };
  expect(await told({})).toEqual(["warning", "warning"]);
  expect(await told({ severity: "critical" })).toEqual(["critical", "critical"]);
  expect(await told({ alert: false })).toEqual([null, null]);
  expect(await told({ minDurationS: 3_600 })).toEqual([null, null]);
  const spans = [{ days: [7], fromMinute: 6 * 60, toMinute: 7 * 60 }];
  expect(await told({ schedule: { timeZone: "UTC", spans } })).toEqual(["warning", null]);

  const alerts = async (cooldownS: number): Promise<number> => {
    const { today, changed } = await ask(over45, [{ type: "speeding", cooldownS }]);
    return changed.alerts - today.alerts;
  };
  expect([await alerts(3_600), await alerts(3 * 3_600)]).toEqual([2, 1]);
});

test("thresholds of routes and idling tell what would become of them", async () => {
  const usual = await ask({});
  expect(usual.today).toMatchObject({ routes: 2, idlingStops: 0 });
  expect(usual.today.distanceKm).toBeCloseTo((10 / 60) * (60 + 110), 0);
  const options = { trips: { minRouteS: 601 } };
  const picky = await ask(options);
  expect(picky.today).toEqual(usual.today);
  expect(picky.changed.routes).toBe(1);
  expect(picky.changed.distanceKm).toBeCloseTo((10 / 60) * 110, 1);
  const drafted = await ask({}, [{ type: "routes", options }]);
  expect(drafted.changed).toEqual(picky.changed);
});

test("what stays as it is is listed too, of what the draft is about", async () => {
  const sleeping = await ask({ silence: { stoodWithinM: 210 } });
  expect(sleeping.changes).toEqual([]);
  expect(sleeping.unchanged).toMatchObject([{ type: "offline" }]);
  expect((await ask({}, [{ type: "offline" }])).unchanged).toEqual(sleeping.unchanged);
  expect((await ask({ speeding: { limitKmh: 45 } })).unchanged).toEqual([]);
});

test("asking writes nothing", async () => {
  const before = await rowCounts();
  await ask({ speeding: { limitKmh: 45 } });
  expect(await rowCounts()).toEqual(before);
});
