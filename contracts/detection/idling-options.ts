import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When a car idles: engine running, car standing. Defaults: detection specification section 3. */
export const IdlingOptions = z
  .object({
    /** Slower than this is standing, km/h (wheels still read p99 1.2). */
    standSpeedKmh: z.number().min(0).max(20).default(3),
    /** Driving again at this speed, km/h, on so many fixes in a row (Azuga: 3 mph). */
    driveSpeedKmh: z.number().min(1).max(50).default(5),
    driveFixes: z.int().min(1).max(20).default(2),
    /** Standing fixes this far apart are two stands, m; twice their accuracy if that is more. */
    standRadiusM: z.number().min(10).max(500).default(50),
    /** Wheels have turned once the odometer has grown this much between two, km (CAN: steps of 0.1). */
    movedKm: z.number().min(0.01).max(5).default(0.1),
    /** Shown as idling after this long, s. */
    shownAfterS: z.number().min(10).max(3_600).default(120),
    /** On record as an idling stop after this long, s (providers use 3 to 10 min). */
    recordedAfterS: z.number().min(60).max(3_600).default(300),
    /**
     * Below this the engine does not charge, V: key on, engine off. Twice as much for 24 V systems, and
     * more where a battery is known to rest about here.
     */
    runningV: z.number().min(10).max(30).default(12.9),
    /** Every reading for this long must be below it, s: fans and smart alternators dip for seconds. */
    lowForS: z.number().min(0).max(3_600).default(60),
    /** Silence this long ends it at the last observation, s. */
    silenceEndsS: z.number().min(60).max(86_400).default(900),
  })
  .superRefine(inOrder(["standSpeedKmh", "driveSpeedKmh"]))
  .prefault({});
export type IdlingOptions = z.infer<typeof IdlingOptions>;
