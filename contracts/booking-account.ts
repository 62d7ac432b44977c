import { z } from "zod";
import { Instant, text, Timestamp } from "./fields.ts";
import { PageQuery } from "./paging.ts";
import { ChargeKind, MinorAmount, RentalTerms } from "./rental-terms.ts";

/** A line of a booking's bill. Amounts include tax, in minor units. */
export const Charge = z.object({
  id: z.string(),
  kind: ChargeKind,
  /** Rental days. */
  quantity: z.number(),
  unitMinor: z.number().int(),
  amountMinor: z.number().int(),
  taxMinor: z.number().int(),
  extensionId: z.string().nullable(),
  chargedAt: Timestamp,
});
export type Charge = z.infer<typeof Charge>;

export const PaymentMethod = z.enum(["cash", "card", "transfer"]);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** Money that came in for a booking. */
export const Payment = z.object({
  id: z.string(),
  bookingId: z.string(),
  branchId: z.string(),
  extensionId: z.string().nullable(),
  amountMinor: z.number().int(),
  /** ISO 4217. */
  currency: z.string(),
  method: PaymentMethod,
  receiptNumber: z.string(),
  witnessId: z.string().nullable(),
  receivedAt: Timestamp,
  collectedBy: z.string(),
  collectedByName: z.string(),
  recordedAt: Timestamp,
});
export type Payment = z.infer<typeof Payment>;

/**
 * A payment to record. `id` is made by whoever sends it: the same id again is the same payment, so a
 * request may be repeated.
 */
export const NewPayment = z.strictObject({
  id: z.uuid(),
  bookingId: z.uuid(),
  extensionId: z.uuid().optional(),
  amountMinor: MinorAmount.min(1),
  method: PaymentMethod,
  receiptNumber: text(50),
  /** Somebody else who saw it; a large sum of cash needs one. */
  witnessId: z.uuid().optional(),
  /** Now, unless it was before. */
  receivedAt: Instant.optional(),
});
export type NewPayment = z.output<typeof NewPayment>;

/** Payments, latest first. */
export const PaymentQuery = PageQuery.extend({
  bookingId: z.uuid().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type PaymentQuery = z.output<typeof PaymentQuery>;

/** What was agreed for a booking, what is owed by now and what came in. */
export const BookingAccount = z.object({
  bookingId: z.string(),
  /** ISO 4217. */
  currency: z.string(),
  terms: RentalTerms,
  /** Why the terms are other than the rate; null where they are not. */
  reason: z.string().nullable(),
  /** What the booking comes to as it is agreed now, charged or not. */
  priceMinor: z.number().int(),
  /** Oldest first. */
  charges: z.array(Charge),
  payments: z.array(Payment),
  chargedMinor: z.number().int(),
  paidMinor: z.number().int(),
  /** Owed still; below zero for what was paid too much. */
  balanceMinor: z.number().int(),
});
export type BookingAccount = z.infer<typeof BookingAccount>;

/** What an extension costs if it is approved now. */
export const ExtensionQuote = z.object({
  days: z.number(),
  amountMinor: z.number().int(),
  /** ISO 4217. */
  currency: z.string(),
});
export type ExtensionQuote = z.infer<typeof ExtensionQuote>;

/** Payload of `payment:collected`. */
export const PaymentEvent = z.object({ payment: Payment });
export type PaymentEvent = z.infer<typeof PaymentEvent>;
