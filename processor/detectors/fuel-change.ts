import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { fallenOpening } from "./fuel-beginning.ts";
import { compareWithLast, findNext } from "./fuel-compare.ts";
import {
  grow,
  growOnRoad,
  hasBeenFilled,
  hasRebounded,
  hasReturned,
  hasShrunk,
  isBorneOut,
  isDenied,
  isHeld,
  isOver,
  isUnderWay,
} from "./fuel-growth.ts";
import { openingLevel } from "./fuel-opening.ts";
import { isSameStand, levelBefore, refer, rememberLevel, thresholdPct } from "./fuel-reference.ts";
import { followTop, topOfSlowFall } from "./fuel-stand-top.ts";
import type { Change, FuelState, Level } from "./fuel-state.ts";
import { isWorthTelling, suspectRiseAndFall, suspectUnexplained } from "./fuel-suspicion.ts";
import { certaintyOf, say, takeBack, withdraw } from "./fuel-telling.ts";
import { joined, NOTHING, type Output } from "./output.ts";

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
    if (change.said) return withdraw(change, change.said, vehicleId);
    return suspectRiseAndFall(state, change, level, vehicleId, options);
  }
  if (sameStand) grow(change, state.reference, level);
  const growsOn = growOnRoad(state, change, level, options);
  if (state.since.km >= options.stoodKm) change.proven = true;
  if (!isHeld(change, level, options)) return NOTHING;
  if (!change.feasible) {
    if (!change.proven) return NOTHING;
    state.change = null;
    const told = suspectUnexplained(state, change, level, vehicleId, options);
    return joined(told, findNext(state, level, vehicleId, options));
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
    if (sameStand || growsOn) return outputs; // it may still grow
    // What another place has proven is over, and the level there may hold another change.
    state.change = null;
    return joined(outputs, findNext(state, level, vehicleId, options));
  }
  return doubt(state, change, level, vehicleId, options);
};

/** What has gone is not expected any more. */
const expectLess = (state: FuelState, { rise, fromPct, toPct }: Change): void => {
  if (!rise && state.expectedPct !== null) state.expectedPct -= fromPct - toPct;
};

/** A fall that is over is kept while its stand goes on: the level may come back. Null but where it has. */
const awaitReturn = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  if (!isSameStand(state, level, options)) {
    state.change = null;
    return null;
  }
  return hasReturned(state, change, level, options) ? takeBack(state, vehicleId) : null;
};

/** Follows a change that was said, until it is over: null then. */
const followUp = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  if (!isUnderWay(change)) return awaitReturn(state, change, level, vehicleId, options);
  const certainty = change.said?.certainty ?? "confirmed";
  if (growOnRoad(state, change, level, options))
    return say(state, change, certainty, level.atMs, vehicleId, options);
  const isHere = isSameStand(state, level, options);
  if (!isHere || isOver(change, level, options)) {
    expectLess(state, change);
    if (isHere && !change.rise && change.sameStand) change.grewPct = null;
    else state.change = null;
    return null;
  }
  if (!change.rise && hasRebounded(state, change, level, options))
    return takeBack(state, vehicleId);
  const before = change.toPct;
  grow(change, state.reference, level);
  if (before === change.toPct) return NOTHING;
  return say(state, change, certainty, level.atMs, vehicleId, options);
};

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
  if (fallPct >= thresholdPct(state, false, true, options)) return true;
  return !change.feasible && topOfSlowFall(state, reference, level, options) !== null;
};

/** A fall whose proof a fill has overtaken: the way to the pump may have borne it out. */
const tellBeforeFill = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const fallen: Level = { ...level, pct: change.toPct };
  if (!isWorthTelling(change) || isDenied(state, change, fallen)) return NOTHING;
  const certainty =
    change.feasible && isBorneOut(change) ? certaintyOf(state, change, options) : "suspected";
  if (change.said && certainty === "suspected") return NOTHING;
  return say(state, change, certainty, level.atMs, vehicleId, options);
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
    if (change.said || !isWorthTelling(change)) return null;
    const suspicion = say(state, change, "suspected", level.atMs, vehicleId, options);
    return [...suspicion, ...compareWithLast(state, level, vehicleId, options)];
  }
  if (change.said && change.proven) return followUp(state, change, level, vehicleId, options);
  if (hasBeenFilled(state, change, level, options)) {
    state.change = null;
    const told = tellBeforeFill(state, change, level, vehicleId, options);
    return joined(told, compareWithLast(state, level, vehicleId, options));
  }
  if (!state.since.blind) return weigh(state, change, level, vehicleId, options);
  state.change = null;
  const isBack = hasRebounded(state, change, level, options);
  // What came back a little may have been a slope; what came back a lot was put in.
  if (isBack) return Math.abs(level.pct - change.toPct) < options.beyondSlopePct ? NOTHING : null;
  if (change.said || !isWorthTelling(change)) return null;
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
  const wasUnderWay = isUnderWay(change);
  let outputs = change ? judgeChange(state, change, level, vehicleId, options) : null;
  if (outputs === null) {
    outputs = compareWithLast(state, level, vehicleId, options);
  }
  // What was measured before or during a change is nothing to measure the next one from.
  const isBack = change !== null && !wasUnderWay && state.change === null;
  const standGoesOn =
    sameStand &&
    !isBack &&
    !(change?.sameStand && wasUnderWay) &&
    !(state.change?.sameStand && isUnderWay(state.change));
  rememberLevel(state, level, standGoesOn);
  followTop(state, level, standGoesOn);
  refer(state, level);
  return outputs;
};
