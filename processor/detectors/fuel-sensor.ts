import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { perKmPct, usualPerKmPct } from "./fuel-burn.ts";
import { isInDeadBand, toOutput } from "./fuel-records.ts";
import type { Erratic, FuelState, Said, Stuck } from "./fuel-state.ts";
import { hiddenPct } from "./fuel-step.ts";
import { NOTHING, type Output } from "./output.ts";

const HOUR_MS = 3_600_000;
/** What a sound sender shows of consumption in the middle of its range, % of tank: three bands. */
const SHOWN_PCT = 2.5;
/** Dead bands are up to 9 % of tank wide (carOBD: above 91 and below 8.6); a little more is beyond. */
const BEYOND_DEAD_BAND_PCT = 12;
/** A rate that is only the usual one may be so many times that of a large tank. */
const UNLEARNED = 3;
const tenths = (value: number): number => Math.round(value * 10) / 10;

const fault = (
  state: FuelState,
  startMs: number,
  atMs: number,
  evidence: Said["evidence"],
): Said => ({
  certainty: "confirmed",
  startMs,
  endMs: null,
  detectedAtMs: atMs,
  lat: state.movement.lat,
  lon: state.movement.lon,
  evidence,
  levels: [],
});

const end = (said: Said, endMs: number, vehicleId: string): readonly Output[] => [
  toOutput(vehicleId, "fuel_sensor_fault", { ...said, endMs }),
];

const newStuck = (pct: number, sinceMs: number): Stuck => ({
  lowPct: pct,
  highPct: pct,
  km: 0,
  sinceMs,
  said: null,
});

/**
 * Whether so much must have been burnt that a sound sender would have shown it. Near full and near
 * empty one shows nothing for a while, and of a lorry's tank 100 km are next to nothing.
 */
const mustHaveShown = (
  state: FuelState,
  { km }: Stuck,
  pct: number,
  options: FuelOptions,
): boolean => {
  if (km <= options.stuckKm) return false;
  // One that has never differed has taught no consumption either.
  const isLearned = state.burn.perKmPct !== null && state.sender.stepPct !== null;
  const burntPct = km * (isLearned ? perKmPct(state, options) : usualPerKmPct(state, options));
  const guessed = isLearned ? 1 : UNLEARNED;
  if (isInDeadBand(pct)) return burntPct >= BEYOND_DEAD_BAND_PCT * guessed;
  return burntPct >= Math.max(SHOWN_PCT, hiddenPct(state.sender));
};

/** A level that stays in a narrow band over a long way: fuel was burnt, the sender did not say. */
const followStuck = (
  state: FuelState,
  pct: number,
  atMs: number,
  km: number,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const stuck = (state.stuck ??= newStuck(pct, atMs));
  const lowPct = pct < stuck.lowPct ? pct : stuck.lowPct;
  const highPct = pct > stuck.highPct ? pct : stuck.highPct;
  if (highPct - lowPct > 2 * options.stuckBandPct) {
    const { said } = stuck;
    state.stuck = newStuck(pct, atMs);
    return said ? end(said, atMs, vehicleId) : NOTHING;
  }
  stuck.lowPct = lowPct;
  stuck.highPct = highPct;
  stuck.km += km;
  if (stuck.said || !mustHaveShown(state, stuck, pct, options)) return NOTHING;
  stuck.said = fault(state, stuck.sinceMs, atMs, {
    cause: "stuck",
    pct: tenths(pct),
    bandPct: tenths(highPct - lowPct),
    overKm: Math.round(stuck.km),
  });
  return [toOutput(vehicleId, "fuel_sensor_fault", stuck.said)];
};

const restart = (erratic: Erratic, atMs: number): void => {
  erratic.ups = 0;
  erratic.downs = 0;
  erratic.largestPct = 0;
  erratic.firstMs = atMs;
};

const forgetSteps = (erratic: Erratic, atMs: number, vehicleId: string): readonly Output[] => {
  restart(erratic, atMs);
  const { said } = erratic;
  erratic.said = null;
  return said ? end(said, atMs, vehicleId) : NOTHING;
};

/**
 * A level that leaps up and down while the car stands. On the road that proves nothing: fuel
 * sloshes, and a healthy float steps by 44 points; at rest it repeats itself within 2. The last
 * reading of a stand may be of a car that sets off, still slow and the fuel already moving, so a
 * leap counts once the next reading is at rest as well. One leap is a fill or a theft; several both
 * ways can only be the sender.
 */
const followErratic = (
  state: FuelState,
  pct: number,
  atMs: number,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { erratic } = state;
  const { lastPct, lastMs, leapPct } = erratic;
  erratic.lastPct = pct;
  erratic.lastMs = atMs;
  erratic.leapPct = 0;
  let outputs = NOTHING;
  const isOld = atMs - erratic.firstMs > options.erraticWithinH * HOUR_MS;
  if (erratic.firstMs > 0 && isOld && erratic.ups + erratic.downs > 0)
    outputs = forgetSteps(erratic, atMs, vehicleId);
  if (lastPct === null || atMs - lastMs > options.heartbeatS * 1_000) return outputs;
  if (Math.abs(pct - lastPct) > options.erraticStepPct) erratic.leapPct = pct - lastPct;
  if (leapPct === 0) return outputs;
  if (erratic.ups + erratic.downs === 0) erratic.firstMs = lastMs;
  if (leapPct > 0) erratic.ups++;
  else erratic.downs++;
  if (Math.abs(leapPct) > erratic.largestPct) erratic.largestPct = tenths(Math.abs(leapPct));
  const isEnough = Math.min(erratic.ups, erratic.downs) >= options.erraticSteps;
  if (!isEnough || erratic.said) return outputs;
  erratic.said = fault(state, erratic.firstMs, atMs, {
    cause: "erratic",
    stepsUp: erratic.ups,
    stepsDown: erratic.downs,
    largestStepPct: erratic.largestPct,
  });
  return [...outputs, toOutput(vehicleId, "fuel_sensor_fault", erratic.said)];
};

/** Watches the sender itself. `km` is the way since the observation before. */
export const followSensor = (
  state: FuelState,
  pct: number,
  atMs: number,
  km: number,
  isAtRest: boolean,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const stuck = followStuck(state, pct, atMs, km, vehicleId, options);
  if (!isAtRest) {
    state.erratic.lastPct = null;
    state.erratic.leapPct = 0;
    return stuck;
  }
  const erratic = followErratic(state, pct, atMs, vehicleId, options);
  if (stuck === NOTHING) return erratic;
  return [...stuck, ...erratic];
};

export const openFaults = ({ stuck, erratic }: FuelState, vehicleId: string): Output[] => {
  const outputs: Output[] = [];
  if (stuck?.said) outputs.push(toOutput(vehicleId, "fuel_sensor_fault", stuck.said));
  if (erratic.said) outputs.push(toOutput(vehicleId, "fuel_sensor_fault", erratic.said));
  return outputs;
};
