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
/** Shortest time a jump is measured over, s: two fixes of one second may be a clock step apart. */
const MIN_JUMP_TIME_S = 1;

export const CleaningState = z.object({
  last: Fix.nullable(),
  /** An implausible jump that waits for a second witness. */
  held: Fix.nullable(),
});
export type CleaningState = z.infer<typeof CleaningState>;

export const initialCleaning = (): CleaningState => ({ last: null, held: null });

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

const isPlausible = (from: Fix, to: Fix): boolean => {
  const seconds = Math.max(MIN_JUMP_TIME_S, (to.atMs - from.atMs) / 1_000);
  return distanceM(from, to) <= MAX_IMPLIED_SPEED_MPS * seconds;
};

/**
 * The fix of an observation when it can be believed for motion, else undefined. A jump that no car
 * could make is held, because accuracy lies (200 m off claiming 1.9 m), and accepted only when the
 * next fix agrees with it. Nothing but the position is ever dropped.
 */
export const cleanPosition = (state: CleaningState, observation: Observation): Fix | undefined => {
  const fix = toFix(observation);
  if (!fix) return undefined;
  const agrees =
    !state.last || isPlausible(state.last, fix) || (state.held && isPlausible(state.held, fix));
  if (!agrees) {
    state.held = fix;
    return undefined;
  }
  state.last = fix;
  state.held = null;
  return fix;
};
