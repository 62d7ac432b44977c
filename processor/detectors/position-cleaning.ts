import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";
import { distanceM } from "../geo/distance.ts";
import { Fix } from "./fix.ts";

/** Fewest satellites a fix may rest on (Wialon's default). */
const MIN_SATELLITES = 4;
/** Highest dilution of precision believed where the receiver gives no accuracy of its own. */
const MAX_HDOP = 5;
/** Largest error circle that still says something about motion, m. */
const MAX_ACCURACY_M = 100;
/** Fastest a rental car goes, m/s (252 km/h): a faster jump must be confirmed by the next fix. */
const MAX_IMPLIED_SPEED_MPS = 70;
/** Over more than this, s, a car keeps up no more than this, m/s, or this many times what it shows. */
const LONG_GAP_S = 60;
const SUSTAINED_SPEED_MPS = 25;
const OVER_SHOWN_SPEED = 1.5;
/** With the ignition off before and after so long a gap, s, it is still where it was, m. */
const PARKED_GAP_S = 180;
const PARKED_MOVE_M = 1_000;
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

const toFix = (observation: Observation): Fix | undefined => {
  const { lat, lon, satellites, hdop, accuracyM } = observation;
  if (lat === undefined || lon === undefined) return undefined;
  if (satellites !== undefined && satellites < MIN_SATELLITES) return undefined;
  // The receiver's own estimate is the better witness; phones write an HDOP of 500 beside 10 m.
  if (accuracyM === undefined ? (hdop ?? 0) > MAX_HDOP : accuracyM > MAX_ACCURACY_M)
    return undefined;
  return {
    id: observation.id,
    atMs: observation.tsMs,
    lat,
    lon,
    speedKmh: observation.speedKmh ?? null,
    accuracyM: accuracyM ?? null,
  };
};

const isPossible = (from: Fix, to: Fix): boolean => {
  const seconds = Math.max(MIN_JUMP_TIME_S, (to.atMs - from.atMs) / 1_000);
  return distanceM(from, to) <= MAX_IMPLIED_SPEED_MPS * seconds;
};

/** What a car keeps up from one fix to the next, m/s, by the speeds it shows at both. */
const sustainedMps = (from: Fix, to: Fix): number => {
  if (from.speedKmh === null && to.speedKmh === null) return MAX_IMPLIED_SPEED_MPS;
  const shownMps = Math.max(from.speedKmh ?? 0, to.speedKmh ?? 0) / 3.6;
  return Math.max(SUSTAINED_SPEED_MPS, OVER_SHOWN_SPEED * shownMps);
};

/** Whether a fix needs no second witness: over a long gap even 17 km are within a car's speed. */
const isLikely = (from: Fix, to: Fix, isParked: boolean): boolean => {
  if (!isPossible(from, to)) return false;
  const seconds = (to.atMs - from.atMs) / 1_000;
  if (seconds <= LONG_GAP_S) return true;
  const awayM = distanceM(from, to);
  if (isParked && seconds > PARKED_GAP_S && awayM > PARKED_MOVE_M) return false;
  return awayM <= sustainedMps(from, to) * seconds;
};

/** Whether a car whose ignition is off is on its way, after a step that was believed. */
const carries = ({ last, isOff, isCarried }: CleaningState, fix: Fix, isStillOff: boolean) => {
  if (!last || !isOff || !isStillOff) return false;
  return distanceM(last, fix) > (isCarried ? STOOD_M : PARKED_MOVE_M);
};

/**
 * The fix of an observation when it can be believed for motion, else undefined. A jump that a car
 * would hardly make is held, because accuracy lies (200 m off claiming 1.9 m), and accepted only when
 * the next fix agrees with it. Nothing but the position is ever dropped.
 */
export const cleanPosition = (state: CleaningState, observation: Observation): Fix | undefined => {
  const fix = toFix(observation);
  if (!fix) return undefined;
  const isOff = observation.ignition === false;
  const agrees =
    !state.last ||
    isLikely(state.last, fix, state.isOff && isOff && !state.isCarried) ||
    (state.held && isPossible(state.held, fix));
  if (!agrees) {
    state.held = fix;
    return undefined;
  }
  state.isCarried = carries(state, fix, isOff);
  state.last = fix;
  state.isOff = isOff;
  state.held = null;
  return fix;
};
