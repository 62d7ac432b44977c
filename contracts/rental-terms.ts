import { z } from "zod";

/** An amount of money in minor units of its branch's currency, as öre or cents. */
export const MinorAmount = z.int().min(0).max(1_000_000_000_000);

/**
 * What is owed for fuel that is missing at return: `same_level`, what it takes to the level at
 * handover; `included`, nothing, because fuel is part of the rate.
 */
export const FuelPolicy = z.enum(["same_level", "included"]);
export type FuelPolicy = z.infer<typeof FuelPolicy>;

/** What renting a car costs, agreed once for a booking: all amounts include tax. */
export const RentalTerms = z.strictObject({
  /** For each rental day begun. */
  dailyMinor: MinorAmount,
  /** Kilometres a rental day that cost nothing more; null for any number. */
  includedKmPerDay: z.int().min(0).max(10_000).nullable(),
  /** For each kilometre beyond them. */
  extraKmMinor: MinorAmount,
  /** Held while the car is out, and given back. */
  depositMinor: MinorAmount,
  fuelPolicy: FuelPolicy,
  /** For each litre that is missing. */
  fuelLitreMinor: MinorAmount,
  /** Tax that the amounts include, hundredths of a per cent: 2500 for 25 %. */
  taxBasisPoints: z.int().min(0).max(10_000),
});
export type RentalTerms = z.infer<typeof RentalTerms>;

/** What a line of a bill is for. */
export const ChargeKind = z.enum(["rental", "extension"]);
export type ChargeKind = z.infer<typeof ChargeKind>;

/** A line of a bill as it is reckoned: so many days at so much each. */
export type ChargeLine = {
  readonly kind: ChargeKind;
  /** Rental days. */
  readonly quantity: number;
  readonly unitMinor: number;
  readonly amountMinor: number;
  /** The tax inside the amount. */
  readonly taxMinor: number;
};
