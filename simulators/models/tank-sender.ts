import { noiseAt, seedOf } from "../random.ts";
import type { CarState } from "./life.ts";

/** A float in a tank, as cars have it. */
export type TankSender = {
  readonly tankLitres: number;
  /** Typical slosh while driving evenly, percentage points; more when accelerating or braking. */
  readonly sloshPct: number;
};

/** The float touches the bottom before the tank is dry and the top before it is full, %. */
const FLOOR_PCT = 3;
const CEILING_PCT = 98;
/** One step of the sender's converter, percentage points: an eight-bit share of full scale. */
const STEP_PCT = 100 / 255;
/** Slosh period and the time it takes to settle after a stop, seconds. */
const SLOSH_S = 2.5;
const SETTLE_S = 6;
/** Extra slosh per m/s² along the car, in shares of `sloshPct`. */
const SURGE_PER_MPS2 = 1.2;
/** What remains with the car at rest: the converter's own noise, percentage points. */
const QUIET_PCT = 0.15;

const sloshAmplitude = ({ tsMs, stage, accelerationMps2 }: CarState, sloshPct: number): number => {
  if (stage.step.kind === "drive") {
    return sloshPct * (1 + SURGE_PER_MPS2 * Math.abs(accelerationMps2));
  }
  return sloshPct * Math.exp(-(tsMs - stage.stillSinceMs) / 1_000 / SETTLE_S);
};

/** What the sender shows, % of the tank: the true level, slosh, dead bands and steps. */
export const senderPct = (
  seed: number,
  { tankLitres, sloshPct }: TankSender,
  state: CarState,
): number => {
  const seconds = state.tsMs / 1_000;
  const slosh = noiseAt(seedOf(seed, "slosh"), seconds / SLOSH_S) * sloshAmplitude(state, sloshPct);
  const quiet = noiseAt(seedOf(seed, "sender"), seconds / 20) * QUIET_PCT;
  const level = (100 * state.fuelLitres) / tankLitres + slosh + quiet;
  const stepped = Math.round(level / STEP_PCT) * STEP_PCT;
  return Math.min(CEILING_PCT, Math.max(FLOOR_PCT, stepped));
};
