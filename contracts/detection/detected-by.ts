import type { AlertType } from "../alert.ts";
import type { DetectionType } from "./detection.ts";
import type { DetectionOptions } from "./options.ts";

/** Detectors with options: overdue returns are found by the clock, not by a detector. */
type DetectorName = Exclude<keyof DetectionOptions, "overdue">;

/** What each detector finds, by the name under which its options stand. */
export const DETECTED_BY: Readonly<Record<DetectorName, readonly DetectionType[]>> = {
  afterHours: ["after_hours_motion"],
  excessiveIdling: ["excessive_idling"],
  geofences: ["geofence_enter", "geofence_exit"],
  harshDriving: ["harsh_acceleration", "harsh_braking", "harsh_cornering"],
  odometer: ["odometer_rollback", "odometer_frozen", "odometer_jump", "odometer_calibration"],
  speeding: ["speeding"],
  tow: ["tow", "ignition_sensor_fault"],
  fuel: ["refuel", "drain", "leak", "fuel_sensor_fault"],
  silence: ["offline", "gsm_jamming"],
  powerCut: ["power_cut"],
  gnss: ["gnss_outage", "gnss_jamming"],
  deviceAlarm: ["crash", "sos", "gsm_jamming"],
  lowBattery: ["low_battery"],
};

/** The options that have an effect on a type, by the name under which they stand. */
export const optionsOf = (type: AlertType): readonly string[] =>
  type === "overdue"
    ? ["overdue"]
    : Object.entries(DETECTED_BY).flatMap(([detector, types]) =>
        types.includes(type) ? [detector] : [],
      );
