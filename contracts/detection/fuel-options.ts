import { z } from "zod";

/**
 * Thresholds of everything that is detected from the fuel level. Sources: the detection
 * specification, section 4 [S]; measured on carOBD, raw level of an ordinary float [M].
 */
export const FuelOptions = z
  .object({
    /** Slower than this is standing, km/h [S]. */
    standSpeedKmh: z.number().positive().default(3),
    /** A level settles this long after the car stopped, s [S]. */
    settleS: z.number().positive().default(180),
    /** Fewest readings a settled level is the median of [S]. */
    settledReadings: z.int().min(3).max(9).default(5),
    /** With the ignition off nothing shakes the float: this many are enough, over this long, s. */
    parkedReadings: z.int().min(2).max(9).default(3),
    parkedSpanS: z.number().positive().default(240),
    /** Readings at rest farther apart than this have not settled, % of tank (idling: 1.6 [M]). */
    settledSpreadPct: z.number().positive().default(5),
    /** Shortest drive whose mean level is believed, s: such means wander by 2 to 3 points [M]. */
    drivenLevelS: z.number().positive().default(300),
    /** A driven mean is believed once its standard error is below this, % of tank. */
    drivenErrorPct: z.number().positive().default(2.5),

    /** Least rise that is a refuel, % of tank and l [S]. */
    refuelPct: z.number().positive().default(10),
    refuelLitres: z.number().positive().default(5),
    /**
     * Least fall that is a drain, % of tank and l. [S] says 7 % and 4 l; readings of one stand
     * repeat within 1.6 points [M], and a threshold of 7 would miss half the thefts of 7.
     */
    drainPct: z.number().positive().default(6),
    /**
     * The same between two levels of which one was measured on the road. At 7 % and 3.5 sigmas one
     * theft of 7 % in four was found behind a tracker that sleeps without a level; at these, four in
     * five and every one of 10 %, and none where nothing was taken [M].
     */
    drainElsewherePct: z.number().positive().default(5),
    drainLitres: z.number().positive().default(2.5),
    /** A change is also more than this many sigmas of this vehicle's quiet differences [S]. */
    sigmas: z.number().positive().default(4),
    /** There a second level must agree, so fewer are as good [M]. */
    sigmasTwice: z.number().positive().default(2.5),
    /**
     * A change of this much between two places is believed at once; a smaller one may be the slope
     * a car is parked on (13 points [M]) and waits for a level measured elsewhere, % of tank.
     */
    beyondSlopePct: z.number().positive().default(20),
    /**
     * A doubtful change of at least this much is believed after long enough at rest, and withdrawn
     * when the level comes back on the road, % of tank.
     */
    slopePct: z.number().positive().default(5),
    /** A theft between two places needs this long without a reading of the level, s. */
    unseenS: z.number().positive().default(600),
    /** A fall is a drain once it has held this long, s [S]. */
    heldS: z.number().positive().default(300),
    /** A doubtful change is recorded after this long at rest, s. */
    doubtS: z.number().positive().default(420),
    /** Siphoning brings the level down within this long, s ([S]: 30 min, and a reading's delay). */
    siphonS: z.number().positive().default(2_700),
    /** Steps of one fill or drain are joined within this long, s [S]. */
    joinS: z.number().positive().default(600),
    /** Shortest stand in which fuel can be added or taken, s. */
    changeStandS: z.number().positive().default(60),

    /** Longer without a word is a silence that needs a witness, s. */
    silenceS: z.number().positive().default(180),
    /** Heartbeats this far apart, with the ignition off, still say that the car stood, s. */
    heartbeatS: z.number().positive().default(4_500),
    /** The same place before and after says so for this long, s. */
    samePlaceS: z.number().positive().default(86_400),
    /** Within this distance it has not left, km; receivers drift by 0.09 [M]. */
    stoodKm: z.number().positive().default(0.15),

    /** Consumption before any is learned, l/100 km and l/h at idle. */
    usualLitresPer100Km: z.number().positive().default(8),
    usualLitresPerHour: z.number().positive().default(0.8),
    /** Tank assumed where nobody entered one, l: turns litres into shares and back. */
    usualTankLitres: z.number().positive().default(50),
    /** Distance over which one sample of consumption is taken, km. */
    burnSampleKm: z.number().positive().default(50),

    /** A parked level falling faster than this leaks, l/h [S]. */
    leakLitresPerHour: z.number().positive().default(0.3),
    /** Shortest parking a slope is taken over, h, and how many in a row must show it [S]. */
    leakParkingH: z.number().positive().default(6),
    leakParkings: z.int().min(2).default(3),
    /** Burning this much more than learned, %, over this distance, km, is suspicious [S]. */
    excessBurnPct: z.number().positive().default(30),
    excessBurnKm: z.number().positive().default(200),
    /** Such distances in a row that make it a leak: one may be a headwind or a heavy foot. */
    excessBurnTimes: z.int().min(2).default(3),

    /** A level within this band, ± % of tank, over this distance, km, is stuck [S]. */
    stuckBandPct: z.number().positive().default(0.4),
    stuckKm: z.number().positive().default(100),
    /** Steps above this at rest, % of tank, this many up and as many down, are a bad sender. */
    erraticStepPct: z.number().positive().default(20),
    erraticSteps: z.int().min(2).default(3),
    /** Within this long, h. */
    erraticWithinH: z.number().positive().default(24),
  })
  .prefault({});
export type FuelOptions = z.infer<typeof FuelOptions>;
