import { z } from "zod";
import { inOrder } from "./consistency.ts";

/**
 * When driving is harsh. Defaults: detection specification section 7, measured on 53 labelled
 * manoeuvres as 1 s means: braking 11 of 12 found, cornering 11 of 12, none of 11 calm ones.
 */
export const HarshDrivingOptions = z
  .object({
    accelerationMps2: z.number().min(0.5).max(10).default(2),
    brakingMps2: z.number().min(0.5).max(10).default(2.7),
    corneringMps2: z.number().min(0.5).max(10).default(3),
    /** So many times the threshold is severe. */
    severeFactor: z.number().min(1).max(5).default(1.5),
    /** Time between two fixes that a change of speed is measured over, s: at 5 s it is averaged away. */
    minStepS: z.number().min(0.05).max(2).default(0.5),
    maxStepS: z.number().min(0.5).max(3).default(2),
    /** Slower than this nothing is harsh, km/h (Teltonika: 10): receivers invent speeds near 0. */
    minSpeedKmh: z.number().min(0).max(100).default(10),
    minTurnSpeedKmh: z.number().min(0).max(100).default(20),
    /** More than tyres can hold is a wrong speed or direction, m/s². */
    maxPlausibleMps2: z.number().min(5).max(50).default(11),
    /** A change undone by this part at the next fix was no manoeuvre but a wrong reading. */
    undonePart: z.number().min(0.1).max(1).default(0.5),
    /** Within this time it is the same manoeuvre, s. */
    mergeS: z.number().min(0).max(60).default(5),
  })
  .superRefine(
    inOrder(
      ["minStepS", "maxStepS"],
      ["accelerationMps2", "maxPlausibleMps2", "below"],
      ["brakingMps2", "maxPlausibleMps2", "below"],
      ["corneringMps2", "maxPlausibleMps2", "below"],
    ),
  )
  .prefault({});
export type HarshDrivingOptions = z.infer<typeof HarshDrivingOptions>;
