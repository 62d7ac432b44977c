import { z } from "zod";
import { SILENCE_LIMIT_MS } from "../telemetry.ts";
import { inOrder } from "./consistency.ts";

/**
 * Where a route begins and ends. Defaults: detection specification section 2, measured on enviroCar,
 * Natal and e-mission.
 */
export const TripsOptions = z
  .object({
    /** Speed that counts as driving off, km/h. Wheels standing still read up to 6.5, p99 1.2. */
    departSpeedKmh: z.number().min(1).max(50).default(5),
    /** With the ignition on, this far from where it stood is a departure without any speed, m. */
    departDistanceM: z.number().min(20).max(5_000).default(100),
    /** Without an ignition channel: circle around the stand, m; doubled accuracy if that is more. */
    standRadiusM: z.number().min(10).max(500).default(50),
    /** With the ignition reported off: so far is no jolt, m; then it is a route, or the car is carried. */
    departIgnitionOffM: z.number().min(50).max(10_000).default(500),
    /** The ignition may be reported so late, s (Teltonika); a car that left earlier was carried until then. */
    lateIgnitionS: z.number().min(0).max(600).default(60),
    /** Fixes in a row that must say so. */
    departFixes: z.int().min(1).max(20).default(2),
    /** Without the ignition to say so, the way must be this part of what the speed shown makes, */
    departLeastPart: z.number().min(0).max(1).default(0.4),
    /** and no more than this many times that. */
    departMostPart: z.number().min(1).max(10).default(2),
    /** Or, without an ignition channel, so many fixes must each lead a circle farther away. */
    departLegs: z.int().min(2).max(20).default(3),
    /** Standing within `standRadiusM` for this long ends a route, s. In-trip stands last ≤ 162 s. */
    dwellS: z.number().min(30).max(7_200).default(180),
    /** With the ignition on it may stand so long (a queue, a ferry), s. */
    ignitionVetoS: z.number().min(30).max(86_400).default(1_200),
    /** Ignition off ends a route once nothing contradicts it for this long, s. */
    ignitionOffConfirmS: z.number().min(0).max(3_600).default(30),
    /** A gap between fixes beyond this is silence, s, but for trackers that always take so long, */
    silenceS: z.number().min(30).max(7_200).default(180),
    /** which shows in a gap of no more than this many times the one before. */
    silenceOverUsual: z.number().min(1).max(10).default(1.5),
    /** Silence this long always ends the route at its last fix, s. */
    silenceEndsS: z
      .number()
      .min(60)
      .max(86_400)
      .default(SILENCE_LIMIT_MS / 1_000),
    /** After silence, a car still this near has stood, m. */
    silenceStoodM: z.number().min(20).max(5_000).default(200),
    /** Slower than this across the silence, door to door, and it has stood on the way, km/h. */
    silenceDroveKmh: z.number().min(0).max(100).default(10),
    /** A route is at least this long, m, and lasts this long, s; below it is a manoeuvre. */
    minRouteM: z.number().min(0).max(10_000).default(200),
    minRouteS: z.number().min(0).max(3_600).default(60),
    /** Slower than this is standing, km/h; a standing car's jitter adds no distance. */
    standSpeedKmh: z.number().min(0).max(20).default(3),
    /** Moves smaller than this at standing speed are jitter, m. */
    jitterM: z.number().min(0).max(200).default(15),
  })
  .superRefine(
    inOrder(
      ["standSpeedKmh", "departSpeedKmh"],
      ["jitterM", "standRadiusM"],
      ["standRadiusM", "departIgnitionOffM"],
      ["dwellS", "ignitionVetoS"],
      ["silenceS", "silenceEndsS"],
      ["departLeastPart", "departMostPart", "below"],
    ),
  )
  .prefault({});
export type TripsOptions = z.infer<typeof TripsOptions>;
