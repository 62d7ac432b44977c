import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When a position is believed for motion. Defaults: detection specification section 1. */
export const PositionsOptions = z
  .object({
    /** A fix may rest on no fewer satellites than this (Wialon's default). */
    minSatellites: z.int().min(0).max(20).default(4),
    /** Highest dilution of precision that is believed where the receiver gives no accuracy. */
    maxHdop: z.number().min(0.5).max(50).default(5),
    /** A larger error circle says nothing about motion, m (e-mission drops from 200 on). */
    maxAccuracyM: z.number().min(10).max(1_000).default(100),
    /** A faster jump must be confirmed by the next fix, km/h: no rental car goes faster. */
    maxSpeedKmh: z.number().min(50).max(500).default(252),
    /** Over a minute and more a car shows as much speed, or keeps up no more than this, km/h. */
    sustainedKmh: z.number().min(20).max(300).default(90),
    /** Parked before and after three minutes and more, it is no farther off than this, m. */
    parkedMoveM: z.number().min(100).max(100_000).default(1_000),
  })
  .superRefine(inOrder(["sustainedKmh", "maxSpeedKmh"]))
  .prefault({});
export type PositionsOptions = z.infer<typeof PositionsOptions>;
