import type { GeofencePurpose } from "../geofence.ts";
import type { DetectionType, Evidence, Severity } from "./detection.ts";

/** What is told of a detection where no rule says otherwise. */
export type AlertDefault = {
  readonly severity: Severity;
  /** Whether it becomes an alert at all; it is recorded either way. */
  readonly alert: boolean;
  /** Shortest occurrence that is told of, s. */
  readonly minDurationS: number;
  /** How long after its last occurrence a closed alert still takes in repeats, s. */
  readonly cooldownS: number;
};

/**
 * An hour: the errand that caused an alert is over by then, and what comes after is a new one.
 * Until then what flickers has been dealt with.
 */
const COOLDOWN_S = 3_600;
/** For what no earlier answer covers: the next one, however soon, is another emergency. */
const NO_COOLDOWN_S = 0;

const tell = (severity: Severity, cooldownS = COOLDOWN_S): AlertDefault => ({
  severity,
  alert: true,
  minDurationS: 0,
  cooldownS,
});
const record = (severity: Severity = "info"): AlertDefault => ({
  severity,
  alert: false,
  minDurationS: 0,
  cooldownS: COOLDOWN_S,
});

/**
 * Theft and danger ring; what a dispatcher should look at today warns; what only matters in sum
 * (driving style, ordinary refuels, yards entered and left) is recorded.
 */
export const ALERT_DEFAULTS: Readonly<Record<DetectionType, AlertDefault>> = {
  refuel: record(),
  // a thief who was let off comes back for the rest: each drain is fuel that is gone
  drain: tell("critical", NO_COOLDOWN_S),
  leak: tell("warning"),
  fuel_sensor_fault: tell("info"),
  // of these, only what the place is about: see isToldByDefault
  geofence_enter: tell("warning"),
  geofence_exit: tell("warning"),
  harsh_acceleration: record(),
  harsh_braking: record(),
  harsh_cornering: record(),
  speeding: tell("warning"),
  // whoever was told that the first was the recovery service knows nothing of the next
  tow: tell("critical", NO_COOLDOWN_S),
  ignition_sensor_fault: tell("info"),
  offline: tell("warning"),
  device_offline: tell("warning"),
  power_cut: tell("critical"),
  gnss_jamming: tell("critical"),
  gsm_jamming: tell("critical"),
  gnss_outage: record(),
  odometer_rollback: tell("critical"),
  odometer_frozen: tell("warning"),
  odometer_jump: tell("warning"),
  odometer_calibration: record(),
  // the second blow of a pile-up, or another crash on the way home: each may have hurt somebody
  crash: tell("critical", NO_COOLDOWN_S),
  // a button pressed by mistake may be pressed in need a minute later
  sos: tell("critical", NO_COOLDOWN_S),
  low_battery: tell("warning"),
  excessive_idling: tell("info"),
  after_hours_motion: tell("warning"),
};

/** Where coming or going is what the fence was drawn to tell of; elsewhere it is everyday life. */
const TOLD_AT: Partial<Record<DetectionType, readonly unknown[]>> = {
  geofence_enter: ["restricted", "border"] satisfies GeofencePurpose[],
  geofence_exit: ["border"] satisfies GeofencePurpose[],
};

/**
 * Whether a detection becomes an alert where no rule says so. A car that was inside when its
 * records begin has not come in.
 */
export const isToldByDefault = (type: DetectionType, evidence: Evidence): boolean => {
  const places = TOLD_AT[type];
  if (places && (!places.includes(evidence["purpose"]) || evidence["alreadyInside"] === true))
    return false;
  return ALERT_DEFAULTS[type].alert;
};
