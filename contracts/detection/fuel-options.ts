import { z } from "zod";
import { inOrder } from "./consistency.ts";

/**
 * Thresholds of everything that is detected from the fuel level. Sources: the detection
 * specification, section 4 [S]; measured on carOBD, raw level of an ordinary float [M]; simulated
 * weeks of slopes and fleets [W]; chosen for the reason given [C]. Bounds leave room for every
 * sender known, and keep out what is a slip of the keyboard.
 */
export const FuelOptions = z
  .object({
    /** Slower than this is standing, km/h [S]. */
    standSpeedKmh: z.number().positive().max(10).default(3),
    /** A level settles this long after the car stopped, s [S]. */
    settleS: z.number().positive().max(1_800).default(180),
    /** Fewest readings a settled level is the median of [S]. */
    settledReadings: z.int().min(3).max(9).default(5),
    /**
     * With the ignition off nothing shakes the float: this many are enough, over this long, s. [C]
     * A median needs three, and four minutes outlast a pump's after-run; [M] they repeat within 1.6 %.
     */
    parkedReadings: z.int().min(2).max(9).default(3),
    parkedSpanS: z.number().positive().max(3_600).default(240),
    /** Readings at rest farther apart than this have not settled, % of tank (idling: 1.6 [M]). */
    settledSpreadPct: z.number().positive().max(20).default(5),
    /** Shortest drive whose mean level is believed, s: such means wander by 2 to 3 points [M]. */
    drivenLevelS: z.number().positive().max(3_600).default(300),
    /** A driven mean is believed once its standard error is below this, % of tank: as it wanders [M]. */
    drivenErrorPct: z.number().positive().max(10).default(2.5),

    /** Least rise that is a refuel, % of tank and l [S]. */
    refuelPct: z.number().positive().max(50).default(10),
    refuelLitres: z.number().positive().max(500).default(5),
    /**
     * Least fall that is a drain, % of tank and l. [S] says 7 % and 4 l; readings of one stand
     * repeat within 1.6 points [M], and a threshold of 7 would miss half the thefts of 7.
     */
    drainPct: z.number().positive().max(50).default(6),
    /**
     * The same between two levels of which one was measured on the road. At 7 % and 3.5 sigmas one
     * theft of 7 % in four was found behind a tracker that sleeps without a level; at these, four in
     * five and every one of 10 %, and none where nothing was taken [M].
     */
    drainElsewherePct: z.number().positive().max(50).default(5),
    drainLitres: z.number().positive().max(500).default(2.5),
    /**
     * A fall in one stand with the engine off is a drain from here on however slow it is, % of tank.
     * [C] Warmth moves a level by 4 points a day, and a night's leak stays below it.
     */
    slowDrainPct: z.number().positive().max(50).default(8),
    /** A change is also more than this many sigmas of this vehicle's quiet differences [S]. */
    sigmas: z.number().positive().max(20).default(4),
    /** There a second level must agree, so fewer are as good [M]. */
    sigmasTwice: z.number().positive().max(20).default(2.5),
    /**
     * A change of this much between two places is believed at once; a smaller one may be the slope
     * a car is parked on (13 points [M]) and waits for a level measured elsewhere, % of tank.
     */
    beyondSlopePct: z.number().positive().max(100).default(20),
    /**
     * A doubtful change of at least this much is believed after long enough at rest, and withdrawn
     * when the level comes back on the road, % of tank: tilt is up to 4 [S].
     */
    slopePct: z.number().positive().max(50).default(5),
    /**
     * A theft between two places needs this long without a reading of the level, s. [W] At 100 a
     * tracker that reports every three to five minutes was told two drains a car and day.
     */
    unseenS: z.number().positive().max(86_400).default(600),
    /** A fall is a drain once it has held this long, s [S]. */
    heldS: z.number().positive().max(7_200).default(300),
    /**
     * A doubtful change is recorded after this long at rest, s. [C] Longer than most stops on a slope,
     * and with two levels of a minute still within the ten minutes in which a theft is to be told.
     */
    doubtS: z.number().positive().max(7_200).default(420),
    /** Siphoning brings the level down within this long, s ([S]: 30 min, and a reading's delay). */
    siphonS: z.number().positive().max(21_600).default(2_700),
    /** Steps of one fill or drain are joined within this long, s [S]. */
    joinS: z.number().positive().max(7_200).default(600),
    /** Shortest stand in which fuel can be added or taken, s. [C] A pump gives 5 l in eight seconds. */
    changeStandS: z.number().positive().max(3_600).default(60),

    /** Longer without a word is a silence that needs a witness, s: the pause that ends a trip [S 2]. */
    silenceS: z.number().positive().max(3_600).default(180),
    /** Heartbeats this far apart still say that the car stood, s. [C] One an hour, and its delay. */
    heartbeatS: z.number().positive().max(86_400).default(4_500),
    /** The same place before and after says so for this long, s. [C] A day. */
    samePlaceS: z.number().positive().max(604_800).default(86_400),
    /** Within this distance it has not left, km: parked receivers drift by 0.09 (FMC003 on a bench) [M]. */
    stoodKm: z.number().positive().max(2).default(0.15),

    /**
     * Consumption before any is learned, l/100 km and l/h at idle. [C] An ordinary car's; 8 to 12
     * are learned from carOBD in town, were its tank 50 l [M].
     */
    usualLitresPer100Km: z.number().positive().max(100).default(8),
    usualLitresPerHour: z.number().positive().max(20).default(0.8),
    /** Tank assumed where nobody entered one, l: turns litres into shares and back. [C] A compact's. */
    usualTankLitres: z.number().positive().max(2_000).default(50),
    /** Distance over which one sample of consumption is taken, km. [C] It burns 8 %, the noise is 1.8 [M]. */
    burnSampleKm: z.number().positive().max(1_000).default(50),

    /** A parked level falling faster than this leaks, l/h [S]. */
    leakLitresPerHour: z.number().positive().max(50).default(0.3),
    /** Shortest parking a slope is taken over, h, and how many in a row must show it [S]. */
    leakParkingH: z.number().positive().max(72).default(6),
    leakParkings: z.int().min(2).max(30).default(3),
    /** Burning this much more than learned, %, over this distance, km, is suspicious [S]. */
    excessBurnPct: z.number().positive().max(500).default(30),
    excessBurnKm: z.number().positive().max(5_000).default(200),
    /** Such distances in a row that make it a leak. [C] One may be a headwind or a heavy foot. */
    excessBurnTimes: z.int().min(2).max(30).default(3),

    /** A level within this band, ± % of tank, over this distance, km, is stuck [S]. */
    stuckBandPct: z.number().positive().max(10).default(0.4),
    stuckKm: z.number().positive().max(2_000).default(100),
    /**
     * Steps above this, % of tank [S], at rest, this many up and as many down, are a bad sender. [S]
     * says while moving, but a sound float steps by 44 there [M]. [C] A day has no three fills and thefts.
     */
    erraticStepPct: z.number().positive().max(100).default(20),
    erraticSteps: z.int().min(2).max(50).default(3),
    /** Within this long, h. */
    erraticWithinH: z.number().positive().max(720).default(24),
  })
  .superRefine(
    inOrder(
      ["slopePct", "beyondSlopePct"],
      ["heldS", "siphonS"],
      ["sigmasTwice", "sigmas"],
      ["silenceS", "heartbeatS"],
      ["heartbeatS", "samePlaceS"],
    ),
  )
  .prefault({});
export type FuelOptions = z.infer<typeof FuelOptions>;
