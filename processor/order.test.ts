import fc from "fast-check";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DetectionRule } from "../contracts/detection-rule.ts";
import type { Geofence } from "../contracts/geofence.ts";
import type { Observation } from "../contracts/observation.ts";
import { anObservation } from "../contracts/testing.ts";
import { aVehicle } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { tell } from "./detectors/testing.ts";
import { createFleetSettings } from "./fleet-settings.ts";
import { aProcessor, messagesFor } from "./testing.ts";
import { aDay, anEventfulDay, DAY_START_MS } from "./testing-days.ts";
import { createVehicleFaults } from "./vehicle-faults.ts";
import { createVehicleMemory } from "./vehicle-memory.ts";

const NOON = DAY_START_MS;
/** Long after everything: whatever silence ends has ended. */
const NEXT_DAY_MS = NOON + 24 * 60 * 60_000;

/** Anything over 45 km/h is told of, once it has lasted a minute; so is the square it crosses. */
const settings = createFleetSettings();
const rules: DetectionRule[] = [
  {
    ...{ id: "rule", scope: "fleet", group: null, vehicleId: null, type: "speeding" },
    ...{ enabled: null, alert: null, severity: null, cooldownS: null, minDurationS: 60 },
    ...{ schedule: null, options: { speeding: { limitKmh: 45 } } },
    ...{ validFrom: new Date(0).toISOString(), validUntil: null },
  },
];
const square: Geofence = {
  ...{ id: "10000000-0000-4000-8000-000000000001", name: "Square", purpose: "restricted" },
  area: { kind: "circle", geometry: { type: "Point", coordinates: [11.97, 57.72] }, radiusM: 900 },
  ...{ speedLimitKmh: null, branchId: null, vehicleGroup: null },
  ...{ validFrom: new Date(0), validUntil: null },
};

let database: TestDatabase;
const startProcessor = () =>
  aProcessor(database.pool, "processor-under-test", settings, settings.settingsOf);
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const storedRoutes = async (vehicleId: string) => {
  const { rows } = await database.pool.query(
    `select id, start_time, end_time, distance_km, max_speed_kmh, status, start_location_id,
       end_location_id, detected_at
     from routes where vehicle_id = $1 order by start_time`,
    [vehicleId],
  );
  return rows as unknown[];
};
const storedStops = async (vehicleId: string) => {
  const { rows } = await database.pool.query(
    `select id, kind, start_time, end_time, latitude, longitude, detected_at
     from stops where vehicle_id = $1 order by start_time, kind`,
    [vehicleId],
  );
  return rows as unknown[];
};
const storedDetections = async (vehicleId: string) => {
  const { rows } = await database.pool.query(
    `select id, type, certainty, start_time, end_time, detected_at, latitude, longitude, evidence
     from detections where vehicle_id = $1 order by start_time, type, id`,
    [vehicleId],
  );
  return rows as unknown[];
};
const storedLearning = async (vehicleId: string) => {
  const { rows } = await database.pool.query(
    "select * from learned_fuel where vehicle_id = $1 order by detected_at",
    [vehicleId],
  );
  return rows as unknown[];
};
/** What alerts say; when people were told depends on when the observations came. */
const storedAlerts = async (vehicleId: string) => {
  const { rows } = await database.pool.query(
    `select id, type, cause, severity, status, count, first_detection_id, last_detection_id,
       started_at, last_at, ended_at, evidence
     from alerts where vehicle_id = $1 and count > 0 order by started_at, type, cause`,
    [vehicleId],
  );
  return rows as unknown[];
};
/** What a processor that starts now would know. */
const storedState = async (vehicleId: string) => {
  const faults = createVehicleFaults(pino({ level: "silent" }), Date.now);
  const memory = createVehicleMemory(Date.now, settings.settingsOf, faults);
  const vehicle = (await memory.load(database.pool, [vehicleId])).get(vehicleId);
  // When the last checkpoint was taken is bookkeeping: it may differ, what is detected may not.
  const { checkpointAtMs: _at, checkpointDue: _due, ...rest } = vehicle?.state ?? {};
  return rest;
};
const storedCount = async (vehicleId: string) => {
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*) as count from gps_locations where vehicle_id = $1",
    [vehicleId],
  );
  return rows[0]?.count;
};
const everything = async (vehicleId: string) => ({
  routes: await storedRoutes(vehicleId),
  stops: await storedStops(vehicleId),
  detections: await storedDetections(vehicleId),
  alerts: await storedAlerts(vehicleId),
  learnedFuel: await storedLearning(vehicleId),
  state: await storedState(vehicleId),
  count: await storedCount(vehicleId),
});

/** Forgets a vehicle's story so that the same observations can be told again. */
const forget = async (vehicleId: string): Promise<void> => {
  const alertsOf = "(select id from alerts where vehicle_id = $1)";
  for (const table of ["activities", "alert_history", "alert_detections"]) {
    await database.pool.query(`delete from ${table} where alert_id in ${alertsOf}`, [vehicleId]);
  }
  for (const table of [
    "alerts",
    "detections",
    "gps_locations",
    "learned_fuel",
    "routes",
    "stops",
    "vehicle_states",
    "vehicle_checkpoints",
  ]) {
    await database.pool.query(`delete from ${table} where vehicle_id = $1`, [vehicleId]);
  }
};

/** As a tracker sends it that empties its memory every ten minutes. */
const inBatches = (day: readonly Observation[]): Observation[] => {
  const everyMs = 600_000;
  return day.map((each) => ({
    ...each,
    receivedAtMs: Math.ceil(each.tsMs / everyMs) * everyMs,
  }));
};

const EVENTFUL_ALERTS = [
  ...["crash", "drain", "geofence_enter", "odometer_rollback", "offline", "power_cut", "sos"],
  ...["speeding", "tow"],
];

/** A car that has been silent for so long is offline, though its next word may be on its way, ms. */
const SILENCE_MS = 6 * 60_000;

/** What happens between two deliveries. */
type Between = "nothing" | "page" | "settle" | "tick" | "early tick" | "crash";

const betweens = (of: readonly Between[]) =>
  fc.array(fc.constantFrom(...of), { minLength: 40, maxLength: 40 });
const cuts = (most: number) =>
  fc.array(fc.integer({ min: 1, max: most }), { minLength: 4, maxLength: 40 });

/** Everything in any order, and some of it twice. */
const aShuffledRun = ({ length }: readonly Observation[]) =>
  fc.record({
    order: fc.shuffledSubarray([...Array(length).keys()], { minLength: length, maxLength: length }),
    repeated: fc.array(fc.nat(length - 1), { maxLength: length }),
    cuts: cuts(25),
    between: betweens(["nothing", "page", "tick", "crash"]),
  });

/** Each observation a little late by its own measure, as of several devices in one car. */
const aLittleLateRun = (day: readonly Observation[]) => {
  const delays = fc
    .constantFrom(15_000, 60_000, 180_000)
    .chain((most) => fc.array(fc.nat(most), { minLength: day.length, maxLength: day.length }));
  const order = delays.map((lateMs) => {
    const dueMs = (index: number): number => (day[index]?.tsMs ?? 0) + (lateMs[index] ?? 0);
    return [...day.keys()].toSorted((a, b) => dueMs(a) - dueMs(b));
  });
  const repeated = fc.array(fc.nat(day.length - 1), { maxLength: 20 });
  const settle = Array<Between>(12).fill("settle");
  const tick = Array<Between>(4).fill("early tick");
  const between = betweens([...settle, ...tick, "nothing", "page", "tick", "crash"]);
  return fc.record({ order, repeated, cuts: cuts(6), between });
};

test.each([
  ["a plain day", aDay, ["geofence_enter", "offline", "speeding"]],
  ["an eventful day", anEventfulDay, EVENTFUL_ALERTS],
  [
    "an eventful day in batches",
    (vehicleId: string) => inBatches(anEventfulDay(vehicleId)),
    EVENTFUL_ALERTS,
  ],
] as const)(
  "any order, any repetition, any batching and a crash anywhere end in the same story: %s",
  async (_name, dayOf, alerts) => {
    const vehicle = await aVehicle(database.pool);
    const day = dayOf(vehicle.id);
    const car = {
      id: vehicle.id,
      fromMs: Number.NEGATIVE_INFINITY,
      group: null,
      tankLitres: null,
      timeZone: "Europe/Stockholm",
    };
    settings.replace({ vehicles: [car], rules, geofences: [square], moved: new Map() });

    const inOrder = await startProcessor();
    await inOrder.deliver([messagesFor(vehicle.id)(day)], NEXT_DAY_MS);
    await inOrder.wake(NEXT_DAY_MS);
    const expected = await everything(vehicle.id);
    expect(expected.routes.length).toBeGreaterThan(2);
    expect(expected.routes.map((route) => (route as { id: string }).id)).toEqual(
      tell(day).routes.map(({ id }) => id),
    );
    expect(expected.detections.length).toBeGreaterThan(3);
    const hasFuel = alerts.some((type) => type === "drain");
    expect(expected.learnedFuel.length > 0).toBe(hasFuel);
    expect(expected.alerts.map((alert) => (alert as { type: string }).type).sort()).toEqual(alerts);

    const runs = fc.oneof(aShuffledRun(day), aLittleLateRun(day));
    await fc.assert(
      fc.asyncProperty(runs, async ({ order, repeated, cuts, between }) => {
        await forget(vehicle.id);
        let processor = await startProcessor();
        const nextMessage = messagesFor(vehicle.id);
        const queue = [...order, ...repeated].flatMap((index) => day[index] ?? []);
        let headMs = NOON;
        for (let turn = 0; queue.length > 0; turn++) {
          const cut = queue.splice(0, cuts[turn % cuts.length]);
          headMs = Math.max(headMs, ...cut.map(({ tsMs }) => tsMs));
          await processor.deliver([nextMessage(cut)], NOON);
          const event = between[turn % between.length];
          if (event === "page") await processor.slice(NOON);
          if (event === "settle") await processor.settle(NOON);
          if (event === "tick") await processor.wake(NEXT_DAY_MS);
          if (event === "early tick") await processor.wake(headMs + SILENCE_MS);
          if (event === "crash") processor = await startProcessor();
        }
        await processor.settle(NEXT_DAY_MS);
        await processor.wake(NEXT_DAY_MS);
        expect(await everything(vehicle.id)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  },
  120_000,
);

test("a state that was written a while ago is brought up to date from the log", async () => {
  const vehicle = await aVehicle(database.pool);
  const day = aDay(vehicle.id);
  const whole = await startProcessor();
  await whole.deliver([messagesFor(vehicle.id)(day)], NEXT_DAY_MS);
  await whole.wake(NEXT_DAY_MS);
  const expected = await everything(vehicle.id);

  await forget(vehicle.id);
  const nextMessage = messagesFor(vehicle.id);
  const lagging: boolean[] = [];
  for (let from = 0; from < day.length; from += 7) {
    const processor = await startProcessor(); // the one before it was killed
    await processor.deliver([nextMessage(day.slice(from, from + 7))], NOON);
    await processor.settle(NOON);
    const { rows } = await database.pool.query<{ lagging: boolean }>(
      "select state_at < folded_at as lagging from vehicle_states where vehicle_id = $1",
      [vehicle.id],
    );
    lagging.push(rows[0]?.lagging ?? false);
  }
  const last = await startProcessor();
  await last.wake(NEXT_DAY_MS);
  expect(lagging.filter(Boolean).length).toBeGreaterThan(lagging.length / 2);
  expect(await everything(vehicle.id)).toEqual(expected);
}, 60_000);

test("a state and checkpoints that cannot be read are built anew out of the log", async () => {
  const vehicle = await aVehicle(database.pool);
  const day = aDay(vehicle.id);
  const nextMessage = messagesFor(vehicle.id);
  const processor = await startProcessor();
  await processor.deliver([nextMessage(day)], NEXT_DAY_MS);
  const expected = await storedRoutes(vehicle.id);
  const unreadable = "set state = '{\"v\":99}' where vehicle_id = $1";
  await database.pool.query(`update vehicle_states ${unreadable}`, [vehicle.id]);
  await database.pool.query(`update vehicle_checkpoints ${unreadable}`, [vehicle.id]);

  const later = await startProcessor();
  const lastMs = Math.max(...day.map(({ tsMs }) => tsMs));
  const next = anObservation({ vehicleId: vehicle.id, tsMs: lastMs + 1_000, ignition: false });
  await later.deliver([nextMessage([next])], NEXT_DAY_MS);
  await later.settle(NEXT_DAY_MS);
  expect((await storedRoutes(vehicle.id)).slice(0, 2)).toEqual(expected.slice(0, 2));
  expect(await storedState(vehicle.id)).toMatchObject({ v: 1, foldedAtMs: lastMs + 1_000 });
});

test("late observations of one trip leave the other trips of a long history untouched", async () => {
  const vehicle = await aVehicle(database.pool);
  const day = aDay(vehicle.id);
  const processor = await aProcessor(database.pool);
  const nextMessage = messagesFor(vehicle.id);
  const late = day.slice(3, 6);
  await processor.deliver([nextMessage(day.filter((each) => !late.includes(each)))], NOON);
  const { rows: before } = await database.pool.query(
    "select id, revision from routes where vehicle_id = $1 order by start_time",
    [vehicle.id],
  );
  await processor.deliver([nextMessage(late)], NOON);
  await processor.settle(NOON);
  const { rows: after } = await database.pool.query(
    "select id, revision from routes where vehicle_id = $1 order by start_time",
    [vehicle.id],
  );
  expect(after.slice(1)).toEqual(before.slice(1));
  expect(after).toHaveLength(3);
});

test("a batch that was stored before is refused, and nothing of it is stored twice", async () => {
  const vehicle = await aVehicle(database.pool);
  const processor = await aProcessor(database.pool);
  const message = messagesFor(vehicle.id)(aDay(vehicle.id));
  await processor.deliver([message], NOON);
  await expect(processor.deliver([message], NOON)).rejects.toThrow("changed hands");
  expect(await storedCount(vehicle.id)).toBe(message.observations.length);
});

test("a processor that slept through a takeover can write nothing any more", async () => {
  const vehicle = await aVehicle(database.pool);
  await database.pool.query("update partitions set owner = null, lease_expires_at = null");
  const sleeper = await aProcessor(database.pool, "sleeper");
  await database.pool.query("update partitions set lease_expires_at = now() - interval '1 second'");
  const heir = await aProcessor(database.pool, "heir");
  const nextMessage = messagesFor(vehicle.id);
  const message = nextMessage(aDay(vehicle.id));
  await expect(sleeper.deliver([message], NOON)).rejects.toThrow("changed hands");
  await heir.deliver([message], NOON);
  expect(await storedCount(vehicle.id)).toBe(message.observations.length);
});
