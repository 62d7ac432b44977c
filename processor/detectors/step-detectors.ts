import type { Observation } from "../../contracts/observation.ts";
import { afterHours } from "./after-hours.ts";
import type { DetectorInput } from "./detector.ts";
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
import type { Output } from "./output.ts";
import { powerCut } from "./power-cut.ts";
import type { DetectorStates } from "./registry.ts";
import { silence } from "./silence.ts";
import { speeding } from "./speeding.ts";
import { tow } from "./tow.ts";

/**
 * Shows an observation to every detector, in the order of `DETECTORS`: what is `heard` of the car to
 * those that look at the car, what its device `sent` to those of devices. Each is called by its name
 * because through a loop the compiler would see neither which function it calls nor which state it
 * reads, and the whole fold would take a tenth longer.
 */
export const stepDetectors = (
  states: DetectorStates,
  input: DetectorInput,
  heard: Observation,
  sent: Observation,
  say: (outputs: readonly Output[]) => void,
): void => {
  input.observation = heard;
  say(geofences.step(states.geofences, input));
  say(harshDriving.step(states.harshDriving, input));
  say(speeding.step(states.speeding, input));
  say(tow.step(states.tow, input));
  say(fuel.step(states.fuel, input));
  say(odometerRollback.step(states.odometerRollback, input));
  say(odometerFrozen.step(states.odometerFrozen, input));
  say(odometerJump.step(states.odometerJump, input));
  say(odometerCalibration.step(states.odometerCalibration, input));
  say(excessiveIdling.step(states.excessiveIdling, input));
  say(afterHours.step(states.afterHours, input));
  input.observation = sent;
  say(silence.step(states.silence, input));
  say(deviceSilence.step(states.deviceSilence, input));
  say(powerCut.step(states.powerCut, input));
  say(gnss.step(states.gnss, input));
  say(deviceAlarms.step(states.deviceAlarms, input));
  say(lowBattery.step(states.lowBattery, input));
};
