import { z } from "zod";

/** A position that survived cleaning, as detectors keep it in their state. */
export const Fix = z.object({
  /** Observation the fix came from. */
  id: z.string(),
  atMs: z.number(),
  lat: z.number(),
  lon: z.number(),
  /** Null when the receiver gave none. */
  speedKmh: z.number().nullable(),
  accuracyM: z.number().nullable(),
});
export type Fix = z.infer<typeof Fix>;
