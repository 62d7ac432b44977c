import type { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";
import { derivedId } from "../../db/derived-id.ts";
import type { DetectionType } from "../../contracts/detection/detection.ts";
import type { Device } from "./car-devices.ts";
import type { Owners } from "./channels.ts";
import type { Fix } from "./fix.ts";
import type { WireState } from "./ignition-wire.ts";
import type { Output } from "./output.ts";
import type { Mountings, VehicleSettings } from "./vehicle-settings.ts";

/** How the car moves, as trip detection sees it after the observation. */
export type Motion = {
  /** The route it is on, once long enough to be one. */
  routeId: string | null;
  /** Between two stands: a route is open, announced or not. */
  underWay: boolean;
  /** When it came to stand, event time, ms; null under way and before the first fix. */
  parkedSinceMs: number | null;
  /** As last reported by the device that speaks now; null when it never did. */
  ignition: boolean | null;
  /** The engine is off for certain: if the car moves it is carried, on a lorry, a ferry or a train. */
  engineOff: boolean;
};

/** Whether somebody may be driving; a receiver's jitter means something only then. */
export const mayDrive = ({ underWay, ignition }: Motion): boolean => underWay || ignition === true;

/** One observation and what is known around it. Reused between calls: read it, never keep it. */
export type DetectorInput = {
  /** What it says of the car; to a detector of devices all that the device sent. */
  observation: Observation;
  /** Which device answers for which channel. */
  owners: Owners;
  /** The devices that have spoken of the car of late. */
  devices: readonly Device[];
  /** Its position when it can be believed for motion. */
  fix: Fix | undefined;
  /** A position before it that was held for a leap, until this one came. */
  heldFix: Fix | undefined;
  /** The believed position before it. */
  lastFix: Fix | undefined;
  /** From the believed position before to this one, m; 0 without both. */
  stepM: number;
  motion: Motion;
  /** What is known of its ignition wire, this observation included. */
  wire: WireState;
  /** The car stands with its key on, and its engine may be off by now: that shows within a minute. */
  engineMayBeOff: boolean;
  /** What trips, idling and the detectors before have said of this observation. */
  said: readonly Output[];
  /** In force at the observation's time. */
  settings: VehicleSettings;
  mountings: Mountings;
};

/** A vehicle that has been silent until `nowMs`, by the clock that the detector goes by. */
export type Silence = {
  readonly vehicleId: string;
  readonly nowMs: number;
  readonly settings: VehicleSettings;
  readonly mountings: Mountings;
};

/**
 * A detector: a reducer of one vehicle's observations in event-time order. It has no clock and does
 * no I/O; the runtime owns the state, and `step` may update it in place.
 */
export type Detector<State> = {
  /** Key of its state in the vehicle's; stored, so it never changes. */
  readonly name: string;
  /**
   * Whether it looks at devices, each by itself, so that it sees all that any of them sends. The others
   * look at the car, and of several devices hear each channel from the one that is believed for it.
   */
  readonly ofDevices?: true;
  /**
   * By which clock it takes silence: the device's own without, which may be slow; one that is behind by
   * as much as what it sends usually is on its way, where silence ends something; or that on the wall,
   * where the detector reckons with either by itself.
   */
  readonly silenceBy?: "habit" | "wall";
  /** The state as JSON: a summary of bounded size, never a list that grows. */
  readonly state: z.ZodType<State>;
  initial(this: void): State;
  /** Returns `NOTHING` for most observations. */
  step(this: void, state: State, input: DetectorInput): readonly Output[];
  /** Records still open, as the state has them. */
  snapshot(this: void, state: State, vehicleId: string): readonly Output[];
  /** What silence until now means; changes nothing. */
  project?(this: void, state: State, silence: Silence): readonly Output[];
  /** The earliest time at which silence says something new; null when it never will. */
  wakeAtMs?(this: void, state: State, settings: VehicleSettings): number | null;
};

/** The id of a detection: the same cause has the same id in every replay. */
export const detectionId = (
  vehicleId: string,
  type: DetectionType,
  cause: string | number,
): string => derivedId(`detection:${vehicleId}:${type}:${cause}`);
