import { z } from "zod";
import { AfterHoursOptions } from "./after-hours-options.ts";
import { ExcessiveIdlingOptions } from "./excessive-idling-options.ts";
import { GeofencesOptions } from "./geofences-options.ts";
import { HarshDrivingOptions } from "./harsh-driving-options.ts";
import { OdometerOptions } from "./odometer-options.ts";
import { OverdueOptions } from "./overdue-options.ts";
import { SpeedingOptions } from "./speeding-options.ts";
import { TowOptions } from "./tow-options.ts";
import { FuelOptions } from "./fuel-options.ts";
import { DeviceAlarmOptions } from "./device-alarm-options.ts";
import { GnssOptions } from "./gnss-options.ts";
import { LowBatteryOptions } from "./low-battery-options.ts";
import { IdlingOptions } from "./idling-options.ts";
import { PositionsOptions } from "./positions-options.ts";
import { PowerCutOptions } from "./power-cut-options.ts";
import { SilenceOptions } from "./silence-options.ts";
import { TripsOptions } from "./trips-options.ts";

/**
 * Thresholds of every detector, each with its default, unit and source. A rule overrides some of
 * them for the fleet, a vehicle group or one vehicle.
 */
export const DetectionOptions = z.object({
  positions: PositionsOptions,
  trips: TripsOptions,
  idling: IdlingOptions,
  afterHours: AfterHoursOptions,
  excessiveIdling: ExcessiveIdlingOptions,
  geofences: GeofencesOptions,
  harshDriving: HarshDrivingOptions,
  odometer: OdometerOptions,
  overdue: OverdueOptions,
  speeding: SpeedingOptions,
  tow: TowOptions,
  fuel: FuelOptions,
  silence: SilenceOptions,
  powerCut: PowerCutOptions,
  gnss: GnssOptions,
  deviceAlarm: DeviceAlarmOptions,
  lowBattery: LowBatteryOptions,
});
export type DetectionOptions = z.infer<typeof DetectionOptions>;

/** What applies where nobody has set anything. */
export const defaultDetectionOptions: DetectionOptions = DetectionOptions.parse({});
