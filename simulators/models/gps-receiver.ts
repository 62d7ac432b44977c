import { noiseAt, seedOf, unitAt } from "../random.ts";
import { displaced, type Position } from "../roads/geometry.ts";
import type { CarState } from "./life.ts";

/** How well a receiver does its work; errors are standard deviations in metres. */
export type GpsReceiver = {
  /** Error that wanders over a minute: satellites, ionosphere, houses. */
  readonly slowM: number;
  /** Error that changes within seconds. */
  readonly fastM: number;
  /** How far the position wanders while the car is parked for long. */
  readonly parkedDriftM: number;
  /** Error of the first fixes after a long rest; gone within a minute or two. */
  readonly coldStartM: number;
};

/** A good receiver with a view of the sky. */
export const GOOD_RECEIVER: GpsReceiver = {
  slowM: 1.5,
  fastM: 0.5,
  parkedDriftM: 2,
  coldStartM: 15,
};

export type GpsFix = Position & {
  readonly accuracyM: number;
  readonly hdop: number;
  readonly satellites: number;
  readonly speedKmh: number;
};

/** Correlation times, seconds. */
const SLOW_S = 45;
const FAST_S = 6;
const DRIFT_S = 40;
const SKY_S = 120;
/** A parked car's drift sets in over this time, s. */
const DRIFT_ONSET_S = 300;
/** Rest after which a receiver has forgotten where the satellites are, and how fast it recovers. */
const COLD_AFTER_S = 3_600;
const COLD_DECAY_S = 25;
/** Doppler speed is good to a fraction of a km/h; receivers show 0 below this, km/h. */
const DOPPLER_KMH = 0.35;
const STANDING_KMH = 0.8;

type Shift = { readonly east: number; readonly north: number };

const driftAmplitude = ({ stage, tsMs }: CarState, receiver: GpsReceiver): number => {
  if (stage.step.kind === "drive" || stage.ignition) return 0;
  const restS = (tsMs - stage.stillSinceMs) / 1_000;
  return receiver.parkedDriftM * Math.min(1, restS / DRIFT_ONSET_S);
};

const coldAmplitude = ({ stage, tsMs }: CarState, receiver: GpsReceiver): number => {
  if (!stage.ignition || stage.ignitionBeforeS < COLD_AFTER_S) return 0;
  return receiver.coldStartM * Math.exp(-(tsMs - stage.ignitionSinceMs) / 1_000 / COLD_DECAY_S);
};

/** Error of the position at an instant; the drift part moves, so it also fakes a speed. */
const errorAt = (seed: number, receiver: GpsReceiver, state: CarState, atS: number): Shift => {
  const axis = (name: string): number =>
    receiver.slowM * noiseAt(seedOf(seed, name, "slow"), atS / SLOW_S) +
    receiver.fastM * noiseAt(seedOf(seed, name, "fast"), atS / FAST_S) +
    driftAmplitude(state, receiver) * noiseAt(seedOf(seed, name, "drift"), atS / DRIFT_S);
  const cold = coldAmplitude(state, receiver);
  const course = 2 * Math.PI * unitAt(seed, Math.floor(state.stage.ignitionSinceMs / 1_000));
  return {
    east: axis("east") + cold * Math.sin(course),
    north: axis("north") + cold * Math.cos(course),
  };
};

/** Speed a drifting position suggests, km/h, from the shift within the last second. */
const ghostKmh = (seed: number, receiver: GpsReceiver, state: CarState, now: Shift): number => {
  if (driftAmplitude(state, receiver) < 10) return 0;
  const before = errorAt(seed, receiver, state, state.tsMs / 1_000 - 1);
  return 3.6 * Math.hypot(now.east - before.east, now.north - before.north);
};

/** What the receiver reports of a car's position and speed. */
export const gpsFix = (seed: number, receiver: GpsReceiver, state: CarState): GpsFix => {
  const atS = state.tsMs / 1_000;
  const error = errorAt(seed, receiver, state, atS);
  const sky = noiseAt(seedOf(seed, "sky"), atS / SKY_S);
  const satellites = Math.round(Math.min(16, Math.max(6, 11 + 2 * sky)));
  const doppler = noiseAt(seedOf(seed, "doppler"), atS) * DOPPLER_KMH;
  const shown = state.speedMps * 3.6 + doppler + ghostKmh(seed, receiver, state, error);
  // The receiver's guess of its own error: right in size, wrong in detail.
  const guess = 2.5 + 8 / satellites + 0.8 * Math.hypot(error.east, error.north);
  return {
    ...displaced(state.pose, error.east, error.north),
    accuracyM: guess,
    hdop: 0.4 + 6 / satellites,
    satellites,
    speedKmh: shown < STANDING_KMH ? 0 : shown,
  };
};
