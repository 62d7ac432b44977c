import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RulePut, type DetectionRule } from "../contracts/detection-rule.ts";
import type { Geofence } from "../contracts/geofence.ts";
import { closeRule, replaceRule } from "../db/detection-rules.ts";
import { aTracker, aVehicle, moveTracker } from "../db/fixtures.ts";
import { loadFleetFacts, type FleetFacts, type VehicleFacts } from "../db/fleet-facts.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { insertUser } from "../db/users.ts";
import { aJourney } from "./detectors/journey.ts";
import { createFleetSettings } from "./fleet-settings.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const MINUTE = 60;
const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 2, 1, 12);

const aRule = (overrides: Partial<DetectionRule> = {}): DetectionRule => ({
  ...{ id: randomUUID(), scope: "fleet", group: null, vehicleId: null, type: "speeding" },
  ...{ enabled: null, alert: null, severity: null, options: null, schedule: null },
  ...{ cooldownS: null, minDurationS: null },
  validFrom: new Date(NOON).toISOString(),
  validUntil: null,
  ...overrides,
});
const aCar = (overrides: Partial<VehicleFacts> = {}): VehicleFacts => ({
  ...{ id: "car", fromMs: Number.NEGATIVE_INFINITY, group: null },
  ...{ tankLitres: 60, timeZone: "Europe/Stockholm" },
  ...overrides,
});
const facts = (overrides: Partial<FleetFacts>): FleetFacts => ({
  ...{ vehicles: [aCar()], rules: [], geofences: [], moved: new Map() },
  ...overrides,
});
const limit = (limitKmh: number) => ({ speeding: { limitKmh } });

test("a schedule of clocks that nobody knows any more is passed over", () => {
  const settings = createFleetSettings();
  const spans = [{ days: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1_020 }];
  const known = { timeZone: "Europe/Stockholm", spans };
  const unknown = { timeZone: "Mars/Phobos", spans };
  settings.replace(
    facts({
      rules: [
        aRule({ schedule: known }),
        aRule({ scope: "vehicle", vehicleId: "car", schedule: unknown }),
        aRule({ type: "overdue", schedule: unknown }),
      ],
    }),
  );
  expect(settings.policyAt("car", "speeding", NOON).schedule).toEqual(known);
  expect(settings.overdueAt("car", NOON).policy.schedule).toBeNull();
});

test("an observation is judged by what was in force when it was made", () => {
  const settings = createFleetSettings();
  const until = new Date(NOON + HOUR_MS).toISOString();
  settings.replace(
    facts({
      rules: [
        aRule({ options: limit(50), severity: "critical", validUntil: until }),
        aRule({ options: limit(70), validFrom: until }),
      ],
    }),
  );
  const history = settings.settingsOf("car");
  const limitAt = (atMs: number) => history.at(atMs).options.speeding.limitKmh;
  expect([NOON + 2 * HOUR_MS, NOON - 1, NOON, NOON + HOUR_MS].map(limitAt)).toEqual([
    70,
    null,
    50,
    70,
  ]);
  expect(settings.policyAt("car", "speeding", NOON).severity).toBe("critical");
  expect(settings.policyAt("car", "speeding", NOON + HOUR_MS).severity).toBe("warning");
});

test("group, tank and time zone are those of the time of an observation", () => {
  const settings = createFleetSettings();
  const rules = [
    aRule({
      scope: "group",
      group: "Vans",
      options: limit(90),
      validFrom: new Date(0).toISOString(),
    }),
  ];
  const moved = aCar({ fromMs: NOON, group: "Vans", tankLitres: 80, timeZone: "Europe/Berlin" });
  settings.replace(facts({ vehicles: [aCar(), moved], rules }));
  const history = settings.settingsOf("car");
  expect(history.at(NOON - 1)).toMatchObject({ tankLitres: 60, timeZone: "Europe/Stockholm" });
  expect(history.at(NOON - 1).options.speeding.limitKmh).toBeNull();
  expect(history.at(NOON)).toMatchObject({ tankLitres: 80, timeZone: "Europe/Berlin" });
  expect(history.at(NOON).options.speeding.limitKmh).toBe(90);
});

test("a tracker is in its car until it is moved, and in the other one from then on", async () => {
  const { pool } = database;
  const [first, second] = [await aVehicle(pool), await aVehicle(pool)];
  const [moved, stayed] = [
    await aTracker(pool, first.id, new Date(NOON - HOUR_MS)),
    await aTracker(pool, first.id, new Date(NOON - HOUR_MS)),
  ];
  await moveTracker(pool, moved, second.id, new Date(NOON));
  const settings = createFleetSettings();
  settings.replace(await loadFleetFacts(pool, new Date(0)));
  const cars = [first, second].map(({ id }) => settings.settingsOf(id));
  expect(cars.map((car) => car.isMounted(moved, NOON - 1))).toEqual([true, false]);
  expect(cars.map((car) => car.isMounted(moved, NOON))).toEqual([false, true]);
  expect(cars[0]?.isMounted(stayed, NOON)).toBe(true);
});

test("the narrower rule goes over the wider, and a reload shows in what was handed out", () => {
  const settings = createFleetSettings();
  const history = settings.settingsOf("car");
  expect(history.at(NOON)).toMatchObject({ tankLitres: null, timeZone: "UTC" });
  const rules = [
    aRule({ scope: "vehicle", vehicleId: "car", options: limit(30) }),
    aRule({ scope: "group", group: "Vans", options: limit(90) }),
    aRule({ options: limit(50) }),
  ];
  const vehicles = [aCar(), aCar({ id: "van", group: "Vans" }), aCar({ id: "other" })];
  settings.replace(facts({ vehicles, rules }));
  const limitOf = (id: string) => settings.settingsOf(id).at(NOON).options.speeding.limitKmh;
  expect(["car", "van", "other"].map(limitOf)).toEqual([30, 90, 50]);
  expect(history.at(NOON)).toMatchObject({ tankLitres: 60, options: limit(30) });
  settings.replace(facts({ vehicles }));
  expect(history.at(NOON).options.speeding.limitKmh).toBeNull();
});

test("an option that no release knows any more does not stop detection", () => {
  const settings = createFleetSettings();
  const options = { clairvoyance: { years: 3 }, speeding: { limitKmh: 50 } };
  settings.replace(facts({ rules: [aRule({ options })] }));
  expect(settings.settingsOf("car").at(NOON).options).toMatchObject(limit(50));
});

test("a fence is for the group it was drawn for, and cars that share everything share it", () => {
  const settings = createFleetSettings();
  const fence: Geofence = {
    ...{ id: randomUUID(), name: "Yard", purpose: "yard", speedLimitKmh: null, branchId: null },
    area: { kind: "circle", geometry: { type: "Point", coordinates: [11.97, 57.7] }, radiusM: 80 },
    ...{ vehicleGroup: "Vans", validFrom: new Date(0), validUntil: null },
  };
  const vehicles = [aCar(), aCar({ id: "a", group: "Vans" }), aCar({ id: "b", group: "Vans" })];
  settings.replace(facts({ vehicles, geofences: [fence] }));
  const at = (id: string) => settings.settingsOf(id).at(NOON);
  expect(at("car").geofences.find(fence.id, NOON)).toBeUndefined();
  expect(at("a").geofences.find(fence.id, NOON)).toMatchObject({ id: fence.id });
  expect(at("a")).toBe(at("b"));
});

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await freshDatabase();
  const clerk = { email: "clerk@example.com", name: "C", role: "OWNER", branchId: null } as const;
  ({ id: userId } = await insertUser(database.pool, clerk, "no password"));
});
afterAll(() => database.close());

test("a change of a car or of its branch is a version from then on", async () => {
  const { pool } = database;
  const { id } = await aVehicle(pool);
  const versions = async () =>
    (await loadFleetFacts(pool, new Date(0))).vehicles.filter((each) => each.id === id);
  const [entered, ...none] = await versions();
  expect(entered).toMatchObject({ fromMs: Number.NEGATIVE_INFINITY, tankLitres: null });
  expect(none).toEqual([]);

  const beforeMs = Date.now();
  await pool.query("update vehicles set model = 'renamed' where id = $1", [id]);
  await pool.query("update vehicles set tank_litres = 70, vehicle_group = 'Vans' where id = $1", [
    id,
  ]);
  await pool.query(
    `update branches set time_zone = 'Atlantic/Azores'
     where id = (select branch_id from vehicles where id = $1)`,
    [id],
  );
  const [first, filled, moved] = await versions();
  expect(first).toEqual(entered);
  expect(filled).toMatchObject({
    ...entered,
    fromMs: filled?.fromMs,
    tankLitres: 70,
    group: "Vans",
  });
  expect(filled?.fromMs).toBeGreaterThan(beforeMs - 1_000);
  expect(moved).toMatchObject({ tankLitres: 70, timeZone: "Atlantic/Azores" });
});

test("a limit set at noon tells of the speed after it; switched off, not even that is recorded", async () => {
  const { pool } = database;
  const vehicle = await aVehicle(pool);
  const put = (rule: object, atMs: number) =>
    replaceRule(pool, RulePut.parse({ type: "speeding", ...rule }), new Date(atMs), userId);
  await put({ scope: "fleet", options: limit(50), severity: "critical" }, NOON);
  const off = { scope: "vehicle", vehicleId: vehicle.id, enabled: false };
  const { id } = await put(off, NOON + HOUR_MS);
  await closeRule(pool, id, new Date(NOON + 2 * HOUR_MS));
  const settings = createFleetSettings();
  settings.replace(await loadFleetFacts(pool, new Date(0)));

  const journey = aJourney(NOON - HOUR_MS).ignite(true);
  for (let hour = 0; hour < 4; hour++)
    journey
      .drive(5 * MINUTE, 90)
      .stand(5 * MINUTE)
      .ignite(false)
      .silence(50 * MINUTE)
      .ignite(true);
  const observations = journey.observations.map((each) =>
    Object.assign(each, { vehicleId: vehicle.id }),
  );
  const processor = await aProcessor(pool, "test", settings, settings.settingsOf);
  await processor.deliver([messagesFor(vehicle.id)(observations)], journey.now());
  const { rows } = await pool.query<{ start_time: Date }>(
    "select start_time from detections where type = 'speeding' and vehicle_id = $1 order by 1",
    [vehicle.id],
  );
  expect(rows.map((row) => Math.floor((row.start_time.getTime() - NOON) / HOUR_MS))).toEqual([
    0, 2,
  ]);
  const alerts = await listAlertsOf(pool, vehicle.id);
  expect(alerts.filter(({ type }) => type === "speeding")).toMatchObject([
    { severity: "critical", count: 2 },
  ]);
});
