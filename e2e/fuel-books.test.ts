import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { insertAssignment } from "../db/assignments.ts";
import { insertDriver } from "../db/drivers.ts";
import { aVehicle } from "../db/fixtures.ts";
import {
  insertFuelRecord,
  markFuelRecordVoid,
  replaceFuelRecord,
  type FuelRecordContent,
} from "../db/fuel-records.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { storedEfficiency } from "../db/testing-rows.ts";
import { patchVehicle } from "../db/vehicles.ts";
import { inTransaction } from "../db/pool.ts";
import { bookVehicle, keepFuelBooks } from "../operations/fuel-books.ts";
import { aTank } from "../processor/detectors/fuel-journey.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { defaultPolicies } from "../processor/alerting.ts";
import { aProcessor, messagesFor } from "../processor/testing.ts";

/** Two days before a new year, so that every kind of period ends in the middle of the story. */
const START = Date.UTC(2025, 11, 30, 6);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LATER_MS = START + 5 * DAY_MS;
const TANK_LITRES = 50;
const PER_100_KM_PCT = 16;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** Three days: long drives, a refuel by a station, nights, a drive over midnight, a tracker that sleeps. */
const theStory = (): Observation[] =>
  aTank(START, { pct: 70, per100KmPct: PER_100_KM_PCT })
    .park(60, { everyS: 900 })
    .start()
    .drive(70, 90, 60)
    .park(40)
    .start()
    .drive(60, 90, 60)
    .park(30, { flowPct: 45, overS: 120 })
    .start()
    .drive(50, 90, 60)
    .park(14 * 60, { everyS: 1_800 })
    .start()
    .drive(80, 90, 60)
    .park(8 * 60, { everyS: null })
    .start()
    .drive(80, 90, 60)
    .park(12 * 60, { everyS: 1_800 })
    .start()
    .drive(40, 90, 60).observations;

const content = (vehicleId: string, hours: number, litres: number): FuelRecordContent => ({
  ...{ vehicleId, driverId: null, recordType: "REFUEL" },
  refuelDate: new Date(START + hours * HOUR_MS),
  ...{ litres, costMinor: litres * 2_000, cost: litres * 20, currency: "SEK", costPerLitre: 20 },
  ...{ odometerKm: null, fuelStation: null, fuelType: "Diesel", fullTank: true },
  ...{ receipt: null, notes: null },
});

/** What people do meanwhile: a receipt of the refuel, corrected; a canister; one entered twice. */
const entriesOf = (vehicleId: string) => {
  const ids: string[] = [];
  const enter = async (record: FuelRecordContent): Promise<void> => {
    ids.push(await insertFuelRecord(database.pool, record, null, null));
  };
  return [
    () => enter(content(vehicleId, 5, 20)),
    () => enter(content(vehicleId, 30, 4)),
    () => replaceFuelRecord(database.pool, ids[0] ?? "", content(vehicleId, 4.5, 22.4)),
    () => enter(content(vehicleId, 31, 4)),
    () => markFuelRecordVoid(database.pool, ids[2] ?? "", "entered twice"),
  ];
};

const addDrivers = () =>
  Promise.all(
    ["Anna", "Bo"].map(async (name) => {
      const driver = { name, licenseNumber: randomUUID(), phone: null, email: null };
      const added = await insertDriver(database.pool, {
        ...{ ...driver, status: "ACTIVE", branchId: null },
      });
      return added.id;
    }),
  );

type Row = {
  id: string;
  driver_id: string | null;
  calculation_period: string;
  period_start: string;
  measured_distance_km: number;
  total_fuel_consumed_liters: number;
  uncertainty_liters: number;
};

/** What the bookkeeping does after a delivery. */
type Look = "nothing" | "books" | "dies";

/** Killed at the last moment: all is done, and nothing is committed. */
const bookAndDie = (vehicleId: string): Promise<void> =>
  inTransaction(database.pool, async (client) => {
    await bookVehicle(client, vehicleId);
    throw new Error("killed");
  });

const tellIt = async (
  queue: readonly (readonly Observation[])[],
  entryAt: (turn: number) => number,
  lookAt: (turn: number) => Look,
): Promise<Omit<Row, "id">[]> => {
  const vehicle = await aVehicle(database.pool);
  await patchVehicle(database.pool, null, vehicle.id, { tankLitres: TANK_LITRES });
  const [anna = "", bo = ""] = await addDrivers();
  const shift = new Date(START + 20 * HOUR_MS);
  for (const [driverId, assignedAt, unassignedAt] of [
    [anna, new Date(START - DAY_MS), shift],
    [bo, shift, null],
  ] as const)
    await insertAssignment(database.pool, {
      ...{ vehicleId: vehicle.id, driverId, assignedAt },
      ...{ unassignedAt: unassignedAt ?? undefined },
    });
  const settings = unchanging({ ...defaultSettings, tankLitres: TANK_LITRES });
  const processor = await aProcessor(database.pool, "books", defaultPolicies, () => settings);
  const nextMessage = messagesFor(vehicle.id);
  const entries = entriesOf(vehicle.id);
  for (const [turn, part] of queue.entries()) {
    const mine = part.map((each) =>
      Object.assign(structuredClone(each), { vehicleId: vehicle.id }),
    );
    await processor.deliver([nextMessage(mine)], START);
    for (let entry = 0; entry < entryAt(turn); entry++) await entries.shift()?.();
    const look = lookAt(turn);
    if (look === "books") await keepFuelBooks(database.pool, { lookAgainS: 0 });
    if (look === "dies") await expect(bookAndDie(vehicle.id)).rejects.toThrow("killed");
  }
  for (const enter of entries) await enter();
  await processor.settle(LATER_MS);
  await processor.wake(LATER_MS);
  while ((await keepFuelBooks(database.pool, { lookAgainS: 0 })) > 0);
  const named = JSON.stringify(await storedEfficiency(database.pool, vehicle.id))
    .replaceAll(anna, "Anna")
    .replaceAll(bo, "Bo")
    .replaceAll(vehicle.id, "car");
  const rows = JSON.parse(named) as Row[];
  // Drivers of each telling have ids of their own.
  const keyOf = (row: Row): string =>
    `${row.calculation_period} ${row.period_start} ${row.driver_id ?? ""}`;
  const sorted = rows.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
  return sorted.map(({ id: _id, ...row }) => row);
};

const byTurns = (story: readonly Observation[], size: number): Observation[][] =>
  Array.from({ length: Math.ceil(story.length / size) }, (_, index) =>
    story.slice(index * size, (index + 1) * size),
  );

test("what is figured is what was burnt, by day and driver, over a refuel and a new year", async () => {
  const figures = await tellIt(
    [theStory()],
    () => 9,
    () => "books",
  );
  const of = (kind: string, start: string, driver: string | null = null) =>
    figures.find(
      (row) =>
        row.calculation_period === kind && row.period_start === start && row.driver_id === driver,
    );
  const trueLitres = (km = 0): number => (km * PER_100_KM_PCT * TANK_LITRES) / 10_000;
  for (const [kind, start] of [
    ["DAILY", "2025-12-30"],
    ["DAILY", "2025-12-31"],
    ["WEEKLY", "2025-12-29"],
    ["MONTHLY", "2025-12-01"],
    ["YEARLY", "2025-01-01"],
  ] as const) {
    const row = of(kind, start);
    expect(row, `${kind} ${start}`).toMatchObject({ method: "levels", unknown_because: null });
    const burnt = trueLitres(row?.measured_distance_km);
    expect(Math.abs((row?.total_fuel_consumed_liters ?? 0) - burnt)).toBeLessThan(
      3 * (row?.uncertainty_liters ?? 0),
    );
  }
  expect(of("DAILY", "2025-12-30", "Anna")).toMatchObject({ method: "levels" });
  expect(of("YEARLY", "2025-01-01")).toMatchObject({
    ...{ number_of_refuels: 2, total_refuelled_liters: 26.4, total_fuel_cost_minor: 52_800 },
  });
  expect(of("YEARLY", "2026-01-01")).toBeDefined();
}, 120_000);

/** Blocks of neighbouring observations in any order, some sent twice, in parts of any size. */
const anyTelling = (blocks: number) =>
  fc.record({
    order: fc.shuffledSubarray([...Array(blocks).keys()], { minLength: blocks, maxLength: blocks }),
    repeated: fc.array(fc.nat(blocks - 1), { maxLength: 5 }),
    entries: fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }),
    looks: fc.array(fc.constantFrom<Look>("nothing", "books", "dies"), {
      minLength: 60,
      maxLength: 60,
    }),
  });

test("any order of observations, records, corrections and looks ends in the same figures", async () => {
  const blocks = byTurns(theStory(), 20);
  const expected = await tellIt(
    blocks,
    () => 0,
    () => "nothing",
  );
  expect(expected.length).toBeGreaterThan(15);
  await fc.assert(
    fc.asyncProperty(anyTelling(blocks.length), async ({ order, repeated, entries, looks }) => {
      const queue = [...order, ...repeated].map((index) => blocks[index] ?? []);
      const figures = await tellIt(
        queue,
        (turn) => entries[turn % entries.length] ?? 0,
        (turn) => looks[turn % looks.length] ?? "nothing",
      );
      expect(figures).toEqual(expected);
    }),
    { numRuns: 20 },
  );
}, 300_000);
