import { z } from "zod";
import { inOrder } from "./consistency.ts";
import { Severity } from "./detection.ts";

/** A lateness, min: up to a month. */
const latenessMin = z.number().min(0).max(44_640);

/** When a rented car is late, when it is back, and how long its way back takes. */
export const OverdueOptions = z
  .object({
    /** Lateness a customer is not held to, min (Hertz and Enterprise 29, some 59). No level is below it. */
    graceMin: latenessMin.default(29),
    /** The level `2h` from this lateness on, min: a dispatcher acts (detection specification, 5). */
    level2hMin: latenessMin.default(120),
    /** The level `24h` from this lateness on, min: reported stolen after 24 to 48 h (carsplan). */
    level24hMin: latenessMin.default(1_440),
    /** How urgent each level is, where a rule does not set one severity for all. */
    predictedSeverity: Severity.default("warning"),
    graceSeverity: Severity.default("warning"),
    level2hSeverity: Severity.default("critical"),
    level24hSeverity: Severity.default("critical"),

    /** Back once it has stood in the yard this long, ignition off, min (specification, 5). */
    settledMin: z.number().min(0).max(1_440).default(10),
    /**
     * Who has been driven less since the hand-out has not been away, km: standing in the yard, or
     * silent at its gate, it may as well be on its way out. Far more than there is to drive in a yard
     * and the margin around it.
     */
    awayKm: z.number().min(0).max(100).default(1),
    /** A fix lost on the way in was this near the yard at most, m: one in 20 s at 27 km/h. */
    lostFixMarginM: z.number().min(0).max(2_000).default(150),
    /** Messages without a fix for this long: the sky is gone, s. Longer than a gap under a bridge. */
    fixLostS: z.number().min(0).max(3_600).default(60),
    /** A last fix at this speed was made under way, km/h (trips: the slowest departure, 5). */
    underWayKmh: z.number().min(0).max(50).default(5),
    /** Error of a fix whose receiver gives none, m (u-blox: 2.5 m CEP under the sky; towns double). */
    unknownAccuracyM: z.number().min(0).max(100).default(15),

    /** False: nobody is told before it is due. */
    predict: z.boolean().default(true),
    /** A prediction ends once there is so much more time than the way back takes, min. */
    predictionReleaseMin: z.number().min(0).max(1_440).default(10),
    /**
     * The first part of the way back is through town, km as the crow flies. It is this much longer
     * by road and driven at this mean speed, km/h: the quickest ways through the road graph of
     * Göteborg, at its limits and with its crossings (3 to 12 km: 1.40 to 1.61 and 43 to 51 km/h).
     */
    townKm: z.number().min(0).max(1_000).default(10),
    townDetour: z.number().min(1).max(3).default(1.4),
    townKmh: z.number().min(5).max(150).default(45),
    /**
     * The rest is on main roads. They are longer by 1.3 ± 0.1 (motorways; Wang et al. 2024, "How much
     * longer do you have to drive than the crow has to fly"): the shorter, because a warning must be
     * true. Between limits of 80 and 110 km/h; with it Göteborg to Borås takes 53 min, to Jönköping
     * 105, to Malmö 185, to Stockholm 297, where drives take 50, 105, 165 and 290.
     */
    farDetour: z.number().min(1).max(3).default(1.2),
    farKmh: z.number().min(5).max(150).default(100),
  })
  .superRefine(inOrder(["graceMin", "level2hMin"], ["level2hMin", "level24hMin"]))
  .prefault({});
export type OverdueOptions = z.infer<typeof OverdueOptions>;
