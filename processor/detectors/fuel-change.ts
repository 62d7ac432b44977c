import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { burnSincePct, learnBurn } from "./fuel-burn.ts";
import { followExcess } from "./fuel-excess.ts";
import { evidenceOf, toOutput } from "./fuel-records.ts";
import {
  isSameStand,
  lastSeenAt,
  learnNoise,
  levelBefore,
  MOST_CURVE_POINTS,
  refer,
  rememberLevel,
  settledBefore,
  thresholdPct,
} from "./fuel-reference.ts";
import { toPoint, type Change, type FuelState, type Level, type Said } from "./fuel-state.ts";
import { NOTHING, type Output } from "./output.ts";

/** A rise must be this share of the threshold before consumption is added to it. */
const RAW_SHARE = 0.6;
/** A level that moves less than this has become flat, % of tank. */
const FLAT_PCT = 1.5;

const tenths = (value: number): number => Math.round(value * 10) / 10;

const typeOf = ({ rise }: Change): "refuel" | "drain" => (rise ? "refuel" : "drain");

/** Says the change as it stands; who decided it first stays who decided it. */
const say = (
  state: FuelState,
  change: Change,
  certainty: "confirmed" | "suspected",
  atMs: number,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  change.said = {
    certainty,
    startMs: change.startMs,
    endMs: change.grewMs,
    detectedAtMs: change.said?.detectedAtMs ?? atMs,
    lat: change.lat,
    lon: change.lon,
    evidence: evidenceOf(state, change, options),
    levels: [...state.curve, toPoint({ atMs, pct: change.toPct })].slice(-MOST_CURVE_POINTS),
  };
  return [toOutput(vehicleId, typeOf(change), change.said)];
};

/** A fall nobody witnessed, with the engine running, or from a sender that cannot be trusted, is never more than suspected. */
const certaintyOf = (state: FuelState, change: Change): "confirmed" | "suspected" =>
  state.erratic.said === null && (change.rise || (change.witnessed && change.engineOff))
    ? "confirmed"
    : "suspected";

/**
 * Whether fuel could come or go between two places. Somebody who takes it needs a while in which
 * nobody reads the level: what is read all the time shows a theft where the car stands.
 */
const couldChange = ({ since }: FuelState, rise: boolean, options: FuelOptions): boolean =>
  since.standS >= options.changeStandS && (rise || since.unseenS >= options.unseenS);

const beginChange = (
  state: FuelState,
  reference: Level,
  level: Level,
  fromPct: number,
  sameStand: boolean,
  options: FuelOptions,
): Change => {
  const { since, movement } = state;
  const rise = level.pct > fromPct;
  const nearPct = thresholdPct(state, rise, sameStand, options) / 3;
  const leftMs = sameStand ? null : movement.standFromMs;
  const seenMs = lastSeenAt(state, reference, fromPct, nearPct);
  return {
    rise,
    fromPct: sameStand ? settledBefore(state, fromPct, nearPct) : fromPct,
    toPct: level.pct,
    startMs: leftMs !== null && leftMs < level.firstMs ? Math.max(seenMs, leftMs) : seenMs,
    firstMs: level.firstMs,
    lastMs: level.atMs,
    grewMs: level.firstMs,
    burnPct: tenths(burnSincePct(state, options)),
    km: tenths(since.km),
    witnessed: !since.blind,
    engineOff: since.off,
    sameStand,
    proven: sameStand || Math.abs(level.pct - fromPct) >= options.beyondSlopePct,
    feasible: sameStand || couldChange(state, rise, options),
    lat: movement.lat,
    lon: movement.lon,
    said: null,
  };
};

/** Whether more than half of the change is gone again, allowing for consumption since. */
const hasRebounded = (state: FuelState, change: Change, level: Level, options: FuelOptions) => {
  const half = (change.fromPct + change.toPct) / 2 - burnSincePct(state, options);
  return change.rise ? level.pct < half : level.pct > half;
};

/** A level of the same stand moves the change along while it grows. */
const grow = (change: Change, level: Level): boolean => {
  change.lastMs = level.atMs;
  if (Math.abs(level.pct - change.toPct) < FLAT_PCT) {
    change.toPct = level.pct;
    return false;
  }
  change.toPct = level.pct;
  change.grewMs = level.firstMs;
  return true;
};

const isHeld = (change: Change, level: Level, options: FuelOptions): boolean =>
  level.atMs - change.firstMs >= (change.rise ? options.settleS : options.heldS) * 1_000;

/** It was the slope, or the sender: what was said becomes a suspicion, and says why. */
const withdraw = (change: Change, said: Said, vehicleId: string): readonly Output[] => [
  toOutput(vehicleId, typeOf(change), {
    ...said,
    certainty: "suspected",
    evidence: { ...said.evidence, hasRebounded: true },
  }),
];

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
  if (sameStand) grow(change, level);
  if (state.since.km >= options.stoodKm) change.proven = true;
  if (!isHeld(change, level, options)) return NOTHING;
  if (!change.feasible) {
    if (change.proven) state.change = null;
    return NOTHING;
  }
  if (change.proven) {
    const outputs = say(state, change, certaintyOf(state, change), level.atMs, vehicleId, options);
    // What another place has proven is over; at the same place it may still grow.
    if (!sameStand) state.change = null;
    return outputs;
  }
  const isDoubtful = level.atMs - change.firstMs >= options.doubtS * 1_000;
  if (!isDoubtful || change.said) return NOTHING;
  const isLarge = Math.abs(change.toPct - change.fromPct) >= options.slopePct;
  // With the engine running it is about to leave; a parked one can wait for the road to tell.
  const isUrgent = !change.rise && state.since.idleH > 0;
  const certainty = isLarge && isUrgent ? certaintyOf(state, change) : "suspected";
  return say(state, change, certainty, level.atMs, vehicleId, options);
};

/** Follows a change that was said, until it is over: null then. */
const followUp = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  const isFlat = Math.abs(level.pct - change.toPct) < FLAT_PCT;
  const quietMs = isFlat ? level.atMs - change.grewMs : level.firstMs - change.lastMs;
  if (quietMs > options.joinS * 1_000 || !isSameStand(state, level, options)) {
    state.change = null;
    return null;
  }
  if (!change.rise && change.said && hasRebounded(state, change, level, options)) {
    state.change = null;
    return withdraw(change, change.said, vehicleId);
  }
  const before = change.toPct;
  if (!grow(change, level) && before === change.toPct) return NOTHING;
  return say(state, change, change.said?.certainty ?? "confirmed", level.atMs, vehicleId, options);
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
  const fromPct = sameStand ? levelBefore(state, reference, level.atMs, options) : reference.pct;
  const burnPct = burnSincePct(state, options);
  const differencePct = level.pct - fromPct + burnPct;
  const rise = differencePct > 0;
  const threshold = thresholdPct(state, rise, sameStand, options);
  const isRaw = !rise || level.pct - fromPct >= RAW_SHARE * threshold;
  if (Math.abs(differencePct) < threshold) {
    if (!sameStand) learnNoise(state, reference, level, differencePct);
    learnBurn(state, reference, level, options);
    return followExcess(state, reference, level, vehicleId, options);
  }
  if (!isRaw) return NOTHING;
  const change = beginChange(state, reference, level, fromPct, sameStand, options);
  state.change = change;
  if (!change.feasible) return NOTHING;
  const isSure = change.proven && (change.rise ? !sameStand : isHeld(change, level, options));
  if (!isSure) return NOTHING;
  return say(state, change, certaintyOf(state, change), level.atMs, vehicleId, options);
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
  const fallPct = levelBefore(state, reference, level.atMs, options) - level.pct;
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
  if (fallsAgain(state, change, level, options)) {
    state.change = null;
    if (change.said || !change.feasible) return null;
    const suspicion = say(state, change, "suspected", level.atMs, vehicleId, options);
    return [...suspicion, ...compareWithLast(state, level, vehicleId, options)];
  }
  if (change.said && change.proven) return followUp(state, change, level, vehicleId, options);
  if (!state.since.blind) return weigh(state, change, level, vehicleId, options);
  state.change = null;
  const isBack = hasRebounded(state, change, level, options);
  // What came back a little may have been a slope; what came back a lot was put in.
  if (isBack) return Math.abs(level.pct - change.toPct) < options.beyondSlopePct ? NOTHING : null;
  if (change.said || !change.feasible) return null;
  // Nothing but a fill explains a level that is still higher; a fall may have gone on unseen.
  const certainty = change.rise ? certaintyOf(state, change) : "suspected";
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
  rememberLevel(state, level, sameStand && !change?.sameStand && !state.change?.sameStand);
  refer(state, level);
  return outputs;
};

/** The change that was said and may still change. */
export const openChange = ({ change }: FuelState, vehicleId: string): readonly Output[] =>
  change?.said ? [toOutput(vehicleId, typeOf(change), change.said)] : NOTHING;
