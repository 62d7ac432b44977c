import type { Detector } from "./detector.ts";
import { fuel } from "./fuel.ts";

/** Every detector besides trips and idling, in the order in which they see an observation. */
export const DETECTORS: readonly Detector<unknown>[] = [fuel];
