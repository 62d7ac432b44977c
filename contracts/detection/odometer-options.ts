import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When an odometer is not to be believed. Defaults: detection specification section 11. */
export const OdometerOptions = z
  .object({
    /** Backwards by more than this, km; a device that computes its own loses less at a reboot. */
    rollbackKm: z.number().min(0.1).max(10_000).default(1),
    /** A reading below this after a higher one is a new beginning, km. */
    resetBelowKm: z.number().min(0).max(1_000).default(10),
    /** Forwards faster than this, km/h, is a wrong reading unless the next one agrees. */
    maxSpeedKmh: z.number().min(50).max(500).default(250),
    /** Driven this far by its positions without counting, km; twice its step if that is more. */
    frozenKm: z.number().min(1).max(1_000).default(5),
    /** Readings on the way that must agree. */
    frozenReadings: z.int().min(2).max(100).default(3),
    /** Counted more than this with the ignition off, km, at the same place, m. */
    jumpKm: z.number().min(0.5).max(10_000).default(2),
    jumpWithinM: z.number().min(50).max(10_000).default(500),
    /** A first reading this long after the ignition went on still shows what was before, s. */
    jumpReadingS: z.number().min(0).max(600).default(60),
    /** One that lags behind the positions by more than this is caught up later, m: no jump. */
    maxLagM: z.number().min(100).max(50_000).default(1_500),
    /** Counted by positions, over this distance, km. Tolerance of makers: 1.6 to 8 % (Smartrak). */
    calibrationKm: z.number().min(5).max(1_000).default(50),
    minRatio: z.number().min(0.1).max(1).default(0.9),
    maxRatio: z.number().min(1).max(10).default(1.1),
    /** Fixes farther apart than this are a gap, s, but for trackers that always take so long: a chord cuts the bends off a road. */
    maxStepS: z.number().min(1).max(300).default(15),
    /** Taken together from stretches of this length without a gap, km. */
    stretchKm: z.number().min(1).max(100).default(5),
  })
  .superRefine(inOrder(["stretchKm", "calibrationKm"], ["minRatio", "maxRatio", "below"]))
  .prefault({});
export type OdometerOptions = z.infer<typeof OdometerOptions>;
