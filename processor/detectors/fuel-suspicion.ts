import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { arrivalBefore, beginElsewhere } from "./fuel-beginning.ts";
import { hasShrunk } from "./fuel-growth.ts";
import { thresholdPct } from "./fuel-reference.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";
import { say } from "./fuel-telling.ts";
import { NOTHING, type Output } from "./output.ts";

/** So many times what both levels may be off, a fall is no error of theirs. */
const BEYOND_ERRORS = 2;

/**
 * Whether a fall that nobody had the time for unseen is more than an error of its levels all the same:
 * it may have been taken in the first minute of the stand.
 */
const isUnexplained = (change: Change): boolean => {
  const { rise, feasible, engineOff, fromPct, toPct, burnPct, fromErrorPct, doubtPct } = change;
  const errorPct = Math.hypot(fromErrorPct, doubtPct);
  return !feasible && !rise && engineOff && fromPct - burnPct - toPct >= BEYOND_ERRORS * errorPct;
};

/** What fuel could come or go for, or no error explains, never ends without a word. */
export const isWorthTelling = (change: Change): boolean => change.feasible || isUnexplained(change);

/** What no time was for and no error explains is on record once another place has shown it. */
export const suspectUnexplained = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] =>
  isUnexplained(change) && !hasShrunk(state, change, level, options)
    ? say(state, change, "suspected", level.atMs, vehicleId, options)
    : NOTHING;

/**
 * A rise that the road has shown too vaguely to be told, and that the road behind a stand does not show
 * any more: few readings have erred, or the tank was filled and robbed. Neither is told, both are on record.
 */
export const suspectRiseAndFall = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { reference } = state;
  const isOfRoad = reference?.kind === "driven" && level.kind === "driven";
  if (!change.rise || !change.feasible || !isOfRoad) return NOTHING;
  const fromPct = arrivalBefore(state, level, options);
  const fall = beginElsewhere(state, reference, level, fromPct, options);
  const fallPct = fromPct - fall.burnPct - level.pct;
  if (!fall.feasible || fallPct < thresholdPct(state, false, false, options)) return NOTHING;
  return [
    ...say(state, change, "suspected", level.atMs, vehicleId, options),
    ...say(state, fall, "suspected", level.atMs, vehicleId, options),
  ];
};
