import {
  defaultDetectionOptions,
  type DetectionOptions,
} from "../../contracts/detection/options.ts";
import { noFences, type GeofenceIndex } from "../geo/geofence-index.ts";
import { noStreets, type StreetLimits } from "../geo/street-limits.ts";

/** What detectors must know of a vehicle besides its observations. */
export type VehicleSettings = {
  /** Capacity of the tank, l; null when nobody entered it. */
  readonly tankLitres: number | null;
  /** IANA time zone of its branch. */
  readonly timeZone: string;
  readonly options: DetectionOptions;
  /** The fences that are meant for it, valid or not: each judges by the time of the fix. */
  readonly geofences: GeofenceIndex;
  /** What is signed on the streets, the same for every car of the process. */
  readonly streets: StreetLimits;
};

/** Which devices were in the vehicle, and when. */
export type Mountings = { readonly isMounted: (deviceId: string, atMs: number) => boolean };

/** Settings by event time: an observation is judged by what was in force when it was made. */
export type SettingsHistory = Mountings & { readonly at: (tsMs: number) => VehicleSettings };

export const defaultSettings: VehicleSettings = {
  tankLitres: null,
  timeZone: "UTC",
  options: defaultDetectionOptions,
  geofences: noFences,
  streets: noStreets,
};

/** The same settings at all times; the vehicle keeps its devices unless `mountings` knows better. */
export const unchanging = (
  settings: VehicleSettings,
  { isMounted }: Mountings = { isMounted: () => true },
): SettingsHistory => ({ at: () => settings, isMounted });
