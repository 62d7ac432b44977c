import type { RuleType } from "./rule-type.ts";
import type { DetectionType } from "./detection.ts";
import type { DetectionOptions } from "./options.ts";

/** Options about how positions, routes and idling stops are made of what a car sends. */
export const ROUTE_OPTIONS = ["positions", "trips", "idling"] as const;

/** Detectors with options: overdue returns are found by the clock, not by a detector. */
type DetectorName = Exclude<keyof DetectionOptions, "overdue" | (typeof ROUTE_OPTIONS)[number]>;

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
  silence: ["offline", "device_offline", "gsm_jamming"],
  powerCut: ["power_cut"],
  gnss: ["gnss_outage", "gnss_jamming"],
  deviceAlarm: ["crash", "sos", "gsm_jamming"],
  lowBattery: ["low_battery"],
};

/** The options that a rule of a type may set, by the name under which they stand. */
export const optionsOf = (type: RuleType): readonly string[] => {
  if (type === "routes") return ROUTE_OPTIONS;
  if (type === "overdue") return ["overdue"];
  return Object.entries(DETECTED_BY).flatMap(([detector, types]) =>
    types.includes(type) ? [detector] : [],
  );
};
