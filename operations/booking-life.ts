import type { Booking, BookingPatch } from "../contracts/booking.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

/** How far ahead of this server's clock a time that has happened may lie, ms. */
const CLOCK_TOLERANCE_MS = 60_000;

const isFuture = (at: Date, now: Date): boolean =>
  at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS;

const pendingExtension = ({ extensions }: Booking) =>
  extensions.find(({ status }) => status === "PENDING");

/** A booking whose extension waits for the owner changes in no other way but by a return. */
const lockFault = (booking: Booking): Refusal | undefined =>
  pendingExtension(booking) && conflict("status", "booking_locked");

/** Times of a booking must run forward. */
export const periodFault = (outAt: Date, dueAt: Date): Refusal | undefined =>
  dueAt > outAt ? undefined : invalid("dueAt", "booking_backwards");

export const patchFault = (booking: Booking, patch: BookingPatch): Refusal | undefined => {
  const { status } = booking;
  if (status !== "BOOKED" && status !== "OUT")
    return conflict("status", "booking_closed", { state: status });
  const locked = lockFault(booking);
  if (locked) return locked;
  if (status === "OUT" && patch.outAt) return conflict("outAt", "car_is_out");
  if (status === "OUT" && patch.dueAt) return conflict("dueAt", "car_is_out_extend");
  return periodFault(
    patch.outAt ?? new Date(booking.outAt),
    patch.dueAt ?? new Date(booking.dueAt),
  );
};

export const handoverFault = ({ status }: Booking, at: Date, now: Date): Refusal | undefined => {
  if (status !== "BOOKED")
    return conflict("status", "not_in_state", { state: status, wanted: "BOOKED" });
  return isFuture(at, now) ? invalid("at", "lies_in_future") : undefined;
};

export const returnFault = (
  { status, handedOutAt }: Booking,
  at: Date,
  now: Date,
): Refusal | undefined => {
  if (status !== "OUT" || handedOutAt === null)
    return conflict("status", "not_in_state", { state: status, wanted: "OUT" });
  if (isFuture(at, now)) return invalid("at", "lies_in_future");
  return at < new Date(handedOutAt) ? invalid("at", "before_handover") : undefined;
};

export const voidFault = ({ status }: Booking): Refusal | undefined =>
  status === "BOOKED" || status === "OUT"
    ? undefined
    : conflict("status", "booking_not_voidable", { state: status });

export const extensionFault = (booking: Booking, dueAt: Date): Refusal | undefined => {
  if (booking.status !== "OUT" && booking.status !== "BOOKED")
    return conflict("status", "booking_not_extendable", { state: booking.status });
  const locked = lockFault(booking);
  if (locked) return locked;
  return dueAt > new Date(booking.dueAt) ? undefined : invalid("dueAt", "extension_not_later");
};

export const decisionFault = (booking: Booking, extensionId: string): Refusal | undefined => {
  const extension = booking.extensions.find(({ id }) => id === extensionId);
  if (extension?.status !== "PENDING") return conflict("status", "extension_decided");
  return booking.status === "RETURNED" || booking.status === "VOID"
    ? conflict("status", "extension_of_closed", { state: booking.status })
    : undefined;
};
