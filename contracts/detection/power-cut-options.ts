import { z } from "zod";

/** When a tracker counts as cut off from the vehicle's battery. */
export const PowerCutOptions = z
  .object({
    /** Below this there is no supply, V: a starter draws a healthy battery down to 6 at worst. */
    lostBelowV: z.number().min(0).max(24).default(5),
    /** From here on it is back, V: more than a tracker can show of its own battery (4.2). */
    backFromV: z.number().min(0).max(24).default(7),
    /** A second reading confirms it when this much later, s: cranking takes one or two. */
    confirmAfterS: z.number().min(0).max(3_600).default(5),
    /** A single reading, then silence this long: suspected, s. */
    lastWordAfterS: z.number().min(10).max(86_400).default(300),
  })
  .prefault({});
export type PowerCutOptions = z.infer<typeof PowerCutOptions>;
