import type { TripsOptions } from "../../contracts/detection/trips-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Fix } from "./fix.ts";
import { shownWayM } from "./shown-way.ts";
import { travelFrom } from "./travel.ts";
import type { TripState } from "./trip-state.ts";

/** Circle a fix may be anywhere in without having moved, m. */
export const circleM = (fix: Fix, { standRadiusM }: TripsOptions): number =>
  Math.max(standRadiusM, 2 * (fix.accuracyM ?? 0));

/** Not at the speed of driving off, or at none that is known. */
export const isSlow = ({ speedKmh }: Fix, { departSpeedKmh }: TripsOptions): boolean =>
  speedKmh === null || speedKmh < departSpeedKmh;

/** Forgets what spoke for a departure. */
export const stayPut = (state: TripState): void => {
  state.departureFixes = 0;
  state.movingFixes = 0;
  state.legs = 0;
  state.legsEndM = 0;
  state.legsEndMs = 0;
};

/** A parked car is at a fix: what it travels from now on begins there. */
export const waitAt = (state: TripState, fix: Fix, odometerKm: number | undefined): void => {
  state.departure = travelFrom(fix, odometerKm);
  state.awaySinceMs = null;
  stayPut(state);
};

/** Whether a fix shows a speed and the way to it was that of a car at such a speed. */
const isMoving = (lastFix: Fix, fix: Fix, options: TripsOptions): boolean => {
  if (fix.speedKmh === null || isSlow(fix, options)) return false;
  const stepM = distanceM(lastFix, fix);
  const shownM = shownWayM(lastFix, fix);
  const noiseM = circleM(fix, options);
  const least = Math.min(noiseM, options.departLeastPart * shownM);
  return stepM >= least && stepM <= options.departMostPart * shownM + noiseM;
};

/**
 * Counts legs: fixes each of which is a circle farther from the stand than all before it. A
 * reflection is one leg out and one back, however long it lasts.
 */
const countLegs = (state: TripState, awayM: number, noiseM: number, atMs: number): void => {
  if (state.legs === 0 || awayM >= state.legsEndM + noiseM) state.legs++;
  else if (awayM <= state.legsEndM - noiseM) state.legs = 1;
  else return;
  state.legsEndM = awayM;
  state.legsEndMs = atMs;
};

/** Whether a fix near the stand shows a speed that its positions bear out: a receiver at rest shows some too. */
const showsMoving = ({ lastFix }: TripState, fix: Fix, options: TripsOptions): boolean =>
  lastFix === null || isMoving(lastFix, fix, options);

/**
 * Whether a car with the key on is elsewhere and has shown no speed on the way: a reflection, or a
 * cold start. One that lasts as long as a stand does was a way that nobody saw.
 */
const isLeap = (
  { movingFixes, awaySinceMs }: TripState,
  fix: Fix,
  { dwellS }: TripsOptions,
): boolean =>
  movingFixes === 0 &&
  fix.speedKmh !== null &&
  fix.atMs - (awaySinceMs ?? fix.atMs) < dwellS * 1_000;

/** Whether a fix, and those before it, show that a parked car has left its stand. */
export const departs = (
  state: TripState,
  anchor: Fix,
  fix: Fix,
  options: TripsOptions,
): boolean => {
  const awayM = distanceM(anchor, fix);
  return state.ignition?.on === true
    ? departsWithKey(state, awayM, fix, options)
    : departsByPositions(state, awayM, fix, options);
};

/** With the key on: it shows the speed of its way, or it is far off and that is no leap. */
const departsWithKey = (
  state: TripState,
  awayM: number,
  fix: Fix,
  options: TripsOptions,
): boolean => {
  const isNear = awayM <= options.departDistanceM;
  const showsSpeed = !isSlow(fix, options);
  if (isNear && !showsSpeed) stayPut(state);
  else if (isNear) {
    if (showsMoving(state, fix, options)) state.departureFixes++;
  } else {
    if (showsSpeed) state.movingFixes++;
    if (!isLeap(state, fix, options)) state.departureFixes++;
  }
  return state.departureFixes >= options.departFixes;
};

/**
 * The same without an ignition that says on: it shows speeds that agree with the positions, or it
 * gets farther and farther. Being elsewhere is not enough, receivers err for minutes.
 */
const departsByPositions = (
  state: TripState,
  awayM: number,
  fix: Fix,
  options: TripsOptions,
): boolean => {
  const { lastFix } = state;
  if (!lastFix) return false;
  // Driving counts from where it began: soon after, a junction may hold the car up.
  const movingFixes = isMoving(lastFix, fix, options) ? state.movingFixes + 1 : 0;
  const noiseM = circleM(fix, options);
  const stays = awayM <= (state.ignition ? options.departIgnitionOffM : noiseM);
  if (stays) stayPut(state);
  state.movingFixes = movingFixes;
  if (stays) return false;
  state.departureFixes = state.ignition ? 0 : state.departureFixes + 1;
  countLegs(state, awayM, noiseM, fix.atMs);
  if (state.movingFixes >= options.departFixes) return true;
  return !state.ignition && state.legs >= options.departLegs;
};

/**
 * Whether a car without an ignition wire is somewhere else and does not move there: a reflection
 * or a cold start, not driving. A speed shown now and then counts only if it gets it anywhere.
 */
export const standsElsewhere = (state: TripState, fix: Fix, options: TripsOptions): boolean => {
  const { lastFix } = state;
  if (state.ignition || state.departureFixes < options.departFixes) return false;
  // One leg is a leap; a car that has done more may pause, at lights for two minutes.
  if (state.legs > 1 && fix.atMs - state.legsEndMs < options.dwellS * 1_000) return false;
  if (!lastFix || lastFix.speedKmh === null || !isSlow(lastFix, options)) return false;
  const noiseM = circleM(fix, options);
  if (distanceM(lastFix, fix) > noiseM) return false;
  const shownM = ((fix.speedKmh ?? 0) / 3_600) * (fix.atMs - lastFix.atMs);
  return isSlow(fix, options) || shownM > noiseM;
};
