import { z } from "zod";
import { inOrder } from "./consistency.ts";

/**
 * When a tracker counts as cut off from what usually feeds it: a vehicle's battery, or 5 V out of a
 * socket. Cut off, a tracker shows nothing, or its own battery (a lithium cell: 4.2 V at most).
 */
export const PowerCutOptions = z
  .object({
    /** Below this no vehicle feeds it, V: a starter draws a healthy battery down to 6 at worst. */
    lostBelowV: z.number().min(0).max(24).default(5),
    /** From here on it is back, V: more than a tracker can show of its own battery (4.2). */
    backFromV: z.number().min(0).max(24).default(7),
    /**
     * Nor below this part of what it is usually fed with, nor is it back below that one: 12 V that
     * become the 5 V of a charger are another supply, and a 24 V truck is not back at 9.
     */
    lostPart: z.number().min(0).max(0.9).default(0.45),
    backPart: z.number().min(0).max(1).default(0.55),
    /** Usually fed with less than this, V, it hangs on USB: 5.5 at most (USB 2.0, 7.2.2), and a margin. */
    usbUpToV: z.number().min(0).max(8).default(6),
    /** There it is cut off below this, V: between a full cell and the least that USB promises, 4.4. */
    usbLostBelowV: z.number().min(0).max(8).default(4.3),
    usbBackFromV: z.number().min(0).max(8).default(4.4),
    /** A second reading confirms it when this much later, s: cranking takes one or two. */
    confirmAfterS: z.number().min(0).max(3_600).default(5),
    /** A single reading, then silence this long: suspected, s. */
    lastWordAfterS: z.number().min(10).max(86_400).default(300),
  })
  .superRefine(
    inOrder(
      ["lostBelowV", "backFromV", "below"],
      ["lostPart", "backPart"],
      ["usbLostBelowV", "usbBackFromV", "below"],
      ["usbBackFromV", "usbUpToV"],
    ),
  )
  .prefault({});
export type PowerCutOptions = z.infer<typeof PowerCutOptions>;
