import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { burnSincePct } from "./fuel-burn.ts";
import { thresholdPct } from "./fuel-reference.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";

/** A fall that has settled must be this share of the threshold. */
const SETTLED_SHARE = 0.6;
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

/** Whether so much of a fall has come back at its own stand that the rest is within the noise. */
export const hasShrunk = (state: FuelState, change: Change, options: FuelOptions): boolean =>
  change.sameStand &&
  !change.rise &&
  change.fromPct - change.toPct < SETTLED_SHARE * thresholdPct(state, false, true, options);

export const isHeld = (change: Change, level: Level, options: FuelOptions): boolean =>
  level.atMs - change.firstMs >= (change.rise ? options.settleS : options.heldS) * 1_000;

const isFlat = (change: Change, level: Level): boolean =>
  Math.abs(level.pct - (change.grewPct ?? change.toPct)) < FLAT_PCT;

/** A level of the same stand moves the change along. */
export const grow = (change: Change, level: Level): void => {
  change.grewPct ??= change.toPct;
  if (!isFlat(change, level)) {
    change.grewPct = level.pct;
    change.grewMs = level.firstMs;
  }
  change.lastMs = level.atMs;
  change.toPct = level.pct;
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
