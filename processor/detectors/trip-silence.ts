import type { Observation } from "../../contracts/observation.ts";
import type { TripsOptions } from "../../contracts/detection/trips-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Fix } from "./fix.ts";
import type { TripState } from "./trip-state.ts";

/** Whether nobody knows what the car did before a fix; one that was awake, or is always slow, was on its way. */
export const isSilent = (
  { lastFix, lastGapMs, ignition }: TripState,
  observation: Observation,
  fix: Fix,
  options: TripsOptions,
): boolean => {
  const gapMs = lastFix ? fix.atMs - lastFix.atMs : 0;
  if (gapMs <= options.silenceS * 1_000) return false;
  if (gapMs > options.silenceEndsS * 1_000) return true;
  const isAwake = ignition?.on === true && observation.ignition !== false;
  return !isAwake && gapMs > options.silenceOverUsual * lastGapMs;
};

/** Whether a car without its key on stood during a gap in its fixes, by how far and how fast it got across. */
export const stoodInSilence = (lastFix: Fix, fix: Fix, options: TripsOptions): boolean => {
  const gapMs = fix.atMs - lastFix.atMs;
  if (gapMs <= options.silenceS * 1_000) return false;
  const movedM = distanceM(lastFix, fix);
  return movedM < options.silenceStoodM || movedM * 3_600 < options.silenceDroveKmh * gapMs;
};
