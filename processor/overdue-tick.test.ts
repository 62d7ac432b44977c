import { afterAll, beforeAll, expect, test } from "vitest";
import { addAlertSteps, lockAlerts, moveAlert } from "../db/alerts.ts";
import {
  decideExtension,
  findBooking,
  insertExtension,
  markReturned,
  patchBooking,
} from "../db/bookings.ts";
import { closeGeofence } from "../db/geofences.ts";
import { inTransaction } from "../db/pool.ts";
import { untilSomeoneWaits } from "../db/testing-rows.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { FencedError } from "./apply-batch.ts";
import { aJourney } from "./detectors/journey.ts";
import { anOffice, DUE, HOUR_MS, MINUTE_MS, NOON } from "./testing-overdue.ts";

const MINUTE = 60;

let database: TestDatabase;
let office: Awaited<ReturnType<typeof anOffice>>;
beforeAll(async () => {
  database = await freshDatabase();
  office = await anOffice(database);
});
afterAll(() => database.close());

/** The journey of a car that is driven away for some minutes at 60 km/h. */
const awayFor = (minutes: number) =>
  aJourney(NOON)
    .ignite(true)
    .drive(minutes * MINUTE, 60, 20);

test("a silent car is foreseen to be late, then late, and the desk's return closes it", async () => {
  const rental = await office.rent();
  await office.hear(rental, awayFor(20));
  // 19.85 km from the yard: 25.8 min of driving.
  expect(await office.at(rental, DUE - 26 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(rental, DUE - 25 * MINUTE_MS)).toMatchObject({
    ...{ level: "predicted", severity: "warning", status: "open" },
    ...{ startedAt: new Date(DUE).toISOString(), bookingId: rental.bookingId },
  });
  expect(await office.at(rental, DUE + 28.9 * MINUTE_MS)).toMatchObject({ level: "predicted" });
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await office.at(rental, DUE + 119 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await office.at(rental, DUE + 120 * MINUTE_MS)).toMatchObject({
    ...{ level: "2h", severity: "critical" },
  });
  expect(await office.at(rental, DUE + 24 * HOUR_MS)).toMatchObject({ level: "24h", count: 1 });
  const back = new Date(DUE + 25 * HOUR_MS);
  await markReturned(database.pool, rental.bookingId, back, rental.vehicle.branchId);
  const closed = await office.at(rental, back.getTime());
  expect(closed).toMatchObject({ status: "resolved", resolution: "returned" });
  expect(await office.stepsOf(closed)).toEqual(["predicted", "grace", "2h", "24h", "returned"]);
});

test("a car whose tracker falls silent before it has left, or at the gate, is late, not back", async () => {
  const yard = (startMs: number) =>
    aJourney(startMs)
      .ignite(false)
      .stand(20 * MINUTE, 60);
  const unplugged = await office.rent();
  await office.hear(unplugged, yard(NOON - 2 * HOUR_MS));
  const atTheGate = await office.rent();
  const leaving = yard(NOON - 90 * MINUTE_MS)
    .silence(HOUR_MS / 1_000)
    .ignite(true);
  await office.hear(atTheGate, leaving.drive(15, 40, 5));
  const levels = [
    [29, "grace"],
    [120, "2h"],
    [24 * 60, "24h"],
  ] as const;
  for (const [minutes, level] of levels) {
    for (const rental of [unplugged, atTheGate])
      expect(await office.at(rental, DUE + minutes * MINUTE_MS)).toMatchObject({ level });
  }
});

test("a processor that was away for hours tells of where things stand, once", async () => {
  const rental = await office.rent();
  const late = await office.at(rental, DUE + 3 * HOUR_MS);
  expect(late).toMatchObject({ level: "2h", severity: "critical" });
  await office.at(rental, DUE + 3 * HOUR_MS);
  expect(await office.stepsOf(late)).toEqual(["2h"]);
});

test("one that was replaced in the middle of its turn changes nothing; the next one does", async () => {
  const rental = await office.rent();
  const before = await office.restarted();
  const next = await office.restarted();
  await expect(before.wake(DUE + 29 * MINUTE_MS)).rejects.toThrow(FencedError);
  await next.wake(DUE + 29 * MINUTE_MS);
  const alert = await office.at(rental, DUE + 29 * MINUTE_MS);
  expect(alert).toMatchObject({ level: "grace" });
  expect(await office.stepsOf(alert)).toEqual(["grace"]);
});

test("a moving car is overdue until it has stood in the yard for ten minutes", async () => {
  const rental = await office.rent();
  const journey = awayFor(10)
    .silence(1)
    .ignite(false)
    .silence(4 * 3_600)
    .ignite(true);
  await office.hear(rental, journey);
  expect(await office.at(rental, DUE + 10 * MINUTE_MS)).toBeUndefined();
  await office.hear(rental, journey.stand(MINUTE, 20).drive(16 * MINUTE, -37.5, 20));
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  await office.hear(
    rental,
    journey
      .silence(1)
      .ignite(false)
      .stand(2 * MINUTE, 60),
  );
  const offMs = journey.now() - 2 * MINUTE_MS;
  expect(await office.at(rental, offMs + 9 * MINUTE_MS)).toMatchObject({ status: "open" });
  expect(await office.at(rental, offMs + 10 * MINUTE_MS)).toMatchObject({
    ...{ status: "resolved", resolution: "silent_return" },
  });
  await office.hear(
    rental,
    journey
      .silence(20 * MINUTE)
      .ignite(true)
      .drive(5 * MINUTE, 50, 20),
  );
  expect(await office.at(rental, journey.now())).toMatchObject({ status: "open", level: "grace" });
});

test("a car that makes up its delay is no longer foreseen to be late", async () => {
  const rental = await office.rent(NOON + 46.5 * MINUTE_MS);
  const journey = awayFor(20);
  await office.hear(rental, journey);
  expect(await office.at(rental, journey.now())).toBeUndefined();
  await office.hear(rental, journey.silence(30).stand(2 * MINUTE, 20));
  expect(await office.at(rental, journey.now())).toMatchObject({ level: "predicted" });
  // Fast enough to be just in time, which is no reason to be sure.
  await office.hear(rental, journey.drive(4 * MINUTE, -120, 20));
  expect(await office.at(rental, journey.now())).toMatchObject({ status: "open" });
  await office.hear(rental, journey.drive(5 * MINUTE, -120, 20));
  const closed = await office.at(rental, journey.now());
  expect(closed).toMatchObject({ status: "resolved", resolution: "in_time" });
  expect(await office.stepsOf(closed)).toEqual(["predicted", "in_time"]);
  expect(await office.at(rental, NOON + 75.5 * MINUTE_MS)).toMatchObject({ level: "grace" });
});

test("a car that comes into the yard as its grace runs out raises nothing", async () => {
  const rental = await office.rent();
  const journey = aJourney(DUE + 10 * MINUTE_MS)
    .ignite(true)
    .drive(5 * MINUTE, 30, 20);
  journey
    .drive(5 * MINUTE, -30, 20)
    .silence(1)
    .ignite(false);
  await office.hear(rental, journey.stand(2 * MINUTE, 60));
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(rental, DUE + 3 * HOUR_MS)).toBeUndefined();
});

test.each([
  ["spring", "2026-03-28T10:00:00+01:00", "2026-03-29T10:00:00+02:00", 23],
  ["autumn", "2026-10-24T10:00:00+02:00", "2026-10-25T10:00:00+01:00", 25],
  ["autumn, in the hour that comes twice", "2026-10-24T02:30+02:00", "2026-10-25T02:30+02:00", 24],
])("a time is a time across the change to the clocks in %s", async (_s, out, due, hours) => {
  const dueMs = Date.parse(due);
  expect(dueMs - Date.parse(out)).toBe(hours * HOUR_MS);
  const rental = await office.rent(dueMs);
  expect(await office.at(rental, dueMs + 28.9 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(rental, dueMs + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await office.at(rental, dueMs + 119.9 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await office.at(rental, dueMs + 120 * MINUTE_MS)).toMatchObject({ level: "2h" });
  expect(await office.at(rental, dueMs + 23.9 * HOUR_MS)).toMatchObject({ level: "2h" });
  expect(await office.at(rental, dueMs + 24 * HOUR_MS)).toMatchObject({ level: "24h" });
  const back = new Date(dueMs + 25 * HOUR_MS);
  await markReturned(database.pool, rental.bookingId, back, rental.vehicle.branchId);
  expect(await office.at(rental, back.getTime())).toMatchObject({ resolution: "returned" });
});

test("an extension that arrives late closes the alert, and its end opens it again", async () => {
  const rental = await office.rent();
  await office.at(rental, DUE + 29 * MINUTE_MS);
  const dueAt = new Date(DUE + 24 * HOUR_MS);
  await insertExtension(database.pool, rental.bookingId, { dueAt }, office.userId);
  expect(await office.at(rental, DUE + 2 * HOUR_MS)).toMatchObject({ status: "open", level: "2h" });
  const booking = await findBooking(database.pool, null, rental.bookingId);
  const extensionId = booking?.extensions[0]?.id ?? "";
  await decideExtension(database.pool, extensionId, "APPROVED", office.userId, undefined);
  expect(await office.at(rental, DUE + 3 * HOUR_MS)).toMatchObject({
    ...{ status: "resolved", resolution: "extended" },
  });
  const againMs = dueAt.getTime() + 29 * MINUTE_MS;
  expect(await office.at(rental, againMs - MINUTE_MS)).toMatchObject({ status: "resolved" });
  const again = await office.at(rental, againMs);
  expect(again).toMatchObject({ status: "open", level: "grace", startedAt: dueAt.toISOString() });
  expect(await office.stepsOf(again)).toEqual(["grace", "2h", "extended", "grace"]);
});

test("an extension that arrives too late to be kept leaves the alert open, from its own time", async () => {
  const rental = await office.rent();
  expect(await office.at(rental, DUE + 3 * HOUR_MS)).toMatchObject({ level: "2h" });
  const dueAt = new Date(DUE + 2 * HOUR_MS);
  await insertExtension(database.pool, rental.bookingId, { dueAt }, office.userId);
  const booking = await findBooking(database.pool, null, rental.bookingId);
  const extensionId = booking?.extensions[0]?.id ?? "";
  await decideExtension(database.pool, extensionId, "APPROVED", office.userId, undefined);
  const moved = await office.at(rental, DUE + 3 * HOUR_MS);
  expect(moved).toMatchObject({ status: "open", level: "grace", startedAt: dueAt.toISOString() });
  expect(await office.stepsOf(moved)).toEqual(["2h", "grace"]);
});

test("a car at another branch is overdue, says so, and is back once that is where it belongs", async () => {
  const rental = await office.rent();
  const other = await office.addBranch();
  await office.drawYard(other.id, 10_000);
  const journey = awayFor(10).silence(1).ignite(false);
  await office.hear(rental, journey.stand(2 * MINUTE, 60));
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({
    ...{ level: "grace", evidence: { atBranchId: other.id } },
  });
  await patchBooking(database.pool, rental.bookingId, { returnBranchId: other.id });
  expect(await office.at(rental, DUE + HOUR_MS)).toMatchObject({ resolution: "silent_return" });
});

test("a car that another branch's desk takes back is returned", async () => {
  const rental = await office.rent();
  const other = await office.addBranch();
  await office.drawYard(other.id, 10_000);
  await office.hear(rental, awayFor(10).silence(1).ignite(false).stand(90, 30));
  expect(await office.at(rental, DUE + 2 * HOUR_MS)).toMatchObject({ level: "2h" });
  const back = new Date(DUE + 2.5 * HOUR_MS);
  await markReturned(database.pool, rental.bookingId, back, other.id);
  expect(await office.at(rental, back.getTime())).toMatchObject({ resolution: "returned" });
});

test("a yard of the whole fleet takes every branch's cars back", async () => {
  const rental = await office.rent();
  const { id } = await office.drawYard(null, 10_000);
  await office.hear(rental, awayFor(10).silence(1).ignite(false).stand(90, 30));
  expect(await office.at(rental, DUE + HOUR_MS)).toBeUndefined();
  await closeGeofence(database.pool, id, new Date(DUE));
  expect(await office.at(rental, DUE + HOUR_MS)).toMatchObject({ level: "grace" });
});

test("what a person closed comes back when the next level is reached, and rings", async () => {
  const rental = await office.rent();
  const alert = await office.at(rental, DUE + 29 * MINUTE_MS);
  const closed = { id: alert?.id ?? "", status: "resolved", resolution: "handled" } as const;
  await moveAlert(database.pool, closed, new Date(DUE + HOUR_MS));
  expect(await office.at(rental, DUE + HOUR_MS)).toMatchObject({ status: "resolved" });
  expect(await office.at(rental, DUE + 2 * HOUR_MS)).toMatchObject({ status: "open", level: "2h" });
});

test("a person closes an overdue alert while the clock looks at its booking", async () => {
  const { pool } = database;
  const rental = await office.rent();
  await office.hear(rental, awayFor(20));
  const alert = await office.at(rental, DUE + 30 * MINUTE_MS);
  const id = alert?.id ?? "";
  let struck: ReturnType<typeof office.at> | undefined;
  await inTransaction(pool, async (person) => {
    await lockAlerts(person, [id]);
    struck = office.at(rental, DUE + 120 * MINUTE_MS);
    await untilSomeoneWaits(person);
    await moveAlert(person, { id, status: "resolved", resolution: "false_alarm" }, new Date());
    const step = { alertId: id, userId: office.userId, action: "false_alarm" };
    await addAlertSteps(person, [step], new Date());
  });
  // The clock has seen that it was closed: its next level is told anew.
  expect(await office.stepsOf(await struck)).toEqual(["grace", "false_alarm", "2h"]);
});
