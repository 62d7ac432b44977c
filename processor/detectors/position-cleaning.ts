import { z } from "zod";
import type { PositionsOptions } from "../../contracts/detection/positions-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { distanceM } from "../geo/distance.ts";
import { Fix } from "./fix.ts";

/** Over more than this, s, a car keeps up `sustainedKmh`, or no more than this many times what it shows. */
const LONG_GAP_S = 60;
const OVER_SHOWN_SPEED = 1.5;
/** With the ignition off before and after so long a gap, s, it is still within `parkedMoveM`. */
const PARKED_GAP_S = 180;
/** Kilometres an hour in a metre a second. */
const KMH_PER_MPS = 3.6;
/** Being carried, it is until two fixes are no farther apart than this, m: a receiver's drift. */
const STOOD_M = 100;
/** Shortest time a jump is measured over, s: two fixes of one second may be a clock step apart. */
const MIN_JUMP_TIME_S = 1;

export const CleaningState = z.object({
  last: Fix.nullable(),
  /** The ignition was off there. */
  isOff: z.boolean().default(false),
  /** Two fixes have agreed that it is on its way with the ignition off. */
  isCarried: z.boolean().default(false),
  /** An implausible jump that waits for a second witness. */
  held: Fix.nullable(),
});
export type CleaningState = z.infer<typeof CleaningState>;

export const initialCleaning = (): CleaningState => ({
  last: null,
  isOff: false,
  isCarried: false,
  held: null,
});

const toFix = (
  observation: Observation,
  { minSatellites, maxHdop, maxAccuracyM }: PositionsOptions,
): Fix | undefined => {
  const { lat, lon, satellites, hdop, accuracyM } = observation;
  if (lat === undefined || lon === undefined) return undefined;
  if (satellites !== undefined && satellites < minSatellites) return undefined;
  // The receiver's own estimate is the better witness; phones write an HDOP of 500 beside 10 m.
  if (accuracyM === undefined ? (hdop ?? 0) > maxHdop : accuracyM > maxAccuracyM) return undefined;
  return {
    id: observation.id,
    atMs: observation.tsMs,
    lat,
    lon,
    speedKmh: observation.speedKmh ?? null,
    accuracyM: accuracyM ?? null,
  };
};

const isPossible = (from: Fix, to: Fix, { maxSpeedKmh }: PositionsOptions): boolean => {
  const seconds = Math.max(MIN_JUMP_TIME_S, (to.atMs - from.atMs) / 1_000);
  return distanceM(from, to) <= (maxSpeedKmh / KMH_PER_MPS) * seconds;
};

/** What a car keeps up from one fix to the next, m/s, by the speeds it shows at both. */
const sustainedMps = (
  from: Fix,
  to: Fix,
  { maxSpeedKmh, sustainedKmh }: PositionsOptions,
): number => {
  if (from.speedKmh === null && to.speedKmh === null) return maxSpeedKmh / KMH_PER_MPS;
  const shownMps = Math.max(from.speedKmh ?? 0, to.speedKmh ?? 0) / KMH_PER_MPS;
  return Math.max(sustainedKmh / KMH_PER_MPS, OVER_SHOWN_SPEED * shownMps);
};

/** Whether a fix needs no second witness: over a long gap even 17 km are within a car's speed. */
const isLikely = (from: Fix, to: Fix, isParked: boolean, options: PositionsOptions): boolean => {
  if (!isPossible(from, to, options)) return false;
  const seconds = (to.atMs - from.atMs) / 1_000;
  if (seconds <= LONG_GAP_S) return true;
  const awayM = distanceM(from, to);
  if (isParked && seconds > PARKED_GAP_S && awayM > options.parkedMoveM) return false;
  return awayM <= sustainedMps(from, to, options) * seconds;
};

/** Whether a car whose ignition is off is on its way, after a step that was believed. */
const carries = (
  { last, isOff, isCarried }: CleaningState,
  fix: Fix,
  isStillOff: boolean,
  { parkedMoveM }: PositionsOptions,
): boolean => {
  if (!last || !isOff || !isStillOff) return false;
  return distanceM(last, fix) > (isCarried ? STOOD_M : parkedMoveM);
};

/**
 * The fix of an observation when it can be believed for motion, else undefined. A jump that a car
 * would hardly make is held, because accuracy lies (200 m off claiming 1.9 m), and accepted only when
 * a later fix agrees with it. One fix in two records, an event's and the periodic one, is one: it
 * seconds neither itself nor what others make of two fixes. Nothing but the position is ever dropped.
 */
export const cleanPosition = (
  state: CleaningState,
  observation: Observation,
  options: PositionsOptions,
): Fix | undefined => {
  const fix = toFix(observation, options);
  if (!fix) return undefined;
  const isOff = observation.ignition === false;
  if (fix.atMs === state.last?.atMs) {
    state.isOff = isOff;
    return undefined;
  }
  const agrees =
    !state.last ||
    isLikely(state.last, fix, state.isOff && isOff && !state.isCarried, options) ||
    (state.held && fix.atMs > state.held.atMs && isPossible(state.held, fix, options));
  if (!agrees) {
    state.held = fix;
    return undefined;
  }
  state.isCarried = carries(state, fix, isOff, options);
  state.last = fix;
  state.isOff = isOff;
  state.held = null;
  return fix;
};
