import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import type { DetectionOptions } from "../../../../contracts/detection/options.ts";

type Detector = keyof DetectionOptions;

/** An option by its detector and name: `fuel.drainPct`. */
type OptionPath = {
  [Name in Detector]: `${Name}.${keyof DetectionOptions[Name] & string}`;
}[Detector];

/**
 * What people tune of each type of rule, the most telling first. The rest is about how a reading
 * is trusted; it is set through the API, and stays as it is here.
 */
export const SHOWN_OPTIONS = {
  drain: [
    "fuel.drainPct",
    "fuel.drainLitres",
    "fuel.drainElsewherePct",
    "fuel.slowDrainPct",
    "fuel.heldS",
    "fuel.siphonS",
    "fuel.sigmas",
    "fuel.beyondSlopePct",
  ],
  leak: [
    "fuel.leakLitresPerHour",
    "fuel.leakParkingH",
    "fuel.leakParkings",
    "fuel.excessBurnPct",
    "fuel.excessBurnKm",
    "fuel.excessBurnTimes",
  ],
  refuel: [
    "fuel.refuelPct",
    "fuel.refuelLitres",
    "fuel.joinS",
    "fuel.sigmas",
    "fuel.beyondSlopePct",
  ],
  fuel_sensor_fault: [
    "fuel.stuckBandPct",
    "fuel.stuckKm",
    "fuel.erraticStepPct",
    "fuel.erraticSteps",
    "fuel.erraticWithinH",
  ],
  overdue: [
    "overdue.graceMin",
    "overdue.level2hMin",
    "overdue.level24hMin",
    "overdue.predict",
    "overdue.predictedSeverity",
    "overdue.graceSeverity",
    "overdue.level2hSeverity",
    "overdue.level24hSeverity",
    "overdue.settledMin",
  ],
  after_hours_motion: [
    "afterHours.allowed",
    "afterHours.minMinutes",
    "afterHours.silenceEndsMinutes",
  ],
  geofence_enter: [
    "geofences.enterFixes",
    "geofences.enterAfterS",
    "geofences.crossingGapS",
    "geofences.shallowM",
    "geofences.maxAccuracyM",
  ],
  geofence_exit: [
    "geofences.exitFixes",
    "geofences.exitAfterS",
    "geofences.exitMarginM",
    "geofences.maxExitMarginM",
    "geofences.maxAccuracyM",
  ],
  speeding: [
    "speeding.limitKmh",
    "speeding.toleranceKmh",
    "speeding.tolerancePart",
    "speeding.minS",
    "speeding.minFixes",
    "speeding.releaseKmh",
    "speeding.maxGapS",
  ],
  harsh_braking: [
    "harshDriving.brakingMps2",
    "harshDriving.severeFactor",
    "harshDriving.minSpeedKmh",
    "harshDriving.mergeS",
  ],
  harsh_acceleration: [
    "harshDriving.accelerationMps2",
    "harshDriving.severeFactor",
    "harshDriving.minSpeedKmh",
    "harshDriving.mergeS",
  ],
  harsh_cornering: [
    "harshDriving.corneringMps2",
    "harshDriving.severeFactor",
    "harshDriving.minTurnSpeedKmh",
    "harshDriving.mergeS",
  ],
  excessive_idling: ["excessiveIdling.minMinutes"],
  crash: ["deviceAlarm.mergeWithinS", "deviceAlarm.speedBeforeWithinS", "deviceAlarm.speedAfterS"],
  sos: ["deviceAlarm.mergeWithinS"],
  tow: [
    "tow.armAfterS",
    "tow.displacedM",
    "tow.displacedS",
    "tow.speedKmh",
    "tow.speedFixes",
    "tow.lateIgnitionS",
  ],
  power_cut: [
    "powerCut.lostBelowV",
    "powerCut.backFromV",
    "powerCut.confirmAfterS",
    "powerCut.lastWordAfterS",
  ],
  gnss_jamming: [
    "gnss.satellitesBefore",
    "gnss.collapseWithinS",
    "gnss.movingKmh",
    "gnss.jammedAfterS",
    "gnss.jammedMessages",
  ],
  gsm_jamming: ["silence.jammedSignalBars", "silence.movingKmh", "deviceAlarm.mergeWithinS"],
  offline: [
    "silence.usualIntervals",
    "silence.drivingSilenceS",
    "silence.drivingUnknownSilenceS",
    "silence.parkedSilenceS",
    "silence.parkedUnknownSilenceS",
  ],
  device_offline: ["silence.deviceSilenceS"],
  low_battery: [
    "lowBattery.lowV",
    "lowBattery.recoveredV",
    "lowBattery.restS",
    "lowBattery.dwellS",
    "lowBattery.trackerLowPct",
    "lowBattery.trackerRecoveredPct",
  ],
  gnss_outage: ["gnss.outageAfterS", "gnss.holeWithinS"],
  ignition_sensor_fault: ["tow.runningV", "tow.lateIgnitionS"],
  routes: [
    "trips.dwellS",
    "trips.ignitionVetoS",
    "trips.silenceEndsS",
    "trips.minRouteM",
    "trips.minRouteS",
    "trips.departSpeedKmh",
    "trips.departDistanceM",
    "trips.standRadiusM",
    "idling.recordedAfterS",
    "idling.shownAfterS",
    "idling.runningV",
    "idling.lowForS",
    "positions.maxAccuracyM",
    "positions.minSatellites",
    "positions.maxHdop",
    "positions.maxSpeedKmh",
  ],
  odometer_rollback: ["odometer.rollbackKm", "odometer.resetBelowKm"],
  odometer_frozen: ["odometer.frozenKm", "odometer.frozenReadings"],
  odometer_jump: ["odometer.jumpKm", "odometer.jumpWithinM"],
  odometer_calibration: ["odometer.calibrationKm", "odometer.minRatio", "odometer.maxRatio"],
} as const satisfies Record<RuleType, readonly OptionPath[]>;

/** An option that the page shows. */
export type ShownOption = (typeof SHOWN_OPTIONS)[RuleType][number];
