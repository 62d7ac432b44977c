import { z } from "zod";
import { inOrder } from "./consistency.ts";
import { UNKNOWN_ACCURACY_M } from "./unknown-accuracy.ts";

/**
 * When a car is inside a fence, and when it has left. Defaults: detection specification section 6
 * (Tracelet #268 to #294), with a slower exit near the edge so that noise along it makes no storm.
 */
export const GeofencesOptions = z
  .object({
    /** A fix with a larger error circle says nothing about fences, m. */
    maxAccuracyM: z.number().min(5).max(1_000).default(50),
    /** Fixes in a row inside that make an entry. */
    enterFixes: z.int().min(1).max(10).default(2),
    /** Or one fix beyond doubt and this long without another one, s. */
    enterAfterS: z.number().min(0).max(3_600).default(20),
    /** Outside counts from this far beyond the edge and its accuracy, m. */
    exitMarginM: z.number().min(0).max(1_000).default(20),
    /** Or from this part of a circle's radius, where that is more. */
    exitMarginPart: z.number().min(0).max(1).default(0.1),
    /** But never from farther than this, m: noise does not grow with the fence. */
    maxExitMarginM: z.number().min(0).max(5_000).default(200),
    /** Fixes in a row outside that make an exit, and the time they span at least, s. */
    exitFixes: z.int().min(1).max(10).default(2),
    exitAfterS: z.number().min(0).max(3_600).default(30),
    /** Up to this many margins off it may be noise along the edge: then it takes so many, no less than far off. */
    nearMargins: z.number().min(1).max(10).default(4),
    nearExitFixes: z.int().min(1).max(20).default(4),
    /** Simulated: 30 m of error correlated over a minute mostly crosses back within this, s. */
    nearExitAfterS: z.number().min(0).max(3_600).default(150),
    /** A car that came back inside was wandering: it must get that much farther, up to this, m. */
    maxWanderM: z.number().min(0).max(1_000).default(100),
    /**
     * A car that has left a fence again without having been this deep inside beyond its error, m, or half
     * as deep as the fence is, was perhaps only beside it: for this long, s, it enters once it is that
     * deep, or has stood inside as long as leaving near the edge takes. Simulated: an hour 30 to 75 m outside
     * with 30 m of error entered up to 6 times; three times that error are as good as never reached.
     */
    shallowM: z.number().min(0).max(1_000).default(90),
    shallowForS: z.number().min(0).max(86_400).default(3_600),
    /** Or has stood for this long, s, in one place that is inside beyond its error. */
    standInsideS: z.number().min(0).max(86_400).default(45),
    /** Or has driven on inside for this long, s: an error correlated over a minute never lasted so long. */
    alongAfterS: z.number().min(0).max(86_400).default(600),
    /** Farther off than this, m, it is beside it no more: no such error reached it in those hours. */
    besideWithinM: z.number().min(0).max(10_000).default(300),
    /** A fence between two fixes this far apart counts as crossed, s. */
    crossingGapS: z.number().min(0).max(900).default(300),
    /** A parked car has been moved when farther than this, m, and than so many accuracies, */
    parkedMoveM: z.number().min(0).max(5_000).default(150),
    parkedAccuracies: z.number().min(0).max(20).default(5),
    /** on so many fixes in a row over this time, s: reflections last two minutes. */
    parkedFixes: z.int().min(1).max(20).default(3),
    parkedS: z.number().min(0).max(3_600).default(300),
    /** or at this speed at once, km/h: parked phones showed 14. */
    parkedSpeedKmh: z.number().min(0).max(100).default(15),
    /** Error of a fix whose receiver gives none, m. */
    unknownAccuracyM: z.number().min(0).max(100).default(UNKNOWN_ACCURACY_M),
  })
  .superRefine(inOrder(["exitMarginM", "maxExitMarginM"], ["unknownAccuracyM", "maxAccuracyM"]))
  .prefault({});
export type GeofencesOptions = z.infer<typeof GeofencesOptions>;
