import type { Detector } from "./detector.ts";
import { deviceAlarms } from "./device-alarms.ts";
import { gnss } from "./gnss.ts";
import { lowBattery } from "./low-battery.ts";
import { powerCut } from "./power-cut.ts";
import { silence } from "./silence.ts";

/** Every detector besides trips and idling, in the order in which they see an observation. */
export const DETECTORS: readonly Detector<unknown>[] = [
  silence,
  powerCut,
  gnss,
  deviceAlarms,
  lowBattery,
];
