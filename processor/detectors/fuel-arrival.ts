import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { perKmPct } from "./fuel-burn.ts";
import { isSparse } from "./fuel-movement.ts";
import type { Arrival, FuelState, Level } from "./fuel-state.ts";

/*
 * Measured on the sixteen quiet stands of carOBD, against the level of the next start: with these
 * figures the arrival is off by 1.2 % of tank rms and 2.9 at most, the mean of the last five minutes
 * by 2.5 and 5.9. Halving or doubling any of them changes the rms by less than 0.1.
 */
/** Readings older than this hardly count any more, s. */
const MEMORY_S = 1_000;
/** A settled level counts as much as this long on the road, s. */
const SETTLED_WEIGHT_S = 600;
/** At a traffic stop the fuel lies almost still: such a reading counts this many times. */
const STILL_WEIGHT = 3;
/**
 * A reading pulls by no more than this, % of tank. Near full and near empty a sender stops short,
 * so that a mean of what sloshes there is off by several points, and a middle is not.
 */
const MOST_PULL_PCT = 3;
/** A reading stands for no longer than this, s. */
const LONGEST_STEP_S = 120;

const rounded = (value: number): number => Math.round(value * 1e3) / 1e3;

/** At a stand a reading so far above the lowest is of fuel that is coming in, % of tank. */
const FILLING_PCT = 2.5;
/** So long after the wheels stopped the fuel sloshes, ms: what rises then is not coming in [S]. */
const COMES_TO_REST_MS = 20_000;
/** Readings closer than this share one slosh and count as one, s. */
export const SLOSH_S = 15;
/** Readings of a road may always lie so far from their mean, % of tank. */
const LEAST_SPREAD_PCT = 4;
/** From how far two readings lie apart, mean, to the sigma of one: 2/√π and √2, normally distributed. */
export const SIGMAS_APART = 0.886;

/** Farther from the mean of the road than this it has lost the level, after a fill, % of tank. */
const LOST_PCT = 5;
/** So many times its own doubt is far from a level of few readings. */
const DOUBTS = 1.5;

/** From a settled level on the arrival is reckoned anew. */
export const restartArrival = (state: FuelState, level: Level): void => {
  const { arrival } = state;
  const isNear =
    arrival !== null &&
    Math.abs(arrival.pct - level.pct) <= Math.max(LOST_PCT, DOUBTS * level.doubtPct);
  if (level.kind === "driven" && isNear) return;
  const weightS = level.kind === "parked" ? SETTLED_WEIGHT_S : (level.atMs - level.firstMs) / 1_000;
  state.arrival = {
    pct: level.pct,
    weightS,
    atMs: level.atMs,
    lastPct: null,
    spreadPct: arrival?.spreadPct ?? 0,
    errorPct: 2 * level.errorPct,
    lowPct: null,
  };
};

/** What is driven without a reading burns all the same. */
export const burnArrival = (state: FuelState, km: number, options: FuelOptions): void => {
  if (km === 0) return;
  const { arrival, expectedPct } = state;
  const burntPct = km * perKmPct(state, options);
  if (arrival) arrival.pct = rounded(arrival.pct - burntPct);
  if (expectedPct !== null) state.expectedPct = rounded(expectedPct - burntPct);
};

/** Whether the road before a stand bears a fall of it out: by at least half. */
export const saysFall = (roadPct: number, fromPct: number, toPct: number): boolean =>
  roadPct - toPct >= (fromPct - toPct) / 2;

/** Heartbeats two minutes apart come a little early at times, s. */
export const BRIEFLY_UNSEEN_S = 100;

/** Whether the car has stood since its level was last known on the road, perhaps unseen. */
export const hasStood = ({ reference, since }: FuelState): boolean =>
  reference?.kind === "parked" || since.unseenS >= BRIEFLY_UNSEEN_S;

/**
 * Whether a reading of a stand shows that fuel is coming in: it is neither what the car arrived with
 * nor what it leaves with.
 */
export const isFilling = (
  { arrival, movement }: FuelState,
  pct: number,
  tsMs: number,
  stands: boolean,
): boolean => {
  if (!arrival) return false;
  const { lowPct } = arrival;
  if (!stands) {
    arrival.lowPct = null;
    return false;
  }
  if (tsMs - (movement.stillSinceMs ?? tsMs) < COMES_TO_REST_MS) return false;
  if (lowPct === null || pct < lowPct) arrival.lowPct = pct;
  return lowPct !== null && pct - lowPct > FILLING_PCT;
};

/** How far the arrival may be off: the more readings it is the mean of, and the closer, the less. */
const learnError = (arrival: Arrival, pct: number, share: number, seconds: number): void => {
  const { lastPct, spreadPct } = arrival;
  arrival.lastPct = pct;
  if (lastPct === null) return;
  // What is far beyond it has been filled in, and is no slosh.
  const apartPct = Math.min(Math.abs(pct - lastPct), 2 * spreadPct + LEAST_SPREAD_PCT);
  arrival.spreadPct = rounded(spreadPct + share * (apartPct - spreadPct));
  const shareOfMean = Math.min(1, Math.max(SLOSH_S, seconds) / arrival.weightS);
  arrival.errorPct = rounded(2 * SIGMAS_APART * arrival.spreadPct * Math.sqrt(shareOfMean));
};

/** Takes a reading of the road into the level that the car arrives with. */
export const followArrival = (state: FuelState, pct: number, tsMs: number, stands: boolean) => {
  const { arrival } = state;
  if (!arrival) {
    const firstPct = rounded(pct + state.sagPct);
    const unknown = { spreadPct: 0, errorPct: 0, lastPct: null, lowPct: null };
    state.arrival = { pct: firstPct, weightS: 0, atMs: tsMs, ...unknown };
    return;
  }
  const seconds = Math.min(LONGEST_STEP_S, (tsMs - arrival.atMs) / 1_000);
  const weightS = seconds * (stands ? STILL_WEIGHT : 1);
  arrival.weightS = rounded(arrival.weightS * Math.exp(-seconds / MEMORY_S) + weightS);
  const awayPct = pct + state.sagPct - arrival.pct;
  const pull = Math.max(-MOST_PULL_PCT, Math.min(MOST_PULL_PCT, awayPct));
  if (arrival.weightS > 0) {
    const share = Math.min(1, weightS / arrival.weightS);
    arrival.pct += share * pull;
    if (!stands) learnError(arrival, pct, share, seconds);
  }
  arrival.pct = rounded(arrival.pct);
  arrival.atMs = tsMs;
  if (!hasStood(state)) state.expectedPct = arrival.pct;
};

/** How far what the car arrived with may be off where it is what a level is compared with, % of tank. */
export const arrivalErrorPct = (
  { arrival, reference, movement }: FuelState,
  level: Level,
): number =>
  level.kind === "parked" || isSparse(movement)
    ? (arrival?.errorPct ?? 0)
    : 2 * (reference?.errorPct ?? 0);
