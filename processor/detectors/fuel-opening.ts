import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { saysFall } from "./fuel-arrival.ts";
import type { FuelState, Level, Opening } from "./fuel-state.ts";

/** Readings of a stand that differ by no more are one level, % of tank: measured over minutes of idling. */
const SAME_LEVEL_PCT = 1.6;
/** So soon after the wheels stopped the fuel still sloshes, s: as for readings after a start [S]. */
const SLOSH_S = 20;
/** Most readings the level at the beginning of a stand is the mean of. */
const MOST_READINGS = 3;

const rounded = (pct: number): number => Math.round(pct * 100) / 100;

/** The level with which a stand begins, before it has settled by the book. */
export const followOpening = (state: FuelState, pct: number, tsMs: number): void => {
  const { opening, movement, reference } = state;
  const stoppedMs = movement.stillSinceMs ?? tsMs;
  if (!opening) {
    // A stand that has a settled level needs no other.
    if (reference?.kind === "parked" && reference.atMs > stoppedMs) return;
    if (tsMs - stoppedMs < SLOSH_S * 1_000) return;
    state.opening = { pct: rounded(pct), readings: 1, firstMs: tsMs, lastMs: tsMs, isOver: false };
    return;
  }
  if (opening.isOver || opening.readings === MOST_READINGS) return;
  if (Math.abs(pct - opening.pct) > SAME_LEVEL_PCT) {
    opening.isOver = true;
    return;
  }
  opening.pct = rounded(opening.pct + (pct - opening.pct) / (opening.readings + 1));
  opening.readings++;
  opening.lastMs = tsMs;
};

/** Whether the fuel had come to rest when the stand was first read. */
export const isOpeningSettled = (
  { movement }: FuelState,
  { readings, firstMs }: Opening,
  options: FuelOptions,
): boolean =>
  readings > 1 || firstMs - (movement.stillSinceMs ?? firstMs) >= options.settleS * 1_000;

/** The beginning of this stand, where its first settled level lies at least so much lower. */
export const openingAbove = (
  { opening, since, reference }: FuelState,
  level: Level,
  byPct: number,
): Opening | null => {
  if (!opening || since.blind || level.kind !== "parked") return null;
  const isFirst = level.firstMs > opening.lastMs && (reference?.atMs ?? 0) < opening.firstMs;
  return isFirst && opening.pct - level.pct >= byPct ? opening : null;
};

/** A single reading so far below the road, % of tank, is of a theft that had begun. */
const BEGUN_PCT = 1.5;

/** What the car came to the stand with, as its first readings and the road before say, % of tank. */
export const openedPct = ({ pct, readings }: Opening, roadPct: number | null): number => {
  if (readings > 1 || roadPct === null) return pct;
  return roadPct - pct > BEGUN_PCT ? roadPct : rounded((pct + roadPct) / 2);
};

/**
 * A level of this stand, raised to what the stand began with: of a theft that takes a while the
 * first settled level shows a part already.
 */
export const notBelowOpening = (
  state: FuelState,
  pct: number,
  level: Level,
  options: FuelOptions,
): number => {
  const { opening, expectedPct } = state;
  if (!opening) return pct;
  // So far above it may be of fuel that sloshed, unless the road says so too.
  const isFar = opening.pct - pct > options.settledSpreadPct;
  const isBorneOut = expectedPct !== null && saysFall(expectedPct, opening.pct, pct);
  if (isFar && !isBorneOut) return pct;
  if (level.atMs - opening.lastMs > options.siphonS * 1_000) return pct;
  return Math.max(pct, openedPct(opening, expectedPct));
};

/** What a stand began with, as a level of its own. */
export const openingLevel = ({ pct, firstMs, lastMs }: Opening): Level => ({
  pct,
  kind: "parked",
  errorPct: 0,
  doubtPct: 0,
  firstMs,
  atMs: lastMs,
});
