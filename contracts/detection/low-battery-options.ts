import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When the vehicle's battery or the tracker's own runs low. */
export const LowBatteryOptions = z
  .object({
    /** At rest, 12 V system: a lead battery is empty at 11.89, less what the wire loses, V. */
    lowV: z.number().min(8).max(13).default(11.7),
    /** Recovered at rest from here, V: about half charged. Twice as much for 24 V systems. */
    recoveredV: z.number().min(8).max(14).default(12.2),
    /** Readings above this come from a 24 V system: no 12 V alternator gives as much, V. */
    twentyFourFromV: z.number().min(16).max(24).default(18),
    /** Below this it is no battery but a cut wire, or a tracker on 5 V USB, V. */
    cutBelowV: z.number().min(0).max(8).default(6),
    /** Below this no charge is left, V (an open 12 V battery of 10.5 is at 0 %). Twice as much for 24 V. */
    flatBelowV: z.number().min(6).max(13).default(10.5),
    /** Flat for this long and then without any voltage, it has died, s: a cut comes at once, cranking is over. */
    flatForS: z.number().min(0).max(86_400).default(60),
    /** And last seen at this or below, V, near where a tracker stops: from 10 V nothing is gone at once, but a plug. */
    diesFromV: z.number().min(6).max(13).default(9),
    /** The engine off for this long: before it the plates still hold a surface charge, s. */
    restS: z.number().min(0).max(86_400).default(3_600),
    /** The tracker's own battery, %: an hour or two of a typical backup battery is left. */
    trackerLowPct: z.number().min(0).max(100).default(15),
    trackerRecoveredPct: z.number().min(0).max(100).default(30),
    /** Every reading for this long must say so, s, and there must be so many. */
    dwellS: z.number().min(0).max(86_400).default(600),
    readings: z.int().min(1).max(100).default(3),
  })
  .superRefine(
    inOrder(
      ["cutBelowV", "flatBelowV"],
      ["flatBelowV", "lowV"],
      ["lowV", "recoveredV", "below"],
      ["trackerLowPct", "trackerRecoveredPct", "below"],
    ),
  )
  .prefault({});
export type LowBatteryOptions = z.infer<typeof LowBatteryOptions>;
