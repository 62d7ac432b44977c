import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When a car that moves with the ignition off is being towed. Defaults: specification section 9. */
export const TowOptions = z
  .object({
    /** Watched once it has stood with the ignition off for this long, s (Teltonika, MiX: 5 min). */
    armAfterS: z.number().min(0).max(7_200).default(300),
    /** A fix this near belongs to the same stand, m. */
    standRadiusM: z.number().min(5).max(500).default(50),
    /** Moved when farther than this, m, and than so many times the accuracy. */
    displacedM: z.number().min(20).max(5_000).default(150),
    displacedAccuracies: z.number().min(0).max(20).default(5),
    /** On so many good fixes in a row over this time, s. */
    displacedFixes: z.int().min(1).max(20).default(3),
    displacedS: z.number().min(0).max(3_600).default(30),
    /** Or at this speed on so many fixes in a row, km/h; parked phones showed 14. */
    speedKmh: z.number().min(1).max(100).default(15),
    speedFixes: z.int().min(1).max(20).default(2),
    /** It rolls when this is shown on `displacedFixes` in a row, km/h; else it must stay away for `armAfterS`. */
    leapSpeedKmh: z.number().min(0).max(50).default(3),
    /** Positions must have moved at least this part of the speed shown, */
    minImpliedPart: z.number().min(0).max(1).default(0.5),
    /** and a position farther than this many times that has leapt: reflections last minutes. */
    maxImpliedPart: z.number().min(1).max(10).default(2),
    /** Farther off than any reflection (seen: 1 km), it need not stay that long, m. */
    reflectionM: z.number().min(0).max(100_000).default(2_000),
    /** This far off two fixes that agree are enough, `withdrawWithinS` apart, m: multipath in streets strays by 300. */
    settledM: z.number().min(20).max(100_000).default(500),
    /** Back at its stand this soon, and never seen to move, it was a reflection, s. */
    withdrawWithinS: z.number().min(0).max(7_200).default(900),
    /** A device's own tow alarm is suspected of vibration; it speaks for a move within this, s. */
    alarmHoldsS: z.number().min(0).max(7_200).default(900),
    /** A fix with a larger error circle says nothing, m; one without any counts as this good. */
    maxAccuracyM: z.number().min(5).max(1_000).default(50),
    unknownAccuracyM: z.number().min(0).max(100).default(15),
    /** The ignition may be reported this late, s (Astra: 30; Teltonika asks again). */
    lateIgnitionS: z.number().min(1).max(600).default(60),
    /** A charging alternator shows more than this, V, */
    runningV: z.number().min(12).max(30).default(13.2),
    /** and by this part more than the car has shown at rest: lithium and chargers rest at 13.4 V, alternators give 14. */
    runningRisePart: z.number().min(0).max(1).default(0.04),
    /** An odometer of the wheels that counts at least this part of the distance turns with them. */
    odometerPart: z.number().min(0).max(1).default(0.5),
    /** One that counts less than this part of it has stood, as on a lorry: it counts hundreds of metres at least. */
    stoodPart: z.number().min(0).max(1).default(0.2),
  })
  .superRefine(
    inOrder(
      ["standRadiusM", "displacedM", "below"],
      ["displacedM", "settledM"],
      ["settledM", "reflectionM"],
      ["leapSpeedKmh", "speedKmh"],
      ["unknownAccuracyM", "maxAccuracyM"],
    ),
  )
  .prefault({});
export type TowOptions = z.infer<typeof TowOptions>;
