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
  pendingExtension(booking) && conflict("status", "is locked: an extension waits for approval");

/** Times of a booking must run forward. */
export const periodFault = (outAt: Date, dueAt: Date): Refusal | undefined =>
  dueAt > outAt ? undefined : invalid("dueAt", "must be later than outAt");

export const patchFault = (booking: Booking, patch: BookingPatch): Refusal | undefined => {
  const { status } = booking;
  if (status !== "BOOKED" && status !== "OUT")
    return conflict("status", `is ${status}: nothing of it changes any more`);
  const locked = lockFault(booking);
  if (locked) return locked;
  if (status === "OUT" && patch.outAt) return conflict("outAt", "cannot change: the car is out");
  if (status === "OUT" && patch.dueAt)
    return conflict("dueAt", "cannot change: the car is out; ask for an extension");
  return periodFault(
    patch.outAt ?? new Date(booking.outAt),
    patch.dueAt ?? new Date(booking.dueAt),
  );
};

export const handoverFault = ({ status }: Booking, at: Date, now: Date): Refusal | undefined => {
  if (status !== "BOOKED") return conflict("status", `is ${status}, not BOOKED`);
  return isFuture(at, now) ? invalid("at", "must not lie in the future") : undefined;
};

export const returnFault = (
  { status, handedOutAt }: Booking,
  at: Date,
  now: Date,
): Refusal | undefined => {
  if (status !== "OUT" || handedOutAt === null) return conflict("status", `is ${status}, not OUT`);
  if (isFuture(at, now)) return invalid("at", "must not lie in the future");
  return at < new Date(handedOutAt) ? invalid("at", "must not lie before the handover") : undefined;
};

export const voidFault = ({ status }: Booking): Refusal | undefined =>
  status === "BOOKED" || status === "OUT"
    ? undefined
    : conflict("status", `is ${status}: it cannot be made void`);

export const extensionFault = (booking: Booking, dueAt: Date): Refusal | undefined => {
  if (booking.status !== "OUT" && booking.status !== "BOOKED")
    return conflict("status", `is ${booking.status}: it cannot be extended`);
  const locked = lockFault(booking);
  if (locked) return locked;
  return dueAt > new Date(booking.dueAt)
    ? undefined
    : invalid("dueAt", "must be later than what is agreed");
};

export const decisionFault = (booking: Booking, extensionId: string): Refusal | undefined => {
  const extension = booking.extensions.find(({ id }) => id === extensionId);
  if (extension?.status !== "PENDING") return conflict("status", "is decided already");
  return booking.status === "RETURNED" || booking.status === "VOID"
    ? conflict("status", `of the booking is ${booking.status}`)
    : undefined;
};
