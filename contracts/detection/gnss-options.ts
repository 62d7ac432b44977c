import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When missing positions are a fault of the tracker, and when they look like jamming. */
export const GnssOptions = z
  .object({
    /** No fix this long with the ignition on, or ever, though messages come: an outage, s. */
    outageAfterS: z.number().min(60).max(86_400).default(600),
    /** A pause between messages that starts the count anew, s. */
    messagesEveryS: z.number().min(10).max(3_600).default(300),
    /** Jamming: satellites fall from this many … */
    satellitesBefore: z.int().min(1).max(40).default(5),
    /** … to none within this time, s (detection specification, 10) … */
    collapseWithinS: z.number().min(1).max(120).default(10),
    /** … on a car at this speed or more, km/h: below it may drive into its garage … */
    movingKmh: z.number().min(0).max(200).default(10),
    /** … and stay away this long while messages go on, s (same source), … */
    jammedAfterS: z.number().min(10).max(3_600).default(120),
    /** … at least so many of them. */
    jammedMessages: z.int().min(1).max(100).default(3),
    /** Fixes back within this time make the place a known hole: a tunnel, a garage, s. */
    holeWithinS: z.number().min(10).max(7_200).default(900),
  })
  .superRefine(
    inOrder(
      ["collapseWithinS", "jammedAfterS"],
      ["jammedAfterS", "holeWithinS"],
      ["messagesEveryS", "outageAfterS"],
    ),
  )
  .prefault({});
export type GnssOptions = z.infer<typeof GnssOptions>;
