import { z } from "zod";
import { inOrder } from "./consistency.ts";

/** When a vehicle that sends nothing counts as offline, and when silence looks like jamming. */
export const SilenceOptions = z
  .object({
    /** Silent for more than so many of its usual intervals (detection specification, 10), one in five of which is longer. */
    usualIntervals: z.number().min(1.5).max(100).default(3),
    /** … and at least this long while it drives or idles, s (same source). */
    drivingSilenceS: z.number().min(30).max(86_400).default(300),
    /**
     * A driving tracker whose pace is not known yet, or that has not parked with a word yet, s:
     * three times the slowest usual pace, 10 min.
     */
    drivingUnknownSilenceS: z.number().min(30).max(86_400).default(1_800),
    /** … and at least this long while it stands and is known to report meanwhile, s. */
    parkedSilenceS: z.number().min(60).max(2_592_000).default(3_600),
    /** A parked tracker not known to report meanwhile, s: passive devices of Zigbee2MQTT, 25 h. */
    parkedUnknownSilenceS: z.number().min(60).max(2_592_000).default(90_000),
    /**
     * A device is offline that misses more than `usualIntervals` of its longest pauses of late, and at least this
     * much, while others of its car are heard, s: beyond the holes in one network that another fills.
     */
    deviceSilenceS: z.number().min(600).max(2_592_000).default(21_600),
    /** Heartbeats count once it has stood this long, s: many trackers sleep only then. */
    settledAfterS: z.number().min(0).max(86_400).default(1_800),
    /** A car this near to where it fell silent has parked there without a word, m. */
    stoodWithinM: z.number().min(10).max(5_000).default(200),
    /** On the move for sure at this speed, km/h: below it may just have parked. */
    movingKmh: z.number().min(0).max(200).default(10),
    /** Jamming is suspected where the last signal had so many of five bars (specification, 10). */
    jammedSignalBars: z.number().min(0).max(5).default(4),
    /** Silence that ends within this time makes its place a known hole in the network, s. */
    holeWithinS: z.number().min(60).max(86_400).default(3_600),
  })
  .superRefine(
    inOrder(
      ["drivingSilenceS", "drivingUnknownSilenceS"],
      ["drivingSilenceS", "parkedSilenceS"],
      ["parkedSilenceS", "parkedUnknownSilenceS"],
      ["drivingSilenceS", "holeWithinS"],
    ),
  )
  .prefault({});
export type SilenceOptions = z.infer<typeof SilenceOptions>;
