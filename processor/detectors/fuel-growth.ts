import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { burnSincePct } from "./fuel-burn.ts";
import { creptOnPct } from "./fuel-creep.ts";
import { thresholdPct } from "./fuel-reference.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";
import { stepErrorPct } from "./fuel-step.ts";

/** A fall that has settled must be this share of the threshold. */
const SETTLED_SHARE = 0.6;
/** So must one that a second place shows: two levels that are low by chance are mostly lower once. */
const ELSEWHERE_SHARE = 0.8;
/** A level that moves less than this has become flat, % of tank. */
const FLAT_PCT = 1.5;
/** A fall is over when it has been flat for this many times as long as so much took it before. */
const PAUSES = 4;

/** Whether more than half of the change is gone again, allowing for consumption since. */
export const hasRebounded = (
  state: FuelState,
  change: Change,
  level: Level,
  options: FuelOptions,
): boolean => {
  const half = (change.fromPct + change.toPct) / 2 - burnSincePct(state, options);
  return change.rise ? level.pct < half : level.pct > half;
};

/** Whether a change is under judgement or may still grow; one that is over is only kept to be withdrawn. */
export const isUnderWay = (change: Change | null): boolean =>
  change !== null && change.grewPct !== null;

/**
 * Whether a parked car reads again what it read before a fall, all the while with its key off and away
 * from any pump: nobody puts back to the point what was stolen, a sender does.
 */
export const hasReturned = (
  state: FuelState,
  { rise, sameStand, said, firstMs, fromPct, fromErrorPct }: Change,
  level: Level,
  options: FuelOptions,
): boolean => {
  if (rise || !sameStand || said?.evidence["place"] !== undefined) return false;
  const { movement, sender } = state;
  if (movement.ignition !== false || (sender.roadMs ?? 0) >= firstMs) return false;
  const missingPct = fromPct - burnSincePct(state, options) - level.pct;
  return Math.abs(missingPct) <= Math.max(fromErrorPct, stepErrorPct(sender));
};

/** Whether so much of a fall has come back that the rest is within the noise. */
export const hasShrunk = (
  state: FuelState,
  change: Change,
  level: Level,
  options: FuelOptions,
): boolean => {
  if (change.rise) return false;
  const { fromPct, toPct, burnPct, sameStand } = change;
  const leastPct = thresholdPct(state, false, sameStand, options);
  if (sameStand) return fromPct - toPct < SETTLED_SHARE * leastPct;
  const fallPct = fromPct - burnPct - level.pct - burnSincePct(state, options);
  return fallPct < ELSEWHERE_SHARE * leastPct;
};

/**
 * Whether the road says that nothing went where a stand showed a fall when its engine was started:
 * what the parked car read higher was a slope, or a reading of the road repeated.
 */
export const isDenied = (
  { expectedPct }: FuelState,
  { rise, sameStand, engineMs, firstMs, fromPct, toPct }: Change,
  level: Level,
): boolean =>
  !rise &&
  sameStand &&
  engineMs === firstMs &&
  expectedPct !== null &&
  expectedPct - level.pct < (fromPct - toPct) / 2;

/** Fewer readings of a sloshing road say too little of it: at 10 s two minutes. */
const FEWEST_ROAD_READINGS = 12;

/** While a fall waits for its proof, the road tells where the level is. */
export const followRoad = ({ change, sagPct }: FuelState, pct: number): void => {
  if (!change || change.rise) return;
  change.roadReadings++;
  change.roadPct += (pct + sagPct - change.roadPct) / change.roadReadings;
};

/** Whether the way since a fall, too short for a level of its own, bears it out by more than half. */
export const isBorneOut = ({ roadReadings, roadPct, fromPct, toPct }: Change): boolean =>
  roadReadings >= FEWEST_ROAD_READINGS && roadPct < (fromPct + toPct) / 2;

/**
 * Whether the tank has been filled up since a fall: what comes back from a slope comes back on the
 * road, without a stand, and never so far.
 */
export const hasBeenFilled = (
  { since }: FuelState,
  change: Change,
  level: Level,
  options: FuelOptions,
): boolean => {
  if (change.rise) return false;
  if (level.pct - change.fromPct >= options.refuelPct) return true;
  if (since.standS < options.changeStandS || since.km < options.stoodKm) return false;
  const leastPct = isBorneOut(change) ? options.refuelPct : options.beyondSlopePct;
  return level.pct - change.toPct >= leastPct;
};

export const isHeld = (change: Change, level: Level, options: FuelOptions): boolean =>
  level.atMs - change.firstMs >= (change.rise ? options.settleS : options.heldS) * 1_000;

const isFlat = (change: Change, level: Level): boolean =>
  Math.abs(level.pct - (change.grewPct ?? change.toPct)) < FLAT_PCT;

/** A level of the same stand, after the one before it, moves the change along. */
export const grow = (change: Change, before: Level | null, level: Level): void => {
  change.grewPct ??= change.toPct;
  if (!isFlat(change, level)) {
    // Levels fall in steps, and wander: the one before may have been at the end of it already.
    const wasThere = before !== null && Math.abs(before.pct - level.pct) < FLAT_PCT / 2;
    change.grewPct = level.pct;
    change.grewMs = wasThere ? Math.max(change.grewMs, before.firstMs) : level.firstMs;
  }
  change.lastMs = level.atMs;
  change.toPct = level.pct;
  change.doubtPct = level.doubtPct;
};

/** Takes a change on to a level on the road, where the gauge has crept on the way it went; false where not. */
export const growOnRoad = (
  state: FuelState,
  change: Change,
  level: Level,
  options: FuelOptions,
): boolean => {
  if (creptOnPct(state, change, level, options) === 0) return false;
  change.burnPct = Math.round(10 * (change.burnPct + burnSincePct(state, options))) / 10;
  change.toPct = level.pct;
  change.grewPct = level.pct;
  change.doubtPct = level.doubtPct;
  return true;
};

/** How long a change may be flat and still go on, ms: what seeps for hours takes its time. */
const longestPauseMs = (change: Change, options: FuelOptions): number => {
  const joinMs = options.joinS * 1_000;
  if (change.rise) return joinMs;
  const fallenPct = Math.max(FLAT_PCT, change.fromPct - change.toPct);
  const flatMs = ((change.grewMs - change.startMs) * FLAT_PCT) / fallenPct;
  return Math.max(joinMs, PAUSES * flatMs);
};

/** Whether a change at the stand of the level has come to its end. */
export const isOver = (change: Change, level: Level, options: FuelOptions): boolean => {
  if (isFlat(change, level)) return level.atMs - change.grewMs > longestPauseMs(change, options);
  // What has fallen on from one level to the next is one fall, however seldom they are read.
  return change.rise && level.firstMs - change.lastMs > options.joinS * 1_000;
};
