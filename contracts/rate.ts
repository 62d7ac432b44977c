import { z } from "zod";
import { text, Timestamp } from "./fields.ts";
import { RentalTerms } from "./rental-terms.ts";

/** What cars of a branch cost to rent, from when until when. */
export const Rate = RentalTerms.extend({
  id: z.string(),
  branchId: z.string(),
  /** The group of cars it is for; null for those that no other rate is for. */
  group: z.string().nullable(),
  /** ISO 4217. */
  currency: z.string(),
  validFrom: Timestamp,
  /** Null for one that is in force. */
  validUntil: Timestamp.nullable(),
});
export type Rate = z.infer<typeof Rate>;

/** Takes the place of the rate that is in force for the same cars; without a branch, of one's own. */
export const NewRate = RentalTerms.extend({
  branchId: z.uuid().optional(),
  group: text(100).nullable().default(null),
});
export type NewRate = z.output<typeof NewRate>;

/** Rates in force, or all there have been. */
export const RateQuery = z.object({
  branchId: z.uuid().optional(),
  past: z.stringbool().default(false),
});
export type RateQuery = z.output<typeof RateQuery>;
