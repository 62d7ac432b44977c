import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { arrivalErrorPct } from "./fuel-arrival.ts";
import {
  arrivalBefore,
  beginAtStand,
  beginElsewhere,
  beginFrom,
  beginFromRoad,
  beginInStand,
  fallenOpening,
  risenInStand,
} from "./fuel-beginning.ts";
import { burnSincePct, learnBurn } from "./fuel-burn.ts";
import { followExcess } from "./fuel-excess.ts";
import { isHeld } from "./fuel-growth.ts";
import { isSparse } from "./fuel-movement.ts";
import { isSameStand, learnNoise, levelBefore, thresholdPct } from "./fuel-reference.ts";
import { sinceAsleep } from "./fuel-sleep.ts";
import { topOfSlowFall } from "./fuel-stand-top.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";
import { certaintyOf, say } from "./fuel-telling.ts";
import { NOTHING, type Output } from "./output.ts";

/** Between two levels of few readings a change is more than this many of their errors. */
const SPARSE_SIGMAS = 3;
/** A rise must be this share of the threshold without consumption. */
const RAW_SHARE = 0.6;

/** A change that has just shown is told where nothing else could explain it. */
const take = (
  state: FuelState,
  found: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const change = sinceAsleep(found, state.sender);
  state.change = change;
  if (!change.feasible) return NOTHING;
  const isSure =
    change.proven && (change.rise ? !change.sameStand : isHeld(change, level, options));
  if (!isSure) return NOTHING;
  return say(state, change, certaintyOf(state, change, options), level.atMs, vehicleId, options);
};

/** The change that a level shows against the one before it; null where there is none. */
const findChange = (
  state: FuelState,
  reference: Level,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  const sameStand = isSameStand(state, level, options);
  const opening = sameStand ? null : fallenOpening(state, level, options);
  if (opening) {
    const fall = beginInStand(state, opening, level, options);
    return take(state, fall, level, vehicleId, options);
  }
  const fromPct = sameStand
    ? levelBefore(state, reference, level.atMs, options).pct
    : arrivalBefore(state, level, options);
  const differencePct = level.pct - fromPct + burnSincePct(state, options);
  const rise = differencePct > 0;
  const errorPct = isSparse(state.movement)
    ? Math.hypot(level.errorPct, arrivalErrorPct(state, level) / 2)
    : 0;
  const threshold = Math.max(
    thresholdPct(state, rise, sameStand, options),
    SPARSE_SIGMAS * errorPct,
  );
  const isRaw = !rise || level.pct - fromPct >= RAW_SHARE * threshold;
  if (Math.abs(differencePct) < threshold) {
    if (sameStand && risenInStand(state, level, options)) {
      const fill = beginFromRoad(state, reference, level, options);
      return take(state, fill, level, vehicleId, options);
    }
    const top = sameStand ? topOfSlowFall(state, reference, level, options) : null;
    return top && take(state, beginFrom(state, top, level, options), level, vehicleId, options);
  }
  if (!isRaw) return NOTHING;
  const change = sameStand
    ? beginAtStand(state, reference, level, fromPct, options)
    : beginElsewhere(state, reference, level, fromPct, options);
  return take(state, change, level, vehicleId, options);
};

/** Compares a level with the one before it when nothing is under judgement. */
const compare = (
  state: FuelState,
  reference: Level,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const outputs = findChange(state, reference, level, vehicleId, options);
  if (outputs) return outputs;
  if (!isSameStand(state, level, options)) {
    const fromPct = arrivalBefore(state, level, options);
    learnNoise(state, reference, level, level.pct - fromPct + burnSincePct(state, options));
  }
  learnBurn(state, reference, level, options);
  return followExcess(state, reference, level, vehicleId, options);
};

/** A level that has proven a change, or that it was none, may hold another one. */
export const findNext = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] =>
  (state.reference && findChange(state, state.reference, level, vehicleId, options)) ?? NOTHING;

/** Compares a level with the last one, and learns from it where nothing has changed. */
export const compareWithLast = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] =>
  state.reference ? compare(state, state.reference, level, vehicleId, options) : NOTHING;
