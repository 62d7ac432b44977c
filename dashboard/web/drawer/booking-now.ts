import type { Booking } from "../../../contracts/booking.ts";

/** How a car stands with its customers: who has it, and who is next. */
export type Rental = {
  readonly out: Booking | undefined;
  readonly next: Booking | undefined;
};

/** The booking a car is out with, and the one to come that begins first. */
export const rentalOf = (bookings: readonly Booking[]): Rental => {
  const planned = bookings
    .filter(({ status }) => status === "BOOKED")
    .toSorted((one, other) => Date.parse(one.outAt) - Date.parse(other.outAt));
  return { out: bookings.find(({ status }) => status === "OUT"), next: planned[0] };
};
