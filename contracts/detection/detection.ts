import { z } from "zod";
import { JsonValue } from "../json-value.ts";

/** Everything that can be detected of one vehicle, besides its routes and stops. */
export const DetectionType = z.enum([
  "refuel",
  "drain",
  "leak",
  "fuel_sensor_fault",
  "geofence_enter",
  "geofence_exit",
  "harsh_acceleration",
  "harsh_braking",
  "harsh_cornering",
  "speeding",
  "tow",
  "ignition_sensor_fault",
  "offline",
  "device_offline",
  "power_cut",
  "gnss_jamming",
  "gsm_jamming",
  "gnss_outage",
  "odometer_rollback",
  "odometer_frozen",
  "odometer_jump",
  "odometer_calibration",
  "crash",
  "sos",
  "low_battery",
  "excessive_idling",
  "after_hours_motion",
]);
export type DetectionType = z.infer<typeof DetectionType>;

/** How urgent an alert is: `info` is for the record, `critical` rings. */
export const Severity = z.enum(["info", "warning", "critical"]);
export type Severity = z.infer<typeof Severity>;

/** A suspicion is recorded and shown with the vehicle; it never becomes an alert. */
export const Certainty = z.enum(["confirmed", "suspected"]);
export type Certainty = z.infer<typeof Certainty>;

/** The figures a detection rests on, under names that carry their unit; for people to judge. */
export const Evidence = z.record(z.string(), JsonValue);
export type Evidence = z.infer<typeof Evidence>;
