import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import { NewBranch } from "../contracts/branch.ts";
import { NewBooking } from "../contracts/booking.ts";
import type { Vehicle } from "../contracts/vehicle.ts";
import { loadAlertHistory } from "../db/alert-list.ts";
import { moveAlert } from "../db/alerts.ts";
import {
  decideExtension,
  findBooking,
  insertBooking,
  insertExtension,
  markHandedOut,
  markReturned,
  patchBooking,
} from "../db/bookings.ts";
import { insertBranch } from "../db/branches.ts";
import { aVehicle } from "../db/fixtures.ts";
import { closeGeofence, insertGeofence } from "../db/geofences.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { insertUser } from "../db/users.ts";
import { aJourney } from "./detectors/journey.ts";
import { aProcessor, messagesFor } from "./testing.ts";

const MINUTE = 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOON = Date.UTC(2026, 2, 1, 12);
const DUE = NOON + 4 * HOUR_MS;
/** Where journeys begin. */
const HOME = { lat: 57.7, lon: 11.97 };

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await freshDatabase();
  const clerk = {
    email: "clerk@example.com",
    name: "Clerk",
    role: "OWNER",
    branchId: null,
  } as const;
  ({ id: userId } = await insertUser(database.pool, clerk, "no password"));
});
afterAll(() => database.close());

/** A yard of a branch, a number of metres north of where journeys begin. */
const drawYard = (branchId: string | null, northM: number, radiusM = 150) =>
  insertGeofence(
    database.pool,
    {
      ...{ name: "Yard", purpose: "yard", speedLimitKmh: null, branchId, vehicleGroup: null },
      area: {
        kind: "circle",
        geometry: { type: "Point", coordinates: [HOME.lon, HOME.lat + northM / 111_195] },
        radiusM,
      },
    },
    { id: null, version: 1 },
    new Date(0),
    userId,
  );

type Rental = { readonly vehicle: Vehicle; readonly bookingId: string };

/** A car that left its yard an hour before noon and is due at a time. */
const rent = async (dueMs = DUE): Promise<Rental> => {
  const vehicle = await aVehicle(database.pool);
  await drawYard(vehicle.branchId, 0);
  const out = new Date(Math.min(NOON, dueMs - HOUR_MS) - HOUR_MS);
  const booking = NewBooking.parse({
    ...{ vehicleId: vehicle.id, customerName: "Karin" },
    outAt: out.toISOString(),
    dueAt: new Date(dueMs).toISOString(),
  });
  const wanted = { ...booking, returnBranchId: vehicle.branchId };
  const bookingId = await insertBooking(database.pool, wanted, userId);
  await markHandedOut(database.pool, bookingId, out);
  return { vehicle, bookingId };
};

let sequence = 0;
/** The car reports its journey; a new processor each time, as after a restart. */
const hear = async (
  { vehicle }: Rental,
  journey: ReturnType<typeof aJourney>,
  nowMs = journey.now(),
): Promise<void> => {
  const observations = journey.observations
    .splice(0)
    .map((each) => Object.assign(each, { id: randomUUID(), vehicleId: vehicle.id }));
  const processor = await aProcessor(database.pool);
  sequence += 1_000;
  await processor.deliver([messagesFor(vehicle.id, sequence)(observations)], nowMs);
  await processor.settle(nowMs);
};

/** The clock strikes for a processor that has just started. */
const at = async ({ vehicle }: Rental, nowMs: number): Promise<Alert | undefined> => {
  await (await aProcessor(database.pool)).wake(nowMs);
  const alerts = await listAlertsOf(database.pool, vehicle.id);
  const overdue = alerts.filter(({ type }) => type === "overdue");
  expect(overdue.length).toBeLessThanOrEqual(1);
  return overdue[0];
};
const stepsOf = async (alert: Alert | undefined): Promise<string[]> =>
  (await loadAlertHistory(database.pool, alert?.id ?? "")).map(
    ({ action, note }) => note ?? action,
  );

test("a silent car is foreseen to be late, then late, and the desk's return closes it", async () => {
  const rental = await rent();
  await hear(
    rental,
    aJourney(NOON)
      .ignite(true)
      .drive(20 * MINUTE, 60, 20),
  );
  // 20 km away: 31 min of driving.
  expect(await at(rental, DUE - 32 * MINUTE_MS)).toBeUndefined();
  expect(await at(rental, DUE - 30 * MINUTE_MS)).toMatchObject({
    ...{ level: "predicted", severity: "warning", status: "open" },
    ...{ startedAt: new Date(DUE).toISOString(), bookingId: rental.bookingId },
  });
  expect(await at(rental, DUE + 28.9 * MINUTE_MS)).toMatchObject({ level: "predicted" });
  expect(await at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await at(rental, DUE + 119 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await at(rental, DUE + 120 * MINUTE_MS)).toMatchObject({
    ...{ level: "2h", severity: "critical" },
  });
  expect(await at(rental, DUE + 24 * HOUR_MS)).toMatchObject({ level: "24h", count: 1 });
  const back = new Date(DUE + 25 * HOUR_MS);
  await markReturned(database.pool, rental.bookingId, back, rental.vehicle.branchId);
  const closed = await at(rental, back.getTime());
  expect(closed).toMatchObject({ status: "resolved", resolution: "returned" });
  expect(await stepsOf(closed)).toEqual(["predicted", "grace", "2h", "24h", "returned"]);
});

test("a moving car is overdue until it has stood in the yard for ten minutes", async () => {
  const rental = await rent();
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 60, 20);
  await hear(
    rental,
    journey
      .silence(1)
      .ignite(false)
      .silence(4 * 3_600)
      .ignite(true),
  );
  expect(await at(rental, DUE + 10 * MINUTE_MS)).toBeUndefined();
  await hear(rental, journey.stand(MINUTE, 20).drive(16 * MINUTE, -37.5, 20));
  expect(await at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  await hear(
    rental,
    journey
      .silence(1)
      .ignite(false)
      .stand(2 * MINUTE, 60),
  );
  const offMs = journey.now() - 2 * MINUTE_MS;
  expect(await at(rental, offMs + 9 * MINUTE_MS)).toMatchObject({ status: "open" });
  expect(await at(rental, offMs + 10 * MINUTE_MS)).toMatchObject({
    ...{ status: "resolved", resolution: "silent_return" },
  });
  await hear(
    rental,
    journey
      .silence(20 * MINUTE)
      .ignite(true)
      .drive(5 * MINUTE, 50, 20),
  );
  expect(await at(rental, journey.now())).toMatchObject({ status: "open", level: "grace" });
});

test("a car that comes into the yard as its grace runs out raises nothing", async () => {
  const rental = await rent();
  const journey = aJourney(DUE + 10 * MINUTE_MS)
    .ignite(true)
    .drive(5 * MINUTE, 30, 20);
  journey
    .drive(5 * MINUTE, -30, 20)
    .silence(1)
    .ignite(false);
  await hear(rental, journey.stand(2 * MINUTE, 60));
  expect(await at(rental, DUE + 29 * MINUTE_MS)).toBeUndefined();
  expect(await at(rental, DUE + 3 * HOUR_MS)).toBeUndefined();
});

test("a car in a covered depot is back although its last fix was outside", async () => {
  const rental = await rent();
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 60, 20);
  journey.drive(580, -60, 20); // 330 m short of where it began: 180 m outside the yard
  await hear(rental, journey);
  const street = await rent();
  const other = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 60, 20)
    .drive(583, -60, 1);
  await hear(
    street,
    other
      .silence(1)
      .ignite(false)
      .stand(2 * MINUTE, 60),
  );
  const noFix = { ignition: false, lat: undefined, lon: undefined, accuracyM: undefined };
  journey.drive(5, -60, 5).silence(2 * MINUTE);
  for (let minute = 0; minute < 3; minute++) journey.say(noFix).silence(MINUTE);
  await hear(rental, journey);
  expect(await at(rental, DUE + 29 * MINUTE_MS)).toBeUndefined();
  expect(await at(street, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
});

test.each([
  ["spring", "2026-03-28T10:00:00+01:00", "2026-03-29T10:00:00+02:00", 23],
  ["autumn", "2026-10-24T10:00:00+02:00", "2026-10-25T10:00:00+01:00", 25],
])(
  "ten o'clock is ten o'clock across the change to the clocks in %s",
  async (_s, out, due, hours) => {
    expect(Date.parse(due) - Date.parse(out)).toBe(hours * HOUR_MS);
    const rental = await rent(Date.parse(due));
    expect(await at(rental, Date.parse(due) + 28.9 * MINUTE_MS)).toBeUndefined();
    expect(await at(rental, Date.parse(due) + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  },
);

test("an extension that arrives late closes the alert, and its end opens it again", async () => {
  const rental = await rent();
  await at(rental, DUE + 29 * MINUTE_MS);
  const dueAt = new Date(DUE + 24 * HOUR_MS);
  await insertExtension(database.pool, rental.bookingId, { dueAt }, userId);
  expect(await at(rental, DUE + 2 * HOUR_MS)).toMatchObject({ status: "open", level: "2h" });
  const booking = await findBooking(database.pool, null, rental.bookingId);
  const extensionId = booking?.extensions[0]?.id ?? "";
  await decideExtension(database.pool, extensionId, "APPROVED", userId, undefined);
  expect(await at(rental, DUE + 3 * HOUR_MS)).toMatchObject({
    ...{ status: "resolved", resolution: "extended" },
  });
  expect(await at(rental, dueAt.getTime() + 28 * MINUTE_MS)).toMatchObject({ status: "resolved" });
  const again = await at(rental, dueAt.getTime() + 29 * MINUTE_MS);
  expect(again).toMatchObject({ status: "open", level: "grace", startedAt: dueAt.toISOString() });
  expect(await stepsOf(again)).toEqual(["grace", "2h", "extended", "grace"]);
});

test("a car at another branch is overdue, says so, and is back once that is where it belongs", async () => {
  const rental = await rent();
  const branch = { name: randomUUID(), timeZone: "Europe/Stockholm", currency: "SEK" };
  const other = await insertBranch(database.pool, NewBranch.parse(branch));
  await drawYard(other.id, 10_000);
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 60, 20)
    .silence(1)
    .ignite(false);
  await hear(rental, journey.stand(2 * MINUTE, 60));
  expect(await at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({
    ...{ level: "grace", evidence: { atBranchId: other.id } },
  });
  await patchBooking(database.pool, rental.bookingId, { returnBranchId: other.id });
  expect(await at(rental, DUE + HOUR_MS)).toMatchObject({ resolution: "silent_return" });
});

test("a yard of the whole fleet takes every branch's cars back", async () => {
  const rental = await rent();
  const { id } = await drawYard(null, 10_000);
  const journey = aJourney(NOON).ignite(true);
  await hear(
    rental,
    journey
      .drive(10 * MINUTE, 60, 20)
      .silence(1)
      .ignite(false)
      .stand(90, 30),
  );
  expect(await at(rental, DUE + HOUR_MS)).toBeUndefined();
  await closeGeofence(database.pool, id, new Date(DUE));
  expect(await at(rental, DUE + HOUR_MS)).toMatchObject({ level: "grace" });
});

test("what a person closed comes back when the next level is reached, and rings", async () => {
  const rental = await rent();
  const alert = await at(rental, DUE + 29 * MINUTE_MS);
  const closed = { id: alert?.id ?? "", status: "resolved", resolution: "handled" } as const;
  await moveAlert(database.pool, closed, new Date(DUE + HOUR_MS));
  expect(await at(rental, DUE + HOUR_MS)).toMatchObject({ status: "resolved" });
  expect(await at(rental, DUE + 2 * HOUR_MS)).toMatchObject({ status: "open", level: "2h" });
});
