import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { aJourney } from "./detectors/journey.ts";
import { anOffice, DUE, HOUR_MS, MINUTE_MS, NOON } from "./testing-overdue.ts";

const MINUTE = 60;
const SLEEPING = { ignition: false, lat: undefined, lon: undefined, accuracyM: undefined };

let database: TestDatabase;
let office: Awaited<ReturnType<typeof anOffice>>;
beforeAll(async () => {
  database = await freshDatabase();
  office = await anOffice(database);
});
afterAll(() => database.close());

/** There and back from a time on: it comes within 100 m of the yard, at speed. */
const toTheYard = (startMs = NOON) =>
  aJourney(startMs)
    .ignite(true)
    .drive(10 * MINUTE, 60, 20)
    .drive(580, -60, 20)
    .drive(5, -60, 5);
/** The same, and parked there in the street. */
const toTheStreet = (startMs = NOON) =>
  toTheYard(startMs)
    .silence(1)
    .ignite(false)
    .stand(2 * MINUTE, 60);
type Journey = ReturnType<typeof toTheYard>;
const heartbeats = (journey: Journey, count: number, everyS: number): Journey => {
  for (let beat = 0; beat < count; beat++) journey.silence(everyS).say(SLEEPING);
  return journey;
};

test("a car that goes under the depot's roof is back although its last fix was outside", async () => {
  const rental = await office.rent();
  await office.hear(rental, heartbeats(toTheYard(), 3, MINUTE));
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toBeUndefined();
  expect(await office.at(rental, DUE + 2 * HOUR_MS)).toBeUndefined();
});

test("an overdue car that goes under the roof is back ten minutes later", async () => {
  const rental = await office.rent();
  const journey = toTheYard(DUE + HOUR_MS);
  expect(await office.at(rental, DUE + HOUR_MS)).toMatchObject({ level: "grace" });
  await office.hear(rental, journey);
  expect(await office.at(rental, journey.now())).toMatchObject({ status: "open" });
  await office.hear(rental, heartbeats(journey.silence(MINUTE).say(SLEEPING), 2, 2 * MINUTE));
  const offMs = journey.now() - 2 * 121_000;
  expect(await office.at(rental, offMs + 9.9 * MINUTE_MS)).toMatchObject({ status: "open" });
  expect(await office.at(rental, offMs + 10 * MINUTE_MS)).toMatchObject({
    ...{ status: "resolved", resolution: "silent_return", level: "grace" },
  });
  // Through the depot's gate the receiver sees enough of the sky for a fix, once.
  await office.hear(rental, journey.silence(HOUR_MS / 1_000, -160).say({ ignition: false }));
  expect(await office.at(rental, journey.now())).toMatchObject({ status: "resolved" });
});

test("a tracker that goes silent under the roof is heard no more, and its car is back", async () => {
  const rental = await office.rent();
  await office.hear(rental, toTheYard(DUE));
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  expect(await office.at(rental, DUE + HOUR_MS)).toMatchObject({ resolution: "silent_return" });
});

test("a car in the street outside stays overdue while its receiver sleeps", async () => {
  const rental = await office.rent();
  const journey = toTheStreet();
  await office.hear(rental, journey);
  expect(await office.at(rental, DUE + 29 * MINUTE_MS)).toMatchObject({ level: "grace" });
  await office.hear(rental, heartbeats(journey, 5, 3_600));
  expect(await office.at(rental, DUE + 90 * MINUTE_MS)).toMatchObject({ status: "open" });
  const later = await office.at(rental, DUE + 2 * HOUR_MS);
  expect(later).toMatchObject({ status: "open", level: "2h" });
  expect(await office.stepsOf(later)).toEqual(["grace", "2h"]);
});

test("neither does a car in the street count as back whose tracker falls silent there", async () => {
  const rental = await office.rent();
  await office.hear(rental, toTheYard(DUE).stand(40, 20));
  expect(await office.at(rental, DUE + HOUR_MS)).toMatchObject({ status: "open", level: "grace" });
});
