import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { arrivalErrorPct, hasStood, saysFall } from "./fuel-arrival.ts";
import { burnSincePct } from "./fuel-burn.ts";
import { isSparse } from "./fuel-movement.ts";
import { isDenied, isUnderWay } from "./fuel-growth.ts";
import { isOpeningSettled, notBelowOpening, openedPct, openingAbove } from "./fuel-opening.ts";
import { couldChange, isRoadRise } from "./fuel-plausible.ts";
import { lastSeenAt, settledBefore, thresholdPct } from "./fuel-reference.ts";
import { topOfFall } from "./fuel-stand-top.ts";
import type { Change, FuelState, Level, Opening, StandTop } from "./fuel-state.ts";

/** Most that a level of the same stand was off by where thefts were written into carOBD, % of tank. */
const SAME_STAND_PCT = 2;
/** Most that a level reckoned on the way was off by at sixteen stands of carOBD, % of tank. */
const ELSEWHERE_PCT = 3;
/** From here up, % of tank, what sloshes is cut off by the sender's end: 3.6 at one such stand. */
const NEAR_FULL_PCT = 75;
const NEAR_FULL_ERROR_PCT = 4;
/** A stand's first reading may be of a theft that has begun, % of tank. */
const FIRST_READING_PCT = 3;

const hundredths = (value: number): number => Math.round(value * 100) / 100;
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The level before a stand, at the time of the reference: what the car arrived with. */
export const arrivalBefore = (state: FuelState, level: Level, options: FuelOptions): number => {
  const { arrival, expectedPct, reference, movement } = state;
  const isUnread = reference?.kind === "driven" && hasStood(state);
  // A mean of the road to be compared has moved the arrival already.
  const isReckoned = level.kind === "parked" || isSparse(movement);
  const pct = isReckoned ? arrival?.pct : isUnread ? expectedPct : null;
  if (pct === null || pct === undefined) return reference?.pct ?? level.pct;
  return hundredths(pct + burnSincePct(state, options));
};

const elsewhereErrorPct = (pct: number): number =>
  pct >= NEAR_FULL_PCT ? NEAR_FULL_ERROR_PCT : ELSEWHERE_PCT;

/** What every change begins with: the level that shows it. */
const beginWith = ({ since, movement, creep }: FuelState, level: Level) => ({
  toPct: level.pct,
  firstMs: level.firstMs,
  lastMs: level.atMs,
  grewMs: creep && !creep.isOfRest ? creep.standEndMs : level.firstMs,
  grewPct: level.pct,
  doubtPct: level.doubtPct,
  wasAsleep: false,
  engineMs: movement.ignition === false ? null : level.firstMs,
  engineOff: since.off,
  roadReadings: 0,
  roadPct: 0,
  lat: movement.lat,
  lon: movement.lon,
  said: null,
});

/** When a change between two places began, as far as it is known. */
const beganMs = (
  state: FuelState,
  reference: Level,
  level: Level,
  fromPct: number,
  options: FuelOptions,
): number => {
  const { creep, movement } = state;
  if (creep && !creep.isOfRest) return creep.standFromMs;
  const nearPct = thresholdPct(state, level.pct > fromPct, false, options) / 3;
  const seenMs = lastSeenAt(state, reference, fromPct, nearPct);
  // A stop at a light on the way from a pump is not where the tank was filled.
  const { lastStand } = movement;
  const isSince = lastStand !== null && lastStand.fromMs >= reference.atMs;
  const leftMs = isSince ? lastStand.fromMs : movement.standFromMs;
  return leftMs !== null && leftMs < level.firstMs ? Math.max(seenMs, leftMs) : seenMs;
};

/** A level that differs from one of another place by more than the noise, to be judged by those to come. */
export const beginElsewhere = (
  state: FuelState,
  reference: Level,
  level: Level,
  fromPct: number,
  options: FuelOptions,
): Change => {
  const { since } = state;
  const burntPct = burnSincePct(state, options);
  return {
    ...beginWith(state, level),
    rise: level.pct > fromPct,
    fromPct,
    fromErrorPct: Math.max(elsewhereErrorPct(fromPct), arrivalErrorPct(state, level)),
    startMs: beganMs(state, reference, level, fromPct, options),
    burnPct: tenths(burntPct),
    km: tenths(since.km),
    witnessed: !since.blind,
    sameStand: false,
    proven:
      Math.abs(level.pct - fromPct) >= options.beyondSlopePct ||
      isRoadRise(reference, level, level.pct - fromPct, options),
    feasible: couldChange(state, fromPct - level.pct - burntPct, level, options),
  };
};

/**
 * Whether a stand has risen by a fill, level by level, none of them a fill by itself: against what the
 * road before it left to be expected.
 */
export const risenInStand = (state: FuelState, level: Level, options: FuelOptions): boolean => {
  const { expectedPct, movement, change } = state;
  if (expectedPct === null || isUnderWay(change) || movement.ignition === false) return false;
  return level.pct - expectedPct >= thresholdPct(state, true, false, options);
};

/** A fill that a whole stand shows, from what the car came to it with. */
export const beginFromRoad = (
  state: FuelState,
  reference: Level,
  level: Level,
  options: FuelOptions,
): Change => ({
  ...beginElsewhere(state, reference, level, state.expectedPct ?? level.pct, options),
  feasible: true,
});

/** How far a fall's beginning may be off where the stand's first readings are what is known of it, % of tank. */
const openingErrorPct = ({ readings }: Opening, fromPct: number): number =>
  readings > 1 ? SAME_STAND_PCT : Math.max(FIRST_READING_PCT, elsewhereErrorPct(fromPct));

/** A change between two levels of one stand: no slope, and nothing unseen. */
const beginHere = (state: FuelState, level: Level, options: FuelOptions) => ({
  ...beginWith(state, level),
  fromErrorPct: SAME_STAND_PCT,
  burnPct: tenths(burnSincePct(state, options)),
  km: tenths(state.since.km),
  witnessed: true,
  sameStand: true,
  proven: true,
  feasible: true,
});

/** A level that differs by more than the noise from one that was read here shortly before. */
export const beginAtStand = (
  state: FuelState,
  reference: Level,
  level: Level,
  fromPct: number,
  options: FuelOptions,
): Change => {
  const rise = level.pct > fromPct;
  const top = rise ? null : topOfFall(state, reference, level, options);
  if (top) return beginFrom(state, top, level, options);
  const nearPct = thresholdPct(state, rise, true, options) / 3;
  const settledPct = settledBefore(state, fromPct, nearPct);
  const beganPct = notBelowOpening(state, settledPct, level, options);
  const opening = beganPct > settledPct ? state.opening : null;
  const change = {
    ...beginHere(state, level, options),
    rise,
    fromPct: beganPct,
    ...(opening && { fromErrorPct: openingErrorPct(opening, beganPct) }),
    startMs: lastSeenAt(state, reference, fromPct, nearPct),
  };
  return { ...change, proven: !isDenied(state, change, level) };
};

/** A fall from the highest level of the stand on, however long it took. */
export const beginFrom = (
  state: FuelState,
  top: StandTop,
  level: Level,
  options: FuelOptions,
): Change => ({
  ...beginHere(state, level, options),
  rise: false,
  fromPct: top.pct,
  ...(state.opening?.lastMs === top.lastMs && {
    fromErrorPct: openingErrorPct(state.opening, top.pct),
  }),
  startMs: top.lastMs,
});

/** What the car came to this stand with, % of tank. */
const roadBefore = (state: FuelState, level: Level, options: FuelOptions): number =>
  arrivalBefore(state, level, options) - burnSincePct(state, options);

/** Whether the road before says as well that fuel has gone: a stand may show more than the road. */
const doesRoadAgree = (
  state: FuelState,
  { pct }: Opening,
  level: Level,
  options: FuelOptions,
): boolean => saysFall(roadBefore(state, level, options), pct, level.pct);

/** The beginning of a stand whose first settled level is lower by a drain. */
export const fallenOpening = (
  state: FuelState,
  level: Level,
  options: FuelOptions,
): Opening | null => {
  const opening = openingAbove(state, level, thresholdPct(state, false, true, options));
  if (!opening || isOpeningSettled(state, opening, options)) return opening;
  return doesRoadAgree(state, opening, level, options) ? opening : null;
};

/**
 * Whether the beginning of a stand proves its fall with the road before it: by half where the fuel had
 * come to rest; before that, where the road by itself shows a drain as well. A tracker's last reading of
 * the road is no second witness.
 */
const isOpeningProof = (
  state: FuelState,
  opening: Opening,
  level: Level,
  options: FuelOptions,
): boolean => {
  if (isOpeningSettled(state, opening, options))
    return doesRoadAgree(state, opening, level, options);
  const { roadPct } = state.sender;
  const isRepeated = roadPct !== null && hundredths(roadPct) === opening.pct;
  const fallPct = roadBefore(state, level, options) - level.pct;
  return !isRepeated && fallPct >= thresholdPct(state, false, true, options);
};

/**
 * A fall soon after the car was parked: its first readings were higher than its first settled
 * level. Where the road before says so as well it needs no other proof; else the road to come tells,
 * because a first reading may be of fuel that still sloshed, or a tracker's last from the road.
 */
export const beginInStand = (
  state: FuelState,
  opening: Opening,
  level: Level,
  options: FuelOptions,
): Change => {
  const roadPct = roadBefore(state, level, options);
  return {
    ...beginHere(state, level, options),
    rise: false,
    fromPct: tenths(openedPct(opening, roadPct)),
    fromErrorPct: openingErrorPct(opening, roadPct),
    startMs: opening.lastMs,
    burnPct: 0,
    km: 0,
    proven: isOpeningProof(state, opening, level, options),
  };
};
