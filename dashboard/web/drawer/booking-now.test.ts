import { expect, test } from "vitest";
import { aBooking } from "../../../contracts/testing-live.ts";
import { rentalOf } from "./booking-now.ts";

test("a car is out with one customer, and the next is who begins first of those to come", () => {
  const bookings = [
    aBooking({ id: "later", status: "BOOKED", outAt: "2026-03-09T12:00:00Z" }),
    aBooking({ id: "next", status: "BOOKED", outAt: "2026-03-05T12:00:00Z" }),
    aBooking({ id: "void", status: "VOID", outAt: "2026-03-04T12:00:00Z" }),
    aBooking({ id: "out" }),
    aBooking({ id: "back", status: "RETURNED" }),
  ];
  const { out, next } = rentalOf(bookings);
  expect([out?.id, next?.id]).toEqual(["out", "next"]);
  expect(rentalOf([])).toEqual({ out: undefined, next: undefined });
});
