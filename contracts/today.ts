import { z } from "zod";
import { ActivityMark } from "./activity.ts";
import { Timestamp } from "./fields.ts";

/** A car that is out, with what its owner decides by. */
export const CarOut = z.object({
  bookingId: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  model: z.string(),
  /** The vehicle's branch. */
  branchId: z.string(),
  customerName: z.string(),
  customerContact: z.string().nullable(),
  handedOutAt: Timestamp,
  /** As agreed, approved extensions included. */
  dueAt: Timestamp,
  /** Where it comes back to; days and times are those of its zone. */
  returnBranchId: z.string(),
  returnBranchName: z.string(),
  timeZone: z.string(),
  returnLat: z.number().nullable(),
  returnLon: z.number().nullable(),
  /** Until when the customer wishes to keep it, while nobody has decided. */
  wishedDueAt: Timestamp.nullable(),
  /** When the next customer of the same car expects it. */
  nextOutAt: Timestamp.nullable(),
});
export type CarOut = z.infer<typeof CarOut>;

/** The day at a glance. Alerts and positions are lists of their own. */
export const Today = z.object({
  serverTime: Timestamp,
  /** Those due first come first, overdue ones before all. */
  carsOut: z.array(CarOut),
  /** Cars that are out beyond those listed, all of them due later. */
  moreOut: z.number(),
  /** How far the caller has read what happened; null for who never did. */
  lastSeen: ActivityMark.nullable(),
});
export type Today = z.infer<typeof Today>;
