import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { aVehicle } from "../db/fixtures.ts";
import { insertFuelRecord, replaceFuelRecord, type FuelRecordContent } from "../db/fuel-records.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { storedEfficiency } from "../db/testing-rows.ts";
import { patchVehicle } from "../db/vehicles.ts";
import { keepFuelBooks } from "../operations/fuel-books.ts";
import { defaultPolicies } from "../processor/alerting.ts";
import { aTank } from "../processor/detectors/fuel-journey.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { aProcessor, messagesFor } from "../processor/testing.ts";

const DAY_MS = 86_400_000;
const TANK_LITRES = 50;
/** Shown by a fine gauge if it had been filled; of a gauge of eighths nobody could tell. */
const SMALL_FILL_LITRES = 8;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** Days of two drives each, with heartbeats between them. */
const daysFrom = (
  startMs: number,
  days: number,
  quirks: Parameters<typeof aTank>[1] = {},
): Observation[] => {
  const tank = aTank(startMs, { pct: 95, per100KmPct: 6, ...quirks });
  for (let day = 1; day <= days; day++) {
    tank.start(60).drive(50, 60).idle(1).park(240).start(60).drive(50, 60).idle(1);
    tank.park(Math.floor((startMs + day * DAY_MS - tank.now()) / 60_000), { everyS: 600 });
  }
  return tank.observations;
};

const OLD_YEAR = daysFrom(Date.UTC(2025, 11, 27, 6), 3);
/** The new year begins with the same gauge and goes on with another tracker's, of eighths. */
const NEW_YEAR = daysFrom(Date.UTC(2026, 0, 3, 6), 2);
const OF_EIGHTHS = daysFrom(Date.UTC(2026, 1, 3, 6), 2, { deviceId: "tracker-b", stepPct: 12.5 });

const receipt = (vehicleId: string, notes: string | null = null): FuelRecordContent => ({
  ...{ vehicleId, driverId: null, recordType: "REFUEL" },
  refuelDate: new Date(Date.UTC(2025, 11, 29, 3)),
  ...{ litres: SMALL_FILL_LITRES, costMinor: SMALL_FILL_LITRES * 2_000 },
  ...{ cost: SMALL_FILL_LITRES * 20, costPerLitre: 20, currency: "SEK", odometerKm: null },
  ...{ fuelStation: null, fuelType: "Diesel", fullTank: false, receipt: null, notes },
});

const book = async (): Promise<void> => {
  while ((await keepFuelBooks(database.pool, { lookAgainS: 0 })) > 0);
};

/** A car with a receipt at night, and what can happen to it. */
const aBookedCar = async () => {
  const { id } = await aVehicle(database.pool);
  await patchVehicle(database.pool, null, id, { tankLitres: TANK_LITRES });
  const recordId = await insertFuelRecord(database.pool, receipt(id), null, null);
  const settings = unchanging({ ...defaultSettings, tankLitres: TANK_LITRES });
  const processor = await aProcessor(database.pool, "books", defaultPolicies, () => settings);
  const nextMessage = messagesFor(id);
  return {
    recordId,
    id,
    hear: async (observations: readonly Observation[]): Promise<void> => {
      const nowMs = observations.at(-1)?.tsMs ?? 0;
      const own = observations.map((each) => ({ ...each, id: randomUUID(), vehicleId: id }));
      await processor.deliver([nextMessage(own)], nowMs);
      await processor.settle(nowMs);
    },
    /** The figures of 2025, as they stand in the books. */
    oldYear: async () => {
      const rows = JSON.stringify(await storedEfficiency(database.pool, id)).replaceAll(id, "car");
      return (JSON.parse(rows) as Record<string, unknown>[])
        .filter(({ period_end }) => String(period_end) < "2026-01-01")
        .map(({ id: _id, ...figures }) => figures);
    },
  };
};

const yearly = (figures: readonly Record<string, unknown>[]) =>
  figures.find(({ calculation_period }) => calculation_period === "YEARLY");

test("a closed year keeps its figures when another gauge comes, whatever is looked at anew", async () => {
  const car = await aBookedCar();
  await car.hear(OLD_YEAR);
  await car.hear(NEW_YEAR);
  await book();
  const closed = await car.oldYear();
  // A fine gauge would have shown 8 l: nothing was filled, so no more was burnt for it.
  const burnt = Number(yearly(closed)?.["total_fuel_consumed_liters"]);
  expect(burnt).toBeGreaterThan(8);
  expect(burnt).toBeLessThan(11);

  await car.hear(OF_EIGHTHS);
  await replaceFuelRecord(database.pool, car.recordId, receipt(car.id, "paid by card"));
  await book();
  expect(await car.oldYear()).toEqual(closed);
}, 120_000);

test("the figures of a year are the same, whenever somebody looked and whatever came late", async () => {
  const parts = [OLD_YEAR, NEW_YEAR, OF_EIGHTHS];
  const told = async (order: readonly (readonly Observation[])[], looks: boolean) => {
    const car = await aBookedCar();
    for (const part of order) {
      await car.hear(part);
      if (looks) await book();
    }
    await book();
    return car.oldYear();
  };
  const inTime = await told(parts, true);
  expect(yearly(inTime)).toMatchObject({ method: "levels" });
  expect(await told(parts, false)).toEqual(inTime);
  expect(await told(parts.toReversed(), true)).toEqual(inTime);
}, 240_000);

test("a late observation that shows the gauge to be coarse revises the figures of its year", async () => {
  const coarse = daysFrom(Date.UTC(2025, 11, 27, 6), 3, { stepPct: 12.5 });
  const car = await aBookedCar();
  await car.hear(NEW_YEAR);
  await book();
  await car.hear(coarse);
  await book();
  const late = await car.oldYear();
  const inTime = await aBookedCar();
  await inTime.hear(coarse);
  await inTime.hear(NEW_YEAR);
  await book();
  expect(late).toEqual(await inTime.oldYear());
  // Eighths show no 8 l in 50, so they count as the receipt says, beside the 9 l that the tank lost.
  expect(Number(yearly(late)?.["total_fuel_consumed_liters"])).toBeGreaterThan(15);
}, 240_000);
