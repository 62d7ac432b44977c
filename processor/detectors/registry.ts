import { afterHours } from "./after-hours.ts";
import type { Detector } from "./detector.ts";
import { deviceAlarms } from "./device-alarms.ts";
import { deviceSilence } from "./device-silence.ts";
import { excessiveIdling } from "./excessive-idling.ts";
import { fuel } from "./fuel.ts";
import { geofences } from "./geofences.ts";
import { gnss } from "./gnss.ts";
import { harshDriving } from "./harsh-driving.ts";
import { lowBattery } from "./low-battery.ts";
import { odometerCalibration } from "./odometer-calibration.ts";
import { odometerFrozen } from "./odometer-frozen.ts";
import { odometerJump } from "./odometer-jump.ts";
import { odometerRollback } from "./odometer-rollback.ts";
import { powerCut } from "./power-cut.ts";
import { silence } from "./silence.ts";
import { speeding } from "./speeding.ts";
import { tow } from "./tow.ts";

const BY_NAME = {
  geofences,
  harshDriving,
  speeding,
  tow,
  fuel,
  odometerRollback,
  odometerFrozen,
  odometerJump,
  odometerCalibration,
  excessiveIdling,
  afterHours,
  silence,
  deviceSilence,
  powerCut,
  gnss,
  deviceAlarms,
  lowBattery,
};

type StateOf<Of> = Of extends Detector<infer State> ? State : never;

/** What all detectors keep of a vehicle. */
export type DetectorStates = {
  readonly [Name in keyof typeof BY_NAME]: StateOf<(typeof BY_NAME)[Name]>;
};

/** Every detector besides trips and idling, in the order in which they see an observation. */
export const DETECTORS: readonly Detector<unknown>[] = Object.values(BY_NAME);
