import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { burnSincePct } from "./fuel-burn.ts";
import { leastOfStepsPct, stepOf } from "./fuel-step.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";

/*
 * A dashboard damps its gauge: with the ignition on it creeps to the true level, most of the way in one
 * to ten minutes, and with the ignition off it stands where it was. What is read on the way is no
 * level: taken for one, half of a fill was told, and the rest learned as noise (simulated). It gives
 * itself away by going one way, which fuel that sloshes does not, and by slowing down.
 */

/** Readings go one way when so much of their way lies between the first and the last. */
const ONE_WAY = 0.7;
/** Where the gauge is known to creep less will do; of the first readings after a start it takes more. */
const ONE_WAY_STILL = 0.5;
const ONE_WAY_FIRST = 0.9;
/** The first and last of readings that slosh lie far apart by chance; a line through all goes less of that way then. */
const LINE_SHARE = 0.4;
/** Readings closer than this are one point of that way, ms. */
const SPACING_MS = 30_000;
/** What moves by less, over five minutes on the road or one at rest, has arrived, % of tank. */
const LEAST_ROAD_PCT = 2;
const LEAST_REST_PCT = 1;
const REST_SPAN_S = 60;
/** The same of the first readings after a start. */
const LEAST_FIRST_PCT = 1.5;
/** What moves by less in a minute at rest stands still. */
const STILL_PCT = 0.4;
/** Over the next stretch a creeping gauge moves by no more than this share. */
const SLOWING = 0.85;
/** It begins with the first stretch after a stand, ms; town traffic ends stands of seconds. */
const AFTER_STAND_MS = 120_000;
/** What moves by less over a stretch on the road has arrived for good, % of tank. */
const ARRIVED_PCT = 0.5;
/** With ten minutes' damping a stretch is this share of the one before; that is the most expected. */
const SLOWING_MOST = 0.65;
/** Of a coarse gauge so few steps say nothing of how it goes on. */
const STEPS = 2;
/** A damped gauge lags behind what is burnt, too, on a fast road, % of tank. */
const LAG_PCT = 1.5;
/** So much is still to go then, for each % of the stretch, and of a minute at rest. */
const LONGEST_REST = 1.5;
const REST_REST = 8;
/** A mean on the road as certain as this is of a gauge that is damped, or of a tank that is calm, %. */
const CALM_PCT = 1;
/**
 * So far apart lie readings of a damped gauge on the road, at most, % of tank: from 60 s on mostly
 * below 0.8 (simulated), and of carOBD's float, read every 2 s, 1.1 at the least and 2.0 mostly.
 */
const CALM_SPREAD_PCT = 1;
/** A gauge that stands still repeats what it read last within this, % of tank. */
const FROZEN_PCT = 2;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Follows which way the readings of a stretch on the road go, what was burnt put back. */
export const followWay = (state: FuelState, pct: number, tsMs: number, options: FuelOptions) => {
  const { drive } = state;
  const wholePct = pct + burnSincePct(state, options);
  if (drive.count === 0) {
    drive.wholePct = wholePct;
    drive.atMs = tsMs;
    drive.wayPct = 0;
    drive.travelPct = 0;
    return;
  }
  if (tsMs - drive.atMs < SPACING_MS) return;
  const stepPct = wholePct - drive.wholePct;
  drive.wayPct += stepPct;
  drive.travelPct += Math.abs(stepPct);
  drive.wholePct = wholePct;
  drive.atMs = tsMs;
};

/** How far the readings of the stretch went one way, % of tank: 0 where they went to and fro. */
export const driveWayPct = ({ drive, creep }: FuelState): number => {
  const { wayPct, travelPct, firstMs, atMs, pctS, squaresS } = drive;
  const share = creep === null ? ONE_WAY : ONE_WAY_STILL;
  if (wayPct === 0 || Math.abs(wayPct) < share * travelPct) return 0;
  const linePct = ((pctS / squaresS) * (atMs - firstMs)) / 1_000;
  return linePct / wayPct >= LINE_SHARE ? rounded(wayPct) : 0;
};

/** The same of the readings at rest. */
const restWayPct = ({ rest: { readings } }: FuelState, share: number): number => {
  let travelPct = 0;
  for (let index = 1; index < readings.length; index++)
    travelPct += Math.abs((readings[index] ?? 0) - (readings[index - 1] ?? 0));
  const wayPct = (readings.at(-1) ?? 0) - (readings[0] ?? 0);
  return Math.abs(wayPct) >= share * travelPct ? wayPct : 0;
};

/** How far a gauge still has to go after a stretch on the road, and how far off that may be, % of tank. */
export const creepToCome = ({ creep, sender }: FuelState, wayPct: number) => {
  const stepPct = stepOf(sender);
  if (Math.abs(wayPct) <= STEPS * stepPct)
    return { toComePct: 0, errorPct: wayPct === 0 ? 0 : stepPct / 2 };
  const isKnown = creep !== null && !creep.isOfRest && creep.wayPct * wayPct > 0;
  if (!isKnown) return { toComePct: 0, errorPct: rounded(LONGEST_REST * Math.abs(wayPct)) };
  const share = Math.min(SLOWING_MOST, wayPct / creep.wayPct);
  const toComePct = rounded((wayPct * share) / (1 - share));
  return { toComePct, errorPct: rounded(LAG_PCT + Math.abs(toComePct) / 2) };
};

/** Whether a stretch has shown the gauge to have arrived: else it goes on from there, over a stand too. */
export const followCreep = (state: FuelState, wayPct: number): void => {
  if (Math.abs(wayPct) < ARRIVED_PCT) state.creep = null;
  else if (state.creep) state.creep = { ...state.creep, wayPct, isOfRest: false };
};

/**
 * What a gauge shows that creeps happened before it did: at the stand before, which its first reading
 * after the start said nothing of.
 */
const beginCreep = (state: FuelState, wayPct: number, isOfRest: boolean): void => {
  const { since, movement, creep } = state;
  const { fromMs = 0, endMs = 0, off = false, blind = false } = movement.lastStand ?? {};
  const { standFromMs, standEndMs } = creep ?? { standFromMs: fromMs, standEndMs: endMs };
  state.creep = { wayPct, isOfRest, standFromMs, standEndMs };
  const standS = (endMs - fromMs) / 1_000;
  since.standS = Math.max(since.standS, standS);
  since.off ||= off;
  since.blind ||= blind;
  if (off) since.unseenS = Math.max(since.unseenS, standS);
};

/** Whether the stretch is of a gauge that creeps, and no level: it is left for the next one then. */
export const isCreepingOnRoad = (state: FuelState, wayPct: number): boolean => {
  const { creep, drive, movement, sender } = state;
  if (Math.abs(wayPct) < LEAST_ROAD_PCT) return false;
  const isTold = Math.abs(wayPct) >= leastOfStepsPct(sender);
  const isFirst =
    isTold && drive.firstMs - (movement.lastStand?.endMs ?? -Infinity) <= AFTER_STAND_MS;
  const goesOn =
    creep !== null &&
    Math.sign(creep.wayPct) === Math.sign(wayPct) &&
    (creep.isOfRest || Math.abs(wayPct) <= SLOWING * Math.abs(creep.wayPct));
  if (!isFirst && !goesOn) return false;
  beginCreep(state, wayPct, false);
  return true;
};

/** Whether readings on the road lie as close as those of a damped gauge. */
const isCalm = ({ arrival }: FuelState): boolean =>
  arrival !== null && arrival.spreadPct > 0 && arrival.spreadPct <= CALM_SPREAD_PCT;

/** How far a level at rest may still be from where the gauge goes, % of tank; null where it is none. */
export const restCreepPct = (state: FuelState, spanS: number): number | null => {
  // With the ignition off nothing creeps; with it on, fuel that is coming in goes one way, too.
  if (state.movement.ignition === false) return 0;
  if (spanS < REST_SPAN_S) {
    const firstPct = Math.abs(restWayPct(state, ONE_WAY_FIRST));
    // Where the road sloshes it is fuel that comes to rest.
    if (firstPct < LEAST_FIRST_PCT || !isCalm(state)) return 0;
    beginCreep(state, firstPct, true);
    return null;
  }
  const wayPct = Math.abs(restWayPct(state, ONE_WAY));
  if (wayPct < LEAST_REST_PCT) return wayPct < STILL_PCT ? 0 : rounded(REST_REST * wayPct);
  beginCreep(state, wayPct, true);
  return null;
};

/** Whether a parked reading is of a gauge that stands still on its way. */
export const isFrozen = (state: FuelState, pct: number): boolean => {
  const { creep, sender } = state;
  if (creep === null || sender.roadPct === null) return false;
  if (Math.abs(pct - sender.roadPct) <= FROZEN_PCT) return true;
  state.creep = null;
  return false;
};

/**
 * How much farther a level on the road lies the way a change went, % of tank; 0 where it does not: what
 * rises on the road, without a stand, was filled in before.
 */
export const creptOnPct = (
  state: FuelState,
  change: Change,
  level: Level,
  options: FuelOptions,
): number => {
  const { reference, since, creep } = state;
  if (level.kind !== "driven" || level.errorPct > CALM_PCT || !reference) return 0;
  if (since.standS >= options.changeStandS && creep === null) return 0;
  const onPct = level.pct - change.toPct + burnSincePct(state, options);
  const aheadPct = change.rise ? onPct : -onPct;
  return aheadPct > Math.max(1, 2 * level.errorPct) ? aheadPct : 0;
};
