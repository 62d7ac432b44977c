import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { median } from "./fuel-level.ts";
import { sendsSeldom } from "./fuel-movement.ts";
import { tankOf } from "./fuel-reading.ts";
import { sigmaPct } from "./fuel-records.ts";
import { leastOfStepsPct } from "./fuel-step.ts";
import { toPoint, type FuelState, type Level } from "./fuel-state.ts";

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
export const MOST_CURVE_POINTS = 12;
const CURVE_STEP_PCT = 2;

const tenths = (value: number): number => Math.round(value * 10) / 10;

export const isSameStand = (
  { reference, since }: FuelState,
  level: Level,
  options: FuelOptions,
): boolean =>
  level.kind === "parked" &&
  reference?.kind === "parked" &&
  since.km < options.stoodKm &&
  !since.blind;

export const thresholdPct = (
  state: FuelState,
  rise: boolean,
  sameStand: boolean,
  options: FuelOptions,
): number => {
  // Two levels that agree say less when each is made of few readings.
  const sigmas = sendsSeldom(state.movement) ? options.sigmas : options.sigmasTwice;
  const noisePct = sameStand ? options.sigmas * SAME_STAND_SIGMA_PCT : sigmas * sigmaPct(state);
  const leastDrainPct = sameStand ? options.drainPct : options.drainElsewherePct;
  const pct = rise ? options.refuelPct : leastDrainPct;
  const litres = rise ? options.refuelLitres : options.drainLitres;
  const knowsTank = state.sender.unit === "litres" || state.sender.tankLitres !== null;
  const litresPct = knowsTank ? (100 * litres) / tankOf(state.sender, options) : 0;
  return Math.max(pct, litresPct, noisePct, leastOfStepsPct(state.sender));
};

/** The level of this stand that a fall or rise is measured from: the oldest of the last while. */
export const levelBefore = (
  state: FuelState,
  reference: Level,
  atMs: number,
  options: FuelOptions,
): Pick<Level, "pct" | "atMs"> => {
  for (const [pointS, pct] of state.stand) {
    if (atMs / 1_000 - pointS <= options.siphonS) return { pct, atMs: pointS * 1_000 };
  }
  return reference;
};

/** The level of this stand without its noise: the median of what was read near it. */
export const settledBefore = (state: FuelState, fromPct: number, nearPct: number): number => {
  const near = state.stand
    .map(([, pct]) => pct)
    .filter((pct) => Math.abs(pct - fromPct) <= nearPct);
  return near.length === 0 ? fromPct : median(near);
};

/** When the level was last seen where the change began. */
export const lastSeenAt = (
  state: FuelState,
  reference: Level,
  fromPct: number,
  nearPct: number,
) => {
  for (let index = state.stand.length - 1; index >= 0; index--) {
    const point = state.stand[index];
    if (point && Math.abs(point[1] - fromPct) <= nearPct) return point[0] * 1_000;
  }
  return reference.atMs;
};

export const rememberLevel = (state: FuelState, level: Level, sameStand: boolean): void => {
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
export const refer = (state: FuelState, level: Level): void => {
  state.reference = level;
  const { since } = state;
  since.km = 0;
  since.idleH = 0;
  since.fromMs = level.kind === "driven" ? level.firstMs : level.atMs;
  since.standS = 0;
  since.unseenS = 0;
  since.blind = false;
  since.off = state.movement.ignition === false;
};

export const learnNoise = (
  state: FuelState,
  reference: Level,
  level: Level,
  differencePct: number,
) => {
  if (state.since.blind) return;
  const step = Math.abs(differencePct) > state.noisePct ? NOISE_STEP_PCT : -NOISE_STEP_PCT;
  const next = Math.min(MOST_NOISE_PCT, Math.max(LEAST_NOISE_PCT, state.noisePct + step));
  state.noisePct = tenths(next);
  if (reference.kind !== "parked" || level.kind !== "driven") return;
  const sag = Math.max(-MOST_SAG_PCT, Math.min(MOST_SAG_PCT, state.sagPct - differencePct));
  state.sagPct = Math.round((state.sagPct + SAG_WEIGHT * (sag - state.sagPct)) * 100) / 100;
};
