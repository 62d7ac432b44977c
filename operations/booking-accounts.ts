import type {
  BookingAccount,
  ExtensionQuote,
  NewPayment,
  Payment,
} from "../contracts/booking-account.ts";
import type { AskedTerms, Booking, Extension } from "../contracts/booking.ts";
import {
  findPayment,
  findTerms,
  insertCharge,
  insertPayment,
  insertTerms,
  listCharges,
  paymentsOf,
} from "../db/booking-accounts.ts";
import { findBooking, lockBooking } from "../db/bookings.ts";
import type { BranchScope } from "../db/branches.ts";
import { addToOutbox } from "../db/outbox.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findRateOf } from "../db/rates.ts";
import type { ChargeLine, RentalTerms } from "../contracts/rental-terms.ts";
import type { Actor } from "./actor.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";
import { extensionCharge, rentalCharge, rentalDays } from "./rental-price.ts";

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

/** Days that are charged by now. */
const daysCharged = async (db: Queryable, bookingId: string): Promise<number> =>
  sum((await listCharges(db, bookingId)).map(({ quantity }) => quantity));

/** Agrees on what was asked, else on the car's rate; on nothing where it has none. */
export const agreeTerms = async (
  db: Queryable,
  { id, vehicleId }: Pick<Booking, "id" | "vehicleId">,
  asked: AskedTerms | undefined,
  userId: string,
): Promise<void> => {
  if (asked) {
    const { terms, reason } = asked;
    return insertTerms(db, id, { ...terms, reason, rateId: null }, userId);
  }
  const rate = await findRateOf(db, vehicleId);
  if (rate) await insertTerms(db, id, { ...rate, rateId: rate.id, reason: null }, userId);
};

/** Charges the rental when the car leaves. */
export const chargeRental = async (
  db: Queryable,
  { id, dueAt }: Booking,
  handedOutAt: Date,
  { userId }: Actor,
): Promise<void> => {
  const terms = await findTerms(db, id);
  if (!terms) return;
  const line = rentalCharge(terms, handedOutAt.getTime(), Date.parse(dueAt));
  await insertCharge(db, id, line, { userId });
};

/** The days that an extension adds to those that are charged, or will be at handover. */
const addedDays = async (
  db: Queryable,
  terms: RentalTerms,
  { id, outAt, handedOutAt, dueAt }: Booking,
  wishedDueAt: string,
): Promise<ChargeLine | undefined> => {
  const outAtMs = Date.parse(handedOutAt ?? outAt);
  const agreedDays = rentalDays(outAtMs, Date.parse(dueAt));
  const chargedDays = handedOutAt === null ? agreedDays : await daysCharged(db, id);
  return extensionCharge(terms, { outAtMs, untilMs: Date.parse(wishedDueAt), chargedDays });
};

/** What an extension would cost; undefined where nothing was agreed on. */
export const quoteExtension = async (
  db: Queryable,
  booking: Booking,
  { dueAt }: Pick<Extension, "dueAt">,
): Promise<ExtensionQuote | undefined> => {
  const agreed = await findTerms(db, booking.id);
  if (!agreed) return undefined;
  const line = await addedDays(db, agreed, booking, dueAt);
  const { currency } = agreed;
  return { days: line?.quantity ?? 0, amountMinor: line?.amountMinor ?? 0, currency };
};

/** Charges the days that an approved extension adds to a rental that is charged already. */
export const chargeExtension = async (
  db: Queryable,
  booking: Booking,
  extensionId: string,
  { userId }: Actor,
): Promise<void> => {
  const terms = await findTerms(db, booking.id);
  const extension = booking.extensions.find((each) => each.id === extensionId);
  // what is extended before the car leaves is charged when it does
  if (!terms || !extension || booking.handedOutAt === null) return;
  const line = await addedDays(db, terms, booking, extension.dueAt);
  if (line) await insertCharge(db, booking.id, line, { userId, extensionId });
};

/** What a booking comes to as it is agreed: charged where it is out, foreseen where it is not. */
const priceOf = (terms: RentalTerms, booking: Booking, chargedMinor: number): number => {
  if (booking.handedOutAt !== null || booking.status === "VOID") return chargedMinor;
  return rentalCharge(terms, Date.parse(booking.outAt), Date.parse(booking.dueAt)).amountMinor;
};

/** What was agreed, charged and paid; null where no money was agreed on, undefined for no booking. */
export const loadBookingAccount = async (
  db: Queryable,
  scope: BranchScope,
  bookingId: string,
): Promise<BookingAccount | null | undefined> => {
  const booking = await findBooking(db, scope, bookingId);
  if (!booking) return undefined;
  const agreed = await findTerms(db, bookingId);
  if (!agreed) return null;
  const { currency, reason, rateId: _, ...terms } = agreed;
  const [charges, payments] = [await listCharges(db, bookingId), await paymentsOf(db, bookingId)];
  const chargedMinor = sum(charges.map(({ amountMinor }) => amountMinor));
  const paidMinor = sum(payments.map(({ amountMinor }) => amountMinor));
  const priceMinor = priceOf(terms, booking, chargedMinor);
  return {
    ...{ bookingId, currency, terms, reason, priceMinor, charges, payments },
    ...{ chargedMinor, paidMinor, balanceMinor: chargedMinor - paidMinor },
  };
};

const paymentFault = (
  booking: Booking,
  payment: NewPayment,
  receivedAt: Date,
  collectorId: string,
): Refusal | undefined => {
  if (booking.status === "VOID") return conflict("bookingId", "booking_void");
  if (payment.extensionId && !booking.extensions.some(({ id }) => id === payment.extensionId))
    return invalid("extensionId", "no_extension");
  if (payment.witnessId === collectorId) return invalid("witnessId", "witness_is_collector");
  // a minute, as clocks differ
  return receivedAt.getTime() > Date.now() + 60_000
    ? invalid("receivedAt", "lies_in_future")
    : undefined;
};

/**
 * Records money that came in for a booking. The same payment sent again is answered as it was
 * recorded; another one under its id is refused.
 */
export const recordPayment = (
  database: Database,
  { scope, userId }: Actor,
  payment: NewPayment,
): Promise<Payment | Refusal> =>
  inTransaction(database, async (client) => {
    await lockBooking(client, payment.bookingId);
    const booking = await findBooking(client, scope, payment.bookingId);
    if (!booking) return invalid("bookingId", "no_booking");
    const agreed = await findTerms(client, booking.id);
    if (!agreed) return conflict("bookingId", "no_terms");
    const receivedAt = payment.receivedAt ?? new Date();
    const fault = paymentFault(booking, payment, receivedAt, userId);
    if (fault) return fault;
    const { currency } = agreed;
    const isNew = await insertPayment(client, { ...payment, receivedAt, currency }, userId);
    const recorded = await findPayment(client, payment.id);
    if (!recorded) throw new Error(`payment ${payment.id} vanished inside its own transaction`);
    const { bookingId, amountMinor } = recorded;
    if (bookingId !== payment.bookingId || amountMinor !== payment.amountMinor)
      return conflict("id", "payment_id_taken");
    if (isNew)
      await addToOutbox(client, [{ event: "payment:collected", payload: { payment: recorded } }]);
    return recorded;
  });
