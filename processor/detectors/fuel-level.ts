import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { SIGMAS_APART, SLOSH_S } from "./fuel-arrival.ts";
import {
  creepToCome,
  driveWayPct,
  followWay,
  isCreepingOnRoad,
  restCreepPct,
} from "./fuel-creep.ts";
import { isSparse } from "./fuel-movement.ts";
import type { FuelState, Level } from "./fuel-state.ts";

/** Most readings a median is taken of. */
const MOST_READINGS = 9;
/** The first level of a stand is wanted before the car drives off, s; later ones may take longer. */
const FIRST_SPAN_S = 4;
const SPAN_S = 60;
/** Two readings that agree so well, % of tank, are as certain as three: what is at rest repeats itself. */
const PAIR_SPREAD_PCT = 1.6;
/** Readings (cubed) of which the spread is a guess: of five it is taken for 2.6 times as large. */
const GUESSED_SPREAD = 200;
/** Two readings minutes apart that differ by more are before and after something, % of tank. */
const AGREEING_PCT = 12;
const AGREEING_SPREADS = 2.5;
/** A mean this old is taken as it is when there are enough readings, s. */
const LONGEST_DRIVEN_S = 1_200;

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
};

const rounded = (pct: number): number => Math.round(pct * 100) / 100;

export const clearRest = ({ rest }: FuelState): void => {
  if (rest.readings.length === 0) return; // on the road it is asked each time, and setting a length is dear
  rest.readings.length = 0;
  rest.timesMs.length = 0;
};

const dropFirst = (state: FuelState): void => {
  state.rest.readings.shift();
  state.rest.timesMs.shift();
};

export const clearDrive = (state: FuelState): void => {
  state.drive.count = 0;
};

const spreadPct = (readings: readonly number[]): number => {
  let low = Infinity;
  let high = -Infinity;
  // By index: an iterator's steps were a tenth of all that is allocated at a stand.
  for (let at = 0; at < readings.length; at++) {
    const reading = readings[at] ?? 0;
    if (reading < low) low = reading;
    if (reading > high) high = reading;
  }
  return high - low;
};

/** How long the readings of a level must span, s. */
const leastSpanS = ({ movement, creep }: FuelState, options: FuelOptions): number => {
  if (movement.ignition === false) return options.parkedSpanS;
  // What a gauge that creeps shows first is where it stood still.
  return movement.rested && creep === null ? FIRST_SPAN_S : SPAN_S;
};

/** Of seldom heartbeats two that agree are enough: a third would come when the car has long gone. */
const hasEnough = ({ movement, rest }: FuelState, options: FuelOptions): boolean => {
  const { readings } = rest;
  if (movement.ignition !== false) return readings.length >= options.settledReadings;
  if (readings.length >= options.parkedReadings) return true;
  return readings.length === 2 && spreadPct(readings) <= PAIR_SPREAD_PCT;
};

/** Takes a reading at rest; a level once enough of them agree, else null. */
export const readAtRest = (
  state: FuelState,
  pct: number,
  tsMs: number,
  options: FuelOptions,
): Level | null => {
  const { readings, timesMs } = state.rest;
  const spanS = leastSpanS(state, options);
  const spanMs = spanS * 1_000;
  // Readings that come fast are thinned, so that the few that are kept span long enough.
  const spacingMs = spanS <= FIRST_SPAN_S ? 0 : spanMs / (MOST_READINGS - 2);
  if (tsMs - (timesMs.at(-1) ?? -Infinity) < spacingMs) return null;
  if (readings.length === MOST_READINGS) dropFirst(state);
  readings.push(rounded(pct));
  timesMs.push(tsMs);
  // Still settling, or changing: what came first is of another level.
  while (spreadPct(readings) > options.settledSpreadPct) dropFirst(state);
  if (!hasEnough(state, options)) return null;
  if (tsMs - (timesMs[0] ?? tsMs) < spanMs) return null;
  const doubtPct = restCreepPct(state, spanS);
  if (doubtPct === null) {
    clearRest(state);
    return null;
  }
  const level: Level = {
    pct: rounded(median(readings)),
    kind: "parked",
    errorPct: 0,
    doubtPct,
    firstMs: timesMs[0] ?? tsMs,
    atMs: tsMs,
  };
  clearRest(state);
  // The next one may take its time, and the engine is running now.
  state.movement.rested = false;
  return level;
};

/** A level of the readings of a tracker that sends every few minutes, as far off as such readings lie. */
const seldomLevel = ({ drive, arrival, sagPct }: FuelState): Level => {
  const ownPct = Math.sqrt(drive.squares / drive.count);
  const usualPct = SIGMAS_APART * (arrival?.spreadPct ?? AGREEING_PCT);
  const errorPct = rounded(Math.max(ownPct, usualPct) / Math.sqrt(drive.count));
  return {
    pct: rounded(drive.mean + sagPct),
    kind: "driven",
    errorPct,
    doubtPct: rounded(2 * errorPct),
    firstMs: drive.firstMs,
    atMs: drive.atMs,
  };
};

const addReading = ({ drive }: FuelState, pct: number, tsMs: number): void => {
  if (drive.count === 0) {
    drive.firstMs = tsMs;
    drive.mean = 0;
    drive.squares = 0;
    drive.meanS = 0;
    drive.squaresS = 0;
    drive.pctS = 0;
  }
  drive.count++;
  const away = pct - drive.mean;
  drive.mean += away / drive.count;
  drive.squares += away * (pct - drive.mean);
  const seconds = (tsMs - drive.firstMs) / 1_000;
  const awayS = seconds - drive.meanS;
  drive.meanS += awayS / drive.count;
  drive.squaresS += awayS * (seconds - drive.meanS);
  drive.pctS += awayS * (pct - drive.mean);
};

/**
 * Takes a reading on the road of a tracker that sends every few minutes; a level of two that
 * agree: readings before and after something do not.
 */
const readSeldom = (state: FuelState, pct: number, tsMs: number): Level | null => {
  const { drive, arrival } = state;
  const nearPct = Math.max(AGREEING_PCT, AGREEING_SPREADS * (arrival?.spreadPct ?? 0));
  const isNear = drive.count === 0 || Math.abs(pct - drive.mean) <= nearPct;
  if (!isNear) clearDrive(state);
  addReading(state, pct, tsMs);
  drive.atMs = tsMs;
  if (drive.count < 2) return null;
  const level = seldomLevel(state);
  clearDrive(state);
  return level;
};

/** Takes a reading on the road; a level once their mean is certain enough, else null. */
export const readOnTheRoad = (
  state: FuelState,
  pct: number,
  tsMs: number,
  options: FuelOptions,
): Level | null => {
  const { drive } = state;
  if (isSparse(state.movement)) return readSeldom(state, pct, tsMs);
  followWay(state, pct, tsMs, options);
  addReading(state, pct, tsMs);
  const seconds = (tsMs - drive.firstMs) / 1_000;
  if (seconds < options.drivenLevelS || drive.count < options.settledReadings) return null;
  const wayPct = driveWayPct(state);
  if (isCreepingOnRoad(state, wayPct)) {
    clearDrive(state);
    return null;
  }
  const independent = Math.min(drive.count, seconds / SLOSH_S);
  const error = Math.sqrt(drive.squares / (drive.count - 1) / independent);
  if (error > options.drivenErrorPct && seconds < LONGEST_DRIVEN_S) return null;
  const { toComePct, errorPct: doubtPct } = creepToCome(state, wayPct);
  const level: Level = {
    // Readings that go one way end half of it beyond their mean.
    pct: rounded(drive.mean + wayPct / 2 + toComePct + state.sagPct),
    kind: "driven",
    // A spread seen in five readings may be half of what it is: the fewer, the less it is believed.
    errorPct: rounded(error * (1 + GUESSED_SPREAD / independent ** 3)),
    doubtPct,
    firstMs: drive.firstMs,
    atMs: tsMs,
  };
  drive.count = 0;
  drive.wayPct = wayPct;
  return level;
};
