import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { burnSincePct, learnBurn } from "./fuel-burn.ts";
import { followExcess } from "./fuel-excess.ts";
import {
  arrivalBefore,
  beginAtStand,
  beginElsewhere,
  beginFrom,
  beginInStand,
  fallenOpening,
} from "./fuel-beginning.ts";
import { grow, hasRebounded, hasShrunk, isDenied, isHeld, isOver } from "./fuel-growth.ts";
import { openingLevel } from "./fuel-opening.ts";
import {
  isSameStand,
  learnNoise,
  levelBefore,
  refer,
  rememberLevel,
  thresholdPct,
} from "./fuel-reference.ts";
import { followTop, topOfSlowFall } from "./fuel-stand-top.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";
import { certaintyOf, say, withdraw } from "./fuel-telling.ts";
import { joined, NOTHING, type Output } from "./output.ts";

/** A rise must be this share of the threshold without consumption. */
const RAW_SHARE = 0.6;
/** A stand whose level was read before the engine ran, and did not fall: rather a slope, slopes. */
const READ_SLOPES = 1.5;

/** With the engine running a car is about to leave; a parked one can wait for the road to tell. */
const isUrgent = (state: FuelState, change: Change, level: Level, options: FuelOptions) => {
  if (change.rise || state.since.idleH === 0) return false;
  change.engineMs ??= level.firstMs;
  if (level.atMs - change.engineMs < options.doubtS * 1_000) return false;
  const wasRead = change.engineMs > change.firstMs;
  const leastPct = options.slopePct * (wasRead ? READ_SLOPES : 1);
  return Math.abs(change.toPct - change.fromPct) >= leastPct;
};

/** Records a change that no other place has proven, and tells a large fall before the car leaves. */
const doubt = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  if (level.atMs - change.firstMs < options.doubtS * 1_000) return NOTHING;
  const urgent = isUrgent(state, change, level, options) && !isDenied(state, change, level);
  const certainty = urgent ? certaintyOf(state, change, options) : "suspected";
  if (change.said && (change.said.certainty === "confirmed" || certainty === "suspected"))
    return NOTHING;
  return say(state, change, certainty, level.atMs, vehicleId, options);
};

/** Judges a change that is not said, or only as a doubt, by the next level. */
const weigh = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const sameStand = isSameStand(state, level, options);
  if (hasRebounded(state, change, level, options)) {
    state.change = null;
    return change.said ? withdraw(change, change.said, vehicleId) : NOTHING;
  }
  if (sameStand) grow(change, state.reference, level);
  if (state.since.km >= options.stoodKm) change.proven = true;
  if (!isHeld(change, level, options)) return NOTHING;
  if (!change.feasible) {
    if (change.proven) state.change = null;
    return NOTHING;
  }
  const isNothing = change.proven && isDenied(state, change, level);
  if (isNothing || hasShrunk(state, change, level, options)) {
    state.change = null;
    return change.said ? withdraw(change, change.said, vehicleId) : NOTHING;
  }
  if (change.proven) {
    const outputs = say(
      state,
      change,
      certaintyOf(state, change, options),
      level.atMs,
      vehicleId,
      options,
    );
    // What another place has proven is over; at the same place it may still grow.
    if (!sameStand) state.change = null;
    return outputs;
  }
  return doubt(state, change, level, vehicleId, options);
};

/** Follows a change that was said, until it is over: null then. */
const followUp = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  if (isOver(change, level, options) || !isSameStand(state, level, options)) {
    // What has gone is not expected any more.
    if (!change.rise && state.expectedPct !== null)
      state.expectedPct -= change.fromPct - change.toPct;
    state.change = null;
    return null;
  }
  if (!change.rise && change.said && hasRebounded(state, change, level, options)) {
    state.change = null;
    return withdraw(change, change.said, vehicleId);
  }
  const before = change.toPct;
  grow(change, state.reference, level);
  if (before === change.toPct) return NOTHING;
  return say(state, change, change.said?.certainty ?? "confirmed", level.atMs, vehicleId, options);
};

/** A change that has just shown is told where nothing else could explain it. */
const take = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  state.change = change;
  if (!change.feasible) return NOTHING;
  const isSure =
    change.proven && (change.rise ? !change.sameStand : isHeld(change, level, options));
  if (!isSure) return NOTHING;
  return say(state, change, certaintyOf(state, change, options), level.atMs, vehicleId, options);
};

/** Compares a level with the one before it when nothing is under judgement. */
const compare = (
  state: FuelState,
  reference: Level,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const sameStand = isSameStand(state, level, options);
  const opening = sameStand ? null : fallenOpening(state, level, options);
  if (opening) {
    const fall = beginInStand(state, opening, level, options);
    return take(state, fall, level, vehicleId, options);
  }
  const fromPct = sameStand
    ? levelBefore(state, reference, level.atMs, options).pct
    : arrivalBefore(state, level, options);
  const differencePct = level.pct - fromPct + burnSincePct(state, options);
  const rise = differencePct > 0;
  const threshold = thresholdPct(state, rise, sameStand, options);
  const isRaw = !rise || level.pct - fromPct >= RAW_SHARE * threshold;
  if (Math.abs(differencePct) < threshold) {
    const top = sameStand ? topOfSlowFall(state, reference, level, options) : null;
    if (top) return take(state, beginFrom(state, top, level, options), level, vehicleId, options);
    if (!sameStand) learnNoise(state, reference, level, differencePct);
    learnBurn(state, reference, level, options);
    return followExcess(state, reference, level, vehicleId, options);
  }
  if (!isRaw) return NOTHING;
  const change = sameStand
    ? beginAtStand(state, reference, level, fromPct, options)
    : beginElsewhere(state, reference, level, fromPct, options);
  return take(state, change, level, vehicleId, options);
};

const compareWithLast = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] =>
  state.reference ? compare(state, state.reference, level, vehicleId, options) : NOTHING;

/** A theft in plain sight is not part of a fall that nobody saw. */
const fallsAgain = (
  state: FuelState,
  change: Change,
  level: Level,
  options: FuelOptions,
): boolean => {
  const { reference } = state;
  if (change.rise || (change.witnessed && change.feasible) || !reference) return false;
  if (!isSameStand(state, level, options)) return false;
  const fallPct = levelBefore(state, reference, level.atMs, options).pct - level.pct;
  return fallPct >= thresholdPct(state, false, true, options);
};

/** Takes a level while a change is under judgement; null where it must be compared as any other. */
const judgeChange = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  const opening = fallenOpening(state, level, options);
  if (opening) {
    // What the stand began with is another place for the change before it; then this one falls.
    const before = judgeChange(state, change, openingLevel(opening), vehicleId, options);
    state.change = null;
    return joined(before ?? NOTHING, compareWithLast(state, level, vehicleId, options));
  }
  if (fallsAgain(state, change, level, options)) {
    state.change = null;
    if (change.said || !change.feasible) return null;
    const suspicion = say(state, change, "suspected", level.atMs, vehicleId, options);
    return [...suspicion, ...compareWithLast(state, level, vehicleId, options)];
  }
  if (change.said && change.proven) return followUp(state, change, level, vehicleId, options);
  if (!change.rise && level.pct - change.fromPct >= options.refuelPct) {
    // No slope and no slosh comes back so far: whatever fell, it has been filled up since.
    state.change = null;
    return null;
  }
  if (!state.since.blind) return weigh(state, change, level, vehicleId, options);
  state.change = null;
  const isBack = hasRebounded(state, change, level, options);
  // What came back a little may have been a slope; what came back a lot was put in.
  if (isBack) return Math.abs(level.pct - change.toPct) < options.beyondSlopePct ? NOTHING : null;
  if (change.said || !change.feasible) return null;
  // Nothing but a fill explains a level that is still higher; a fall may have gone on unseen.
  const certainty = change.rise ? certaintyOf(state, change, options) : "suspected";
  return say(state, change, certainty, level.atMs, vehicleId, options);
};

/** Takes the next level of a vehicle and says what became of its fuel. */
export const judge = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { change } = state;
  const sameStand = isSameStand(state, level, options);
  let outputs = change ? judgeChange(state, change, level, vehicleId, options) : null;
  if (outputs === null) {
    outputs = compareWithLast(state, level, vehicleId, options);
  }
  // What was measured before or during a change is nothing to measure the next one from.
  const standGoesOn = sameStand && !change?.sameStand && !state.change?.sameStand;
  rememberLevel(state, level, standGoesOn);
  followTop(state, level, standGoesOn);
  refer(state, level);
  return outputs;
};
