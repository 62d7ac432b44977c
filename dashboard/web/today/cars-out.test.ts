import { expect, test } from "vitest";
import { aCarOut } from "../../../contracts/testing-live.ts";
import { byDuePart, phoneIn } from "./cars-out.ts";

/** 23:30 on 1 March in Stockholm, 11:30 on 2 March in Auckland. */
const NOW_MS = Date.parse("2026-03-01T22:30:00.000Z");

test("a day is that of the branch the car comes back to", () => {
  const cars = [
    aCarOut({ bookingId: "late", dueAt: "2026-03-01T22:30:00.000Z" }),
    aCarOut({ bookingId: "before midnight", dueAt: "2026-03-01T22:45:00.000Z" }),
    aCarOut({ bookingId: "after midnight", dueAt: "2026-03-01T23:15:00.000Z" }),
    aCarOut({
      ...{ bookingId: "elsewhere", dueAt: "2026-03-01T23:15:00.000Z" },
      timeZone: "Pacific/Auckland",
    }),
  ];
  const { overdue, today, later } = byDuePart(cars, NOW_MS);
  const ids = [overdue, today, later].map((part) => part.map(({ bookingId }) => bookingId));
  expect(ids).toEqual([["late"], ["before midnight", "elsewhere"], ["after midnight"]]);
});

test.each([
  ["+46 70-123 45 67", "+46701234567"],
  ["karin@example.com, 031/12 34 56", "031123456"],
  ["Room 12, 555 0101", "5550101"],
  ["(070) 123 4567", "0701234567"],
])("%s can be called", (contact, number) => {
  expect(phoneIn(contact)).toBe(number);
});

test.each([[null], ["karin@example.com"], ["Storgatan 12, 3 tr"]])("%s cannot", (contact) => {
  expect(phoneIn(contact)).toBeUndefined();
});
