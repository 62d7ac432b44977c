import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { openedPct } from "./fuel-opening.ts";
import { levelBefore, thresholdPct } from "./fuel-reference.ts";
import type { FuelState, Level, StandTop } from "./fuel-state.ts";

/** Levels of one stand that differ by less are the same, % of tank (1.6 measured while idling). */
const SAME_LEVEL_PCT = 1.5;
/** What fell before a faster fall belongs to it from this share of its pace on. */
const SAME_PACE = 0.5;

/** An engine started so lately has burnt nothing to speak of, h: 0.1 is counted for the start itself. */
const JUST_STARTED_H = 0.2;

/**
 * The top of a stand at its first level: where the fuel was going already, what it began with. A first
 * reading above the road may be of fuel that sloshed.
 */
const firstTop = (
  { opening, expectedPct, change, reference }: FuelState,
  level: Level,
): StandTop => {
  const top = { pct: level.pct, lastMs: level.atMs, belowMs: null };
  const isFirst = opening !== null && (reference?.atMs ?? 0) < opening.firstMs;
  // What is under judgement already is not counted twice; a slope is, which no fuel has left by.
  if (!isFirst || change?.feasible || expectedPct === null) return top;
  if (opening.pct - level.pct < SAME_LEVEL_PCT) return top;
  const openPct = openedPct(opening, expectedPct);
  const isSure = opening.readings > 1;
  const pct = Math.max(level.pct, isSure ? openPct : Math.min(openPct, expectedPct));
  return { pct, lastMs: opening.lastMs, belowMs: level.firstMs };
};

/**
 * Follows the highest level of a stand: what a slow fall is measured from. One reading too high
 * raises nothing, two levels must show it. `goesOn` is false where a stand, or a change in it, begins.
 */
export const followTop = (state: FuelState, level: Level, goesOn: boolean): void => {
  const { top, reference, movement, since } = state;
  if (level.kind !== "parked" || movement.ignition !== false) {
    state.top = null;
    return;
  }
  // What has idled before a stand begins has done so on the way to it.
  if (!top || !goesOn || !reference || since.idleH > 0) {
    state.top = firstTop(state, level);
    return;
  }
  top.pct = Math.max(top.pct, Math.min(reference.pct, level.pct));
  if (level.pct <= top.pct - SAME_LEVEL_PCT) {
    top.belowMs ??= level.atMs;
    return;
  }
  top.lastMs = level.atMs;
  top.belowMs = null;
};

/** The top that a fall can still be measured from: the last proof may come when the car is started. */
const topBefore = ({ top, since }: FuelState): StandTop | null =>
  since.idleH > JUST_STARTED_H ? null : top;

/** The top of the stand where so much is gone since that it is a drain, however slow; else null. */
export const topOfSlowFall = (
  state: FuelState,
  reference: Level,
  level: Level,
  options: FuelOptions,
): StandTop | null => {
  const top = topBefore(state);
  if (!top) return null;
  const isSlow = level.atMs - top.lastMs > options.siphonS * 1_000;
  // Then two levels must show it: over days a sender shows one that is off by itself.
  const fallPct = top.pct - (isSlow ? Math.max(reference.pct, level.pct) : level.pct);
  const leastPct = Math.max(
    isSlow ? options.slowDrainPct : 0,
    thresholdPct(state, false, true, options),
  );
  return fallPct >= leastPct ? top : null;
};

/**
 * The top of the stand where all of the fall from it is one: a fall that shows within the while of a
 * siphoning may have gone on for hours at that pace. A seeping tank that is robbed had another pace.
 */
export const topOfFall = (
  state: FuelState,
  reference: Level,
  level: Level,
  options: FuelOptions,
): StandTop | null => {
  const top = topBefore(state);
  if (!top) return null;
  const before = levelBefore(state, reference, level.atMs, options);
  const pacePctPerMs = (before.pct - level.pct) / (level.atMs - before.atMs);
  const earlierPct = top.pct - before.pct;
  if (earlierPct < SAME_LEVEL_PCT) return null;
  const earlierMs = before.atMs - (top.belowMs ?? before.atMs);
  return earlierPct >= SAME_PACE * pacePctPerMs * earlierMs ? top : null;
};
