import { z } from "zod";
import { Instant, text, Timestamp } from "./fields.ts";
import { PageQuery } from "./paging.ts";
import { RentalTerms } from "./rental-terms.ts";

/** BOOKED until it is handed out, OUT until it is back; VOID is what never came to be. */
export const BookingStatus = z.enum(["BOOKED", "OUT", "RETURNED", "VOID"]);
export type BookingStatus = z.infer<typeof BookingStatus>;

/** A wish to keep the car longer. Only an approved one moves `dueAt` of its booking. */
export const Extension = z.object({
  id: z.string(),
  bookingId: z.string(),
  previousDueAt: Timestamp,
  dueAt: Timestamp,
  status: z.enum(["PENDING", "APPROVED", "DENIED"]),
  note: z.string().nullable(),
  requestedBy: z.string().nullable(),
  requestedAt: Timestamp,
  decidedBy: z.string().nullable(),
  decidedAt: Timestamp.nullable(),
  decisionNote: z.string().nullable(),
});
export type Extension = z.infer<typeof Extension>;

/** Who rents which car when. */
export const Booking = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  /** The vehicle's branch. */
  branchId: z.string(),
  customerName: z.string(),
  customerContact: z.string().nullable(),
  status: BookingStatus,
  /** As planned; what happened is in `handedOutAt` and `returnedAt`. */
  outAt: Timestamp,
  /** As agreed, approved extensions included. */
  dueAt: Timestamp,
  returnBranchId: z.string(),
  handedOutAt: Timestamp.nullable(),
  returnedAt: Timestamp.nullable(),
  /** Where it came back, which need not be where it was due. */
  returnedBranchId: z.string().nullable(),
  voidReason: z.string().nullable(),
  /** Oldest first. */
  extensions: z.array(Extension),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Booking = z.infer<typeof Booking>;

const fields = {
  customerName: text(100),
  customerContact: text(200).nullable(),
  outAt: Instant,
  dueAt: Instant,
  returnBranchId: z.uuid(),
};

/** Terms that are other than the car's rate, and why. */
export const AskedTerms = z.strictObject({ terms: RentalTerms, reason: text(500) });
export type AskedTerms = z.output<typeof AskedTerms>;

/**
 * Without a return branch, the car comes back where it belongs; without `otherTerms`, it costs what
 * its rate says.
 */
export const NewBooking = z.strictObject({
  ...fields,
  vehicleId: z.uuid(),
  customerContact: fields.customerContact.default(null),
  returnBranchId: fields.returnBranchId.optional(),
  otherTerms: AskedTerms.optional(),
});
export type NewBooking = z.output<typeof NewBooking>;

/** Once the car is out, its times change by extension only. */
export const BookingPatch = z.strictObject(fields).partial();
export type BookingPatch = z.output<typeof BookingPatch>;

/** Now, unless `at` says when it was. */
export const Handover = z.strictObject({ at: Instant.optional() }).prefault({});
export type Handover = z.output<typeof Handover>;

/** At the agreed branch and now, unless said otherwise. */
export const BookingReturn = z
  .strictObject({ at: Instant.optional(), branchId: z.uuid().optional() })
  .prefault({});
export type BookingReturn = z.output<typeof BookingReturn>;

export const BookingVoid = z.strictObject({ reason: text(500) });
export type BookingVoid = z.output<typeof BookingVoid>;

export const NewExtension = z.strictObject({ dueAt: Instant, note: text(500).optional() });
export type NewExtension = z.output<typeof NewExtension>;

export const ExtensionDecision = z.strictObject({ note: text(500).optional() }).prefault({});
export type ExtensionDecision = z.output<typeof ExtensionDecision>;

/** Bookings, those that begin last first. */
export const BookingQuery = PageQuery.extend({
  status: BookingStatus.optional(),
  vehicleId: z.uuid().optional(),
});

/** Payload of every `booking:*` event and of `vehicle:returned`. */
export const BookingEvent = z.object({ booking: Booking });
export type BookingEvent = z.infer<typeof BookingEvent>;
