import { z } from "zod";

/** When idling is waste. */
export const ExcessiveIdlingOptions = z
  .object({
    /**
     * Standing with the engine running for this long, min (Azuga: 10; others 3 to 10). Idling stops
     * are on record from 5 min on, so less has no effect.
     */
    minMinutes: z.number().min(5).max(1_440).default(10),
  })
  .prefault({});
export type ExcessiveIdlingOptions = z.infer<typeof ExcessiveIdlingOptions>;
