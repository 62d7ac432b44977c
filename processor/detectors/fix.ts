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

/**
 * How far off a fix may be, m. What a receiver claims of itself is not believed below `leastM`, what one
 * errs among houses: one that was 200 m off claimed 1.9.
 */
export const believedErrorM = ({ accuracyM }: Pick<Fix, "accuracyM">, leastM: number): number =>
  Math.max(accuracyM ?? 0, leastM);
