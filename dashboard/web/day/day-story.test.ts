import { expect, test } from "vitest";
import type { Extension } from "../../../contracts/booking.ts";
import { aBooking, anAlert } from "../../../contracts/testing-live.ts";
import { dayStory } from "./day-story.ts";
import { aDay, aDetection, aFuelEvent, aRoute, aStop, at, ms } from "./testing.ts";
import { placeOfEntry } from "./track-features.ts";

const NOW = ms("12:00");
const kinds = (day: Parameters<typeof dayStory>[0]) =>
  dayStory(day, NOW).map(({ kind, id }) => `${kind} ${id}`);

test("drives, stands, fuel, alerts, silences and bookings are one line, the latest first", () => {
  const speeding = anAlert({ id: "alert-2", type: "speeding", severity: "warning" });
  const day = aDay({
    routes: [aRoute({ id: "drive", startTime: at("11:00") })],
    stops: [aStop({ id: "stand", startTime: at("10:00") })],
    detections: [
      aDetection({ id: "fast", type: "speeding", startTime: at("11:10"), alertId: "alert-2" }),
      aDetection({ id: "drain-1" }),
      aDetection({ id: "quiet", type: "offline", startTime: at("09:00"), endTime: at("09:30") }),
    ],
    fuelEvents: [aFuelEvent()],
    alerts: [speeding],
    bookings: [aBooking({ id: "b", handedOutAt: at("08:00"), dueAt: at("18:00") })],
  });
  expect(kinds(day)).toEqual([
    "booking b:due",
    "alert fast",
    "route drive",
    "fuel drain-1",
    "parked stand",
    "gap quiet",
    "booking b:out",
  ]);
});

test("what an alert and a fuel event both tell is told once, with the way to the alert", () => {
  const alert = anAlert({ id: "alert-1", lastAt: at("10:20") });
  const detections = [aDetection({ alertId: "alert-1" })];
  const day = aDay({ routes: [], detections, fuelEvents: [aFuelEvent()], alerts: [alert] });
  expect(dayStory(day, NOW)).toMatchObject([
    { kind: "fuel", event: { litres: 12 }, alert: { id: "alert-1", severity: "critical" } },
  ]);
});

test("an alert that rests on no message is told when it last occurred, if that was today", () => {
  const overdue = anAlert({ id: "late", type: "overdue", lastAt: at("11:29"), endedAt: null });
  const old = anAlert({ id: "old", type: "overdue", lastAt: "2026-03-02T11:29:00Z" });
  const day = aDay({ routes: [], alerts: [overdue, old] });
  expect(dayStory(day, NOW)).toMatchObject([{ kind: "alert", id: "late", toMs: undefined }]);
});

test("what is only kept for the record is left out", () => {
  const harsh = aDetection({ id: "harsh", type: "harsh_braking", alertId: null });
  expect(kinds(aDay({ routes: [], detections: [harsh] }))).toEqual([]);
});

test("of a booking only what is of this day is told, and a due time only of who missed it", () => {
  const extension: Extension = {
    ...{ id: "x", bookingId: "b", previousDueAt: at("11:00"), dueAt: at("20:00"), note: null },
    ...{ requestedBy: "Ada", requestedAt: "2026-03-02T10:00:00Z" },
    status: "DENIED",
    ...{ decidedBy: "Eva", decidedAt: at("09:00"), decisionNote: null },
  };
  const inTime = aBooking({
    ...{ id: "b", status: "RETURNED", handedOutAt: "2026-03-01T10:00:00Z" },
    ...{ dueAt: at("11:00"), returnedAt: at("10:50"), extensions: [extension] },
  });
  const next = aBooking({ id: "n", status: "BOOKED", outAt: at("15:00"), handedOutAt: null });
  const gone = aBooking({ id: "v", status: "VOID", outAt: at("16:00"), handedOutAt: null });
  expect(kinds(aDay({ routes: [], bookings: [inTime, next, gone] }))).toEqual([
    "booking n:planned",
    "booking b:back",
    "booking x:decided",
  ]);
});

test("at one moment an event stands above the drive that begins then, whatever came first", () => {
  const start = at("11:00");
  const sos = anAlert({ id: "alert-3", type: "sos" });
  const day = aDay({
    routes: [aRoute({ id: "drive", startTime: start })],
    detections: [aDetection({ id: "sos", type: "sos", startTime: start, alertId: "alert-3" })],
    alerts: [sos],
  });
  expect(kinds(day)).toEqual(["alert sos", "route drive"]);
});

test("an event without a place is where the car was then, and what is to come is nowhere", () => {
  const tracks = new Map([["route-1", [[ms("11:05"), 11.98, 57.71, 40] as const]]]);
  const booking = aBooking({ handedOutAt: at("11:06"), dueAt: at("18:00") });
  const day = aDay({
    tracks: new Map([...tracks].map(([id, points]) => [id, points.map((each) => [...each])])),
    bookings: [booking],
  });
  const [due, out] = dayStory(day, NOW).filter(({ kind }) => kind === "booking");
  expect(due && placeOfEntry(due, day, NOW)).toBeUndefined();
  expect(out && placeOfEntry(out, day, NOW)).toEqual([11.98, 57.71]);
});
