import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { burnSincePct, learnBurn } from "./fuel-burn.ts";
import { followExcess } from "./fuel-excess.ts";
import { median } from "./fuel-level.ts";
import { evidenceOf, sigmaPct, toOutput } from "./fuel-records.ts";
import { tankOf } from "./fuel-reading.ts";
import { toPoint, type Change, type FuelState, type Level, type Said } from "./fuel-state.ts";
import { NOTHING, type Output } from "./output.ts";

/** A rise must be this share of the threshold before consumption is added to it. */
const RAW_SHARE = 0.6;
/** Same place: levels of a stand repeat within 4 sigmas of this, % of tank (idling: 1.6). */
const SAME_STAND_SIGMA_PCT = 0.6;
/** Weight of a new quiet difference, % of tank a step: a running median. */
const NOISE_STEP_PCT = 0.1;
const LEAST_NOISE_PCT = 0.4;
/** 4 sigmas of a bad sender would be more than a tank. */
const MOST_NOISE_PCT = 3.4;
/** Weight of a new sag, and its limit, % of tank. */
const SAG_WEIGHT = 0.2;
const MOST_SAG_PCT = 5;
/** Levels of one stand are kept this far apart, s, and this many. */
const STAND_SPACING_S = 240;
const MOST_STAND_LEVELS = 12;
const MOST_CURVE_POINTS = 16;
const CURVE_STEP_PCT = 2;
/** A level that moves less than this has become flat, % of tank. */
const FLAT_PCT = 1.5;

const tenths = (value: number): number => Math.round(value * 10) / 10;

const isSameStand = (
  { reference, since }: FuelState,
  level: Level,
  options: FuelOptions,
): boolean =>
  level.kind === "parked" &&
  reference?.kind === "parked" &&
  since.km < options.stoodKm &&
  !since.blind;

/** How well two levels can be told apart: as this car's usually can, unless these are worse. */
const thresholdPct = (
  state: FuelState,
  [one, other]: readonly [Level, Level],
  rise: boolean,
  sameStand: boolean,
  options: FuelOptions,
): number => {
  const sigma = sameStand
    ? SAME_STAND_SIGMA_PCT
    : Math.max(sigmaPct(state), Math.hypot(one.errorPct, other.errorPct));
  const pct = rise ? options.refuelPct : options.drainPct;
  const litres = rise ? options.refuelLitres : options.drainLitres;
  const knowsTank = state.sender.unit === "litres" || state.sender.tankLitres !== null;
  const litresPct = knowsTank ? (100 * litres) / tankOf(state.sender, options) : 0;
  return Math.max(pct, litresPct, options.sigmas * sigma);
};

/** The level of this stand that a fall or rise is measured from: the oldest of the last while. */
const levelBefore = (state: FuelState, reference: Level, atMs: number, options: FuelOptions) => {
  for (const [pointS, pct] of state.stand) {
    if (atMs / 1_000 - pointS <= options.siphonS) return pct;
  }
  return reference.pct;
};

/** The level of this stand without its noise: the median of what was read near it. */
const settledBefore = (state: FuelState, fromPct: number, nearPct: number): number => {
  const near = state.stand
    .map(([, pct]) => pct)
    .filter((pct) => Math.abs(pct - fromPct) <= nearPct);
  return near.length === 0 ? fromPct : median(near);
};

/** When the level was last seen where the change began. */
const lastSeenAt = (state: FuelState, reference: Level, fromPct: number, nearPct: number) => {
  for (let index = state.stand.length - 1; index >= 0; index--) {
    const point = state.stand[index];
    if (point && Math.abs(point[1] - fromPct) <= nearPct) return point[0] * 1_000;
  }
  return reference.atMs;
};

const rememberLevel = (state: FuelState, level: Level, sameStand: boolean): void => {
  const { stand, curve } = state;
  if (!sameStand) stand.length = 0;
  if (level.kind === "parked") {
    const last = stand.at(-1);
    if (!last || level.atMs / 1_000 - last[0] >= STAND_SPACING_S) stand.push(toPoint(level));
    if (stand.length > MOST_STAND_LEVELS) stand.shift();
  }
  const last = curve.at(-1);
  const isNew = !last || level.atMs / 1_000 - last[0] >= STAND_SPACING_S;
  if (!isNew && Math.abs(level.pct - last[1]) < CURVE_STEP_PCT) return;
  curve.push(toPoint(level));
  if (curve.length > MOST_CURVE_POINTS) curve.shift();
};

/** From here on levels are compared with this one. */
const refer = (state: FuelState, level: Level): void => {
  state.reference = level;
  const { since } = state;
  since.km = 0;
  since.idleH = 0;
  since.standS = 0;
  since.blind = false;
  since.off = state.movement.ignition === false;
};

const learnNoise = (state: FuelState, reference: Level, level: Level, differencePct: number) => {
  if (state.since.blind) return;
  const step = Math.abs(differencePct) > state.noisePct ? NOISE_STEP_PCT : -NOISE_STEP_PCT;
  const next = Math.min(MOST_NOISE_PCT, Math.max(LEAST_NOISE_PCT, state.noisePct + step));
  state.noisePct = tenths(next);
  if (reference.kind !== "parked" || level.kind !== "driven") return;
  const sag = Math.max(-MOST_SAG_PCT, Math.min(MOST_SAG_PCT, state.sagPct - differencePct));
  state.sagPct = Math.round((state.sagPct + SAG_WEIGHT * (sag - state.sagPct)) * 100) / 100;
};

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
  const nearPct = thresholdPct(state, [reference, level], rise, sameStand, options) / 3;
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
  if (!sameStand) change.proven = true;
  if (!isHeld(change, level, options)) return NOTHING;
  if (change.proven) {
    const outputs = say(state, change, certaintyOf(state, change), level.atMs, vehicleId, options);
    // What another place has proven is over; at the same place it may still grow.
    if (!sameStand) state.change = null;
    return outputs;
  }
  const isDoubtful = level.atMs - change.firstMs >= options.doubtS * 1_000;
  if (!isDoubtful || change.said) return NOTHING;
  const isLarge = Math.abs(change.toPct - change.fromPct) >= options.slopePct;
  const certainty = isLarge ? certaintyOf(state, change) : "suspected";
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
  const threshold = thresholdPct(state, [reference, level], rise, sameStand, options);
  const isRaw = !rise || level.pct - fromPct >= RAW_SHARE * threshold;
  const couldChange = state.since.standS >= options.changeStandS;
  if (Math.abs(differencePct) < threshold) {
    if (!sameStand) learnNoise(state, reference, level, differencePct);
    learnBurn(state, reference, level, options);
    return followExcess(state, reference, level, vehicleId, options);
  }
  if (!isRaw || !couldChange) return NOTHING;
  const change = beginChange(state, reference, level, fromPct, sameStand, options);
  state.change = change;
  const isSure = change.proven && (change.rise ? !sameStand : isHeld(change, level, options));
  if (!isSure) return NOTHING;
  return say(state, change, certaintyOf(state, change), level.atMs, vehicleId, options);
};

/** Takes a level while a change is under judgement; null where it must be compared as any other. */
const judgeChange = (
  state: FuelState,
  change: Change,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] | null => {
  if (change.said && change.proven) return followUp(state, change, level, vehicleId, options);
  if (!state.since.blind) return weigh(state, change, level, vehicleId, options);
  state.change = null;
  const isBack = hasRebounded(state, change, level, options);
  // What came back a little may have been a slope; what came back a lot was put in.
  if (isBack) return Math.abs(level.pct - change.toPct) < options.beyondSlopePct ? NOTHING : null;
  if (change.said) return null;
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
  const { reference, change } = state;
  const sameStand = isSameStand(state, level, options);
  let outputs = change ? judgeChange(state, change, level, vehicleId, options) : null;
  if (outputs === null) {
    outputs = reference ? compare(state, reference, level, vehicleId, options) : NOTHING;
  }
  // What was measured before or during a change is nothing to measure the next one from.
  rememberLevel(state, level, sameStand && !change && !state.change);
  refer(state, level);
  return outputs;
};

/** The change that was said and may still change. */
export const openChange = ({ change }: FuelState, vehicleId: string): readonly Output[] =>
  change?.said ? [toOutput(vehicleId, typeOf(change), change.said)] : NOTHING;
