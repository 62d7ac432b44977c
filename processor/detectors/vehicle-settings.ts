import {
  defaultDetectionOptions,
  type DetectionOptions,
} from "../../contracts/detection/options.ts";

/** What detectors must know of a vehicle besides its observations. */
export type VehicleSettings = {
  /** Capacity of the tank, l; null when nobody entered it. */
  readonly tankLitres: number | null;
  readonly options: DetectionOptions;
};

/** Settings by event time: an observation is judged by what was in force when it was made. */
export type SettingsHistory = { readonly at: (tsMs: number) => VehicleSettings };

export const defaultSettings: VehicleSettings = {
  tankLitres: null,
  options: defaultDetectionOptions,
};

/** The same settings at all times. */
export const unchanging = (settings: VehicleSettings): SettingsHistory => ({ at: () => settings });
