import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When a car is too fast. Defaults: detection specification section 8. */
export const SpeedingOptions = z
  .object({
    /** Limit where neither a geofence nor the street sets one, km/h; null for none. */
    limitKmh: z.number().min(5).max(300).nullable().default(null),
    /** Tolerated over the limit: the larger of so many km/h and of so large a part of it. */
    toleranceKmh: z.number().min(0).max(100).default(5),
    tolerancePart: z.number().min(0).max(1).default(0.05),
    /** Too fast for this long, s, on so many fixes (Samsara's severe speeding: 60 s). */
    minS: z.number().min(0).max(3_600).default(15),
    minFixes: z.int().min(1).max(100).default(2),
    /** It is over once this much slower than what was tolerated, km/h. */
    releaseKmh: z.number().min(0).max(50).default(3),
    /** Distance between fixes and the speed shown may differ by this part. */
    maxDisagreement: z.number().min(0.05).max(1).default(0.3),
    /** Where a device gives no speed, it is measured over at least this long, s: 15 m off twice are 5 km/h. */
    derivedOverS: z.number().min(5).max(180).default(20),
    /** A longer gap between fixes ends it, s: nobody knows how fast it was meanwhile. */
    maxGapS: z.number().min(1).max(900).default(180),
  })
  .superRefine(inOrder(["releaseKmh", "limitKmh", "below"]))
  .prefault({});
export type SpeedingOptions = z.infer<typeof SpeedingOptions>;
