import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analytics, AnalyticsQuery, type UseFigures } from "../contracts/analytics.ts";
import type { Vehicle } from "../contracts/vehicle.ts";
import { insertAssignment } from "../db/assignments.ts";
import { insertBooking, markHandedOut, markReturned } from "../db/bookings.ts";
import { saveDetections } from "../db/detections.ts";
import { NewDriver } from "../contracts/driver.ts";
import { insertDriver } from "../db/drivers.ts";
import { aDetection, aTracker, aVehicle, moveTracker } from "../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { storeDrives, storeParking, type TestDrive } from "../db/testing-rows.ts";
import { insertUser } from "../db/users.ts";
import { patchVehicle } from "../db/vehicles.ts";
import { loadAnalytics } from "./analytics.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const HOUR_S = 3_600;
/** By the clocks of Stockholm, in winter. */
const at = (wall: string): Date => new Date(`${wall}+01:00`);
const LONG_AFTER = at("2026-06-01T00:00");

/** A car with a tracker in it, alone in its branch. */
const aCar = async (): Promise<Vehicle> => {
  const vehicle = await aVehicle(database.pool);
  await aTracker(database.pool, vehicle.id, at("2026-01-01T00:00"));
  return vehicle;
};

const analyse = (
  branchId: string,
  from: string,
  to: string,
  { by = "vehicle", now = LONG_AFTER }: { by?: "vehicle" | "driver"; now?: Date } = {},
): Promise<Analytics> =>
  loadAnalytics(database.pool, branchId, AnalyticsQuery.parse({ from, to, by }), now);

const drive = (vehicleId: string, from: string, to: string | null, km: number): TestDrive => ({
  ...{ vehicleId, from: at(from), to: to === null ? null : at(to), km },
});

test("a route over the period's edge counts by its time on either side, and once as a route", async () => {
  const { id, branchId } = await aCar();
  await storeDrives(database.pool, [drive(id, "2026-03-09T23:00", "2026-03-10T02:00", 90)]);
  const before = await analyse(branchId, "2026-03-09", "2026-03-10");
  const after = await analyse(branchId, "2026-03-10", "2026-03-11");
  expect(before.totals).toMatchObject({ distanceKm: 30, routes: 1, drivingS: HOUR_S, usedDays: 1 });
  expect(after.totals).toMatchObject({ distanceKm: 60, routes: 0, drivingS: 2 * HOUR_S });
  expect(after.totalsBefore).toEqual(before.totals);
});

const SUMMED = ["distanceKm", "routes", "drivingS", "idlingS", "usedDays"] as const;

test("any period split in two sums to the whole", async () => {
  const { id, branchId } = await aCar();
  const hoursFrom = at("2026-03-01T00:00").getTime();
  const hour = (hours: number): Date => new Date(hoursFrom + hours * HOUR_S * 1_000);
  // routes of up to two days, one after the other
  let clock = 0;
  const drives = Array.from({ length: 40 }, (_, index): TestDrive => {
    const from = clock + 1 + ((index * 7) % 11);
    clock = from + 0.25 + ((index * 13) % 48);
    return {
      vehicleId: id,
      from: hour(from),
      to: hour(clock),
      km: 10 + index,
      idlingS: 60 * index,
    };
  });
  await storeDrives(database.pool, drives);
  const day = (days: number): string =>
    hour(days * 24 + 12)
      .toISOString()
      .slice(0, 10);
  const whole = await analyse(branchId, day(0), day(60));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 59 }), async (cut) => {
      const parts = [
        await analyse(branchId, day(0), day(cut)),
        await analyse(branchId, day(cut), day(60)),
      ];
      for (const name of SUMMED) {
        const sum = parts.reduce((total, { totals }) => total + totals[name], 0);
        // seconds are told whole
        expect(Math.abs(sum - whole.totals[name])).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 12 },
  );
  const total = (value: (point: Analytics["series"][number]) => number): number =>
    whole.series.reduce((sum, point) => sum + value(point), 0);
  expect(total(({ distanceKm }) => distanceKm)).toBeCloseTo(whole.totals.distanceKm, 0);
  expect(whole.rows[0]?.distances).toEqual(whole.series.map(({ distanceKm }) => distanceKm));
}, 60_000);

test("days are those of the branch, the short one of spring included", async () => {
  const { id, branchId } = await aCar();
  // from 00:30 winter time to 03:30 summer time: two hours
  const drives = [drive(id, "2026-03-29T00:30", "2026-03-29T02:30", 100)];
  await storeDrives(database.pool, drives);
  const { totals } = await analyse(branchId, "2026-03-29", "2026-03-30");
  expect(totals).toMatchObject({ distanceKm: 100, drivingS: 2 * HOUR_S });
});

test("a route under way counts up to now, and the day before only up to the same time", async () => {
  const { id, branchId } = await aCar();
  await storeDrives(database.pool, [
    drive(id, "2026-03-09T08:00", "2026-03-09T09:00", 50),
    drive(id, "2026-03-09T11:30", "2026-03-09T12:30", 40),
    drive(id, "2026-03-10T11:00", null, 25),
  ]);
  const now = at("2026-03-10T12:00");
  const today = await analyse(branchId, "2026-03-10", "2026-03-11", { now });
  expect(today).toMatchObject({
    isOngoing: true,
    before: { from: "2026-03-09", to: "2026-03-10" },
  });
  expect(today.totals).toMatchObject({ distanceKm: 25, routes: 1 });
  expect(today.totalsBefore).toMatchObject({ distanceKm: 70, routes: 2 });
});

const aClerk = async (branchId: string): Promise<string> => {
  const account = { email: `${randomUUID()}@example.com`, name: "Desk", role: "DESK", branchId };
  return (await insertUser(database.pool, { ...account, role: "DESK" }, "")).id;
};

const utilisation = ({
  watchedS,
  watchedDays,
  usedDays,
  movingShare,
  rentedShare,
}: UseFigures) => ({
  ...{ watchedS, watchedDays, usedDays, movingShare, rentedShare },
});

test("use is measured against the time in which a tracker sat in the car", async () => {
  const { pool } = database;
  const { id, branchId } = await aVehicle(pool);
  const tracker = await aTracker(pool, id, at("2026-03-01T00:00"));
  await storeDrives(pool, [drive(id, "2026-03-02T00:00", "2026-03-02T06:00", 300)]);
  await storeParking(pool, id, at("2026-03-02T06:00").toISOString());
  const booking = {
    vehicleId: id,
    customerName: "Karin",
    customerContact: null,
    returnBranchId: branchId,
  };
  const [outAt, dueAt] = [at("2026-03-02T00:00"), at("2026-03-05T00:00")];
  const rental = await insertBooking(pool, { ...booking, outAt, dueAt }, await aClerk(branchId));
  await markHandedOut(pool, rental, at("2026-03-02T12:00"));
  await markReturned(pool, rental, at("2026-03-03T00:00"), branchId);
  await moveTracker(pool, tracker, null, at("2026-03-04T00:00"));
  const { totals } = await analyse(branchId, "2026-03-01", "2026-03-11");
  expect(utilisation(totals)).toEqual({
    // seen from its first route on, until the tracker was taken out
    ...{
      watchedS: 48 * HOUR_S,
      watchedDays: 2,
      usedDays: 1,
      movingShare: 0.125,
      rentedShare: 0.25,
    },
  });
  expect(totals.standS).toBe(42 * HOUR_S);
});

test("a car that left the fleet keeps what it drove, and is not listed where it drove nothing", async () => {
  const { pool } = database;
  const { id, branchId } = await aVehicle(pool);
  await storeDrives(pool, [drive(id, "2026-03-02T08:00", "2026-03-02T09:00", 50)]);
  await patchVehicle(pool, branchId, id, { status: "INACTIVE" });
  const rowsOf = async (from: string, to: string) => (await analyse(branchId, from, to)).rows;
  expect(await rowsOf("2026-03-02", "2026-03-03")).toMatchObject([{ id, figures: { routes: 1 } }]);
  expect(await rowsOf("2026-03-03", "2026-03-04")).toMatchObject([{ id, before: { routes: 1 } }]);
  expect(await rowsOf("2026-03-04", "2026-03-05")).toEqual([]);
});

const aDriver = async (name: string, branchId: string): Promise<string> => {
  const driver = { name, licenseNumber: randomUUID(), status: "ACTIVE", branchId } as const;
  return (await insertDriver(database.pool, { ...NewDriver.parse(driver), branchId })).id;
};

test("drivers share a car by its routes; whom the viewer may not know of is nobody", async () => {
  const { pool } = database;
  const { id, branchId } = await aVehicle(pool);
  const { branchId: elsewhere } = await aVehicle(pool);
  const anna = await aDriver("Anna", branchId);
  const stranger = await aDriver("Stranger", elsewhere);
  const assigned = { vehicleId: id, driverId: anna, unassignedAt: at("2026-03-03T00:00") };
  await insertAssignment(pool, { ...assigned, assignedAt: at("2026-03-02T00:00") });
  const first = drive(id, "2026-03-02T08:00", "2026-03-02T09:00", 60);
  const second = drive(id, "2026-03-04T08:00", "2026-03-04T09:00", 70);
  const third = drive(id, "2026-03-05T08:00", "2026-03-05T09:00", 80);
  await storeDrives(pool, [{ ...first, driverId: anna }, { ...second, driverId: stranger }, third]);
  await saveDetections(pool, [
    aDetection(id, { type: "harsh_braking", startMs: at("2026-03-02T08:30").getTime() }),
    aDetection(id, { type: "harsh_braking", startMs: at("2026-03-04T08:30").getTime() }),
  ]);
  const { rows, totals } = await analyse(branchId, "2026-03-01", "2026-03-08", { by: "driver" });
  const brakings = ({ score }: UseFigures) => score.parts.find(({ part }) => part === "braking");
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(["Anna", null]));
  const [mine, others] = [anna, "none"].map((who) => rows.find((row) => row.id === who)?.figures);
  expect(mine).toMatchObject({ distanceKm: 60, watchedS: 24 * HOUR_S, standS: null });
  expect(mine && brakings(mine)).toMatchObject({ events: 1, rate: 1.6667 });
  expect(others).toMatchObject({ distanceKm: 150, routes: 2 });
  // what nobody known drove is driven all the same, and no share of anybody's time
  expect(totals).toMatchObject({ distanceKm: 210, usedDays: 1, watchedDays: 1, usedShare: 1 });
});

test("a late route counts as if it had been there from the beginning", async () => {
  const { id, branchId } = await aCar();
  const drives = [
    drive(id, "2026-03-02T08:00", "2026-03-02T09:00", 50),
    drive(id, "2026-03-01T23:00", "2026-03-02T01:00", 40),
  ];
  await storeDrives(database.pool, drives.slice(0, 1));
  const early = await analyse(branchId, "2026-03-02", "2026-03-03");
  await storeDrives(database.pool, drives.slice(1));
  const late = await analyse(branchId, "2026-03-02", "2026-03-03");
  expect([early.totals.distanceKm, late.totals.distanceKm]).toEqual([50, 70]);
});
