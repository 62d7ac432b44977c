import type { ChargeKind, ChargeLine, RentalTerms } from "../contracts/rental-terms.ts";

const DAY_MS = 24 * 3_600_000;
/** A car may come back so much later without beginning another rental day, ms. */
const GRACE_MS = 29 * 60_000;

/**
 * Rental days from handover to return: 24 hours each, begun ones counted, of which 29 minutes are
 * forgiven. An hour across a change of the clocks is an hour. A rental has one day at least.
 */
export const rentalDays = (outAtMs: number, backAtMs: number): number =>
  Math.max(1, Math.ceil((backAtMs - outAtMs - GRACE_MS) / DAY_MS));

/** The tax that an amount includes, half a minor unit rounded up. */
export const taxInside = (amountMinor: number, taxBasisPoints: number): number =>
  Math.round((amountMinor * taxBasisPoints) / (10_000 + taxBasisPoints));

const dayLine = (
  { dailyMinor: unitMinor, taxBasisPoints }: RentalTerms,
  kind: ChargeKind,
  quantity: number,
): ChargeLine => {
  const amountMinor = quantity * unitMinor;
  return {
    kind,
    quantity,
    unitMinor,
    amountMinor,
    taxMinor: taxInside(amountMinor, taxBasisPoints),
  };
};

/** What is owed from handover to the time that was agreed. */
export const rentalCharge = (terms: RentalTerms, outAtMs: number, dueAtMs: number): ChargeLine =>
  dayLine(terms, "rental", rentalDays(outAtMs, dueAtMs));

/**
 * What keeping the car until `untilMs` costs beyond the days that are charged already; undefined
 * where that begins no further day.
 */
export const extensionCharge = (
  terms: RentalTerms,
  rental: { readonly outAtMs: number; readonly untilMs: number; readonly chargedDays: number },
): ChargeLine | undefined => {
  const days = rentalDays(rental.outAtMs, rental.untilMs) - rental.chargedDays;
  return days > 0 ? dayLine(terms, "extension", days) : undefined;
};
