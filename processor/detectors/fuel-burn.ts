import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { tankOf } from "./fuel-reading.ts";
import type { Burn, FuelState, Level } from "./fuel-state.ts";
import { stepOf } from "./fuel-step.ts";

/** A learned rate outside these multiples of the usual one is a fault of the sender. */
const LEAST = 0.2;
const MOST = 5;
/** Idle hours over which one sample of idle consumption is taken. */
const IDLE_SAMPLE_H = 1;
/** A sample counts at least this much, so that an old car is learned anew. */
const LEAST_WEIGHT = 0.125;
const IDLE_WEIGHT = 0.25;
/** Of a coarse sender a sample spans so many steps. */
const SAMPLE_STEPS = 2;
/** Senders stop below full and above empty (91 and 8.6 % on carOBD): there nothing is learned, %. */
const CEILING_PCT = 90;
const FLOOR_PCT = 10;

export const usualPerKmPct = ({ sender }: FuelState, options: FuelOptions): number =>
  options.usualLitresPer100Km / tankOf(sender, options);

export const perKmPct = (state: FuelState, options: FuelOptions): number =>
  state.burn.perKmPct ?? usualPerKmPct(state, options);

export const perIdleHourPct = ({ burn, sender }: FuelState, options: FuelOptions): number =>
  burn.perIdleHourPct ?? (100 * options.usualLitresPerHour) / tankOf(sender, options);

/** What driving and idling since the reference level have used, % of tank. */
export const burnSincePct = (state: FuelState, options: FuelOptions): number =>
  state.since.km * perKmPct(state, options) + state.since.idleH * perIdleHourPct(state, options);

const learned = (before: number | null, sample: number, usual: number, share: number): number => {
  const believed = Math.min(MOST * usual, Math.max(LEAST * usual, sample));
  const next = before === null ? believed : before + share * (believed - before);
  return Math.round(next * 1e5) / 1e5;
};

const learnDriving = (state: FuelState, burn: Burn, options: FuelOptions): void => {
  const idlePct = burn.idleH * perIdleHourPct(state, options);
  const share = Math.max(LEAST_WEIGHT, burn.km / (burn.learnedKm + burn.km));
  const usual = usualPerKmPct(state, options);
  burn.perKmPct = learned(burn.perKmPct, (burn.fallPct - idlePct) / burn.km, usual, share);
  burn.learnedKm = Math.round(burn.learnedKm + burn.km);
  burn.km = 0;
  burn.fallPct = 0;
  burn.idleH = 0;
};

const learnIdling = (state: FuelState, burn: Burn, fallPct: number, options: FuelOptions): void => {
  burn.idleFallPct = Math.round(100 * (burn.idleFallPct + fallPct)) / 100;
  burn.learnedIdleH = Math.round(1e4 * (burn.learnedIdleH + state.since.idleH)) / 1e4;
  if (burn.learnedIdleH < IDLE_SAMPLE_H) return;
  const usual = (100 * options.usualLitresPerHour) / tankOf(state.sender, options);
  const sample = burn.idleFallPct / burn.learnedIdleH;
  burn.perIdleHourPct = learned(burn.perIdleHourPct, sample, usual, IDLE_WEIGHT);
  burn.sampledIdleH = Math.round((burn.sampledIdleH + burn.learnedIdleH) * 10) / 10;
  burn.learnedIdleH = 0;
  burn.idleFallPct = 0;
};

/** Whether a fall between two levels says something about consumption. */
export const isTelling = (state: FuelState, reference: Level, level: Level): boolean =>
  !state.since.blind && reference.pct < CEILING_PCT && level.pct > FLOOR_PCT;

/** Learns from two levels between which nothing but driving and idling happened. */
export const learnBurn = (
  state: FuelState,
  reference: Level,
  level: Level,
  options: FuelOptions,
): void => {
  // What a level reads lower on the road than at rest was not burnt.
  if (!isTelling(state, reference, level) || reference.kind !== level.kind) return;
  const { burn, since } = state;
  const fallPct = reference.pct - level.pct;
  if (since.km < options.stoodKm) {
    if (since.idleH > 0) learnIdling(state, burn, fallPct, options);
    return;
  }
  burn.km += since.km;
  burn.fallPct += fallPct;
  burn.idleH += since.idleH;
  const isShown = burn.km * perKmPct(state, options) >= SAMPLE_STEPS * stepOf(state.sender);
  if (isShown && burn.km >= options.burnSampleKm) learnDriving(state, burn, options);
};
