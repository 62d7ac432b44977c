import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { arrivalErrorPct, BRIEFLY_UNSEEN_S } from "./fuel-arrival.ts";
import { isSparse, sendsSeldom } from "./fuel-movement.ts";
import type { FuelState, Level, Movement } from "./fuel-state.ts";

/** A pause is more than so many of the usual intervals on the road: a red light has one. */
const PAUSE_INTERVALS = 1.5;
/** Behind the pause of one heartbeat, s, a little early, only a fall of so much is, % of tank. */
const HEARTBEAT_UNSEEN_S = 50;
const HEARTBEAT_FALL_PCT = 8;

/** How often the level is read on the road, s. */
const usualIntervalS = ({ drivenIntervalS, intervalS }: Movement): number =>
  drivenIntervalS ?? intervalS;

/**
 * Whether fuel could come or go between two places. Somebody who takes it needs a while in which
 * nobody reads the level: what is read all the time shows a theft where the car stands. A mean of
 * the road behind a brief pause says too little of it.
 */
export const couldChange = (
  state: FuelState,
  fallPct: number,
  level: Level,
  options: FuelOptions,
): boolean => {
  const { since, movement } = state;
  // Of a tracker that sends every few minutes a stop fits between two readings.
  const isUnseen = fallPct < 0 && isSparse(movement) && since.unseenS >= options.changeStandS;
  if (since.standS < options.changeStandS && !isUnseen) return false;
  const isBeyondNoise = fallPct < 0 || fallPct >= options.beyondSlopePct;
  if (isBeyondNoise || since.unseenS >= options.unseenS) return true;
  // What is read every few minutes is not known so well that a short pause says anything (simulated).
  if (level.kind !== "parked" || sendsSeldom(movement)) return false;
  if (fallPct < (options.sigmas * arrivalErrorPct(state, level)) / 2) return false;
  const leastS = fallPct >= HEARTBEAT_FALL_PCT ? HEARTBEAT_UNSEEN_S : BRIEFLY_UNSEEN_S;
  return since.unseenS >= Math.max(leastS, PAUSE_INTERVALS * usualIntervalS(movement));
};

/** How far a level of the road may be off, by its readings and by a gauge that creeps, sigma, % of tank. */
const roadErrorPct = ({ errorPct, doubtPct }: Level): number => Math.hypot(errorPct, doubtPct / 2);

/**
 * A rise between two levels of the road, beyond what they may be off: no slope, as no hill lasts for
 * minutes at both. A level behind the next stand that is low again is a theft then.
 */
export const isRoadRise = (
  reference: Level,
  level: Level,
  risePct: number,
  options: FuelOptions,
): boolean =>
  reference.kind === "driven" &&
  level.kind === "driven" &&
  risePct >= options.sigmas * Math.hypot(roadErrorPct(reference), roadErrorPct(level));
