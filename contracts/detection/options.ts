import { z } from "zod";
import { PowerCutOptions } from "./power-cut-options.ts";
import { SilenceOptions } from "./silence-options.ts";

/**
 * Thresholds of every detector, each with its default, unit and source. A rule overrides some of
 * them for the fleet, a vehicle group or one vehicle.
 */
export const DetectionOptions = z.object({
  silence: SilenceOptions,
  powerCut: PowerCutOptions,
});
export type DetectionOptions = z.infer<typeof DetectionOptions>;

/** What applies where nobody has set anything. */
export const defaultDetectionOptions: DetectionOptions = DetectionOptions.parse({});
