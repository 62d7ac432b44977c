import type { Detector } from "./detector.ts";
import { powerCut } from "./power-cut.ts";
import { silence } from "./silence.ts";

/** Every detector besides trips and idling, in the order in which they see an observation. */
export const DETECTORS: readonly Detector<unknown>[] = [silence, powerCut];
