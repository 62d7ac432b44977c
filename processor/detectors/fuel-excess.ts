import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { isTelling, perIdleHourPct, perKmPct } from "./fuel-burn.ts";
import { knowsLitres, tankOf } from "./fuel-reading.ts";
import { decidedAtMs, sigmaPct, toOutput } from "./fuel-records.ts";
import type { Excess, FuelState, Level } from "./fuel-state.ts";
import { leastOfStepsPct } from "./fuel-step.ts";
import { NOTHING, type Output } from "./output.ts";

/** What is usual is believed after this distance, km. */
const USUAL_AFTER_KM = 400;
/** Weight of a distance without excess in what is usual. */
const USUAL_WEIGHT = 0.2;

const tenths = (value: number): number => Math.round(value * 10) / 10;

const restart = (excess: Excess, atMs: number): void => {
  excess.sinceMs = atMs;
  excess.km = 0;
  excess.fallPct = 0;
  excess.idleH = 0;
};

const sayExcess = (
  state: FuelState,
  expectedPct: number,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { excess, sender, movement } = state;
  const perPct = tankOf(sender, options) / 100;
  const certainty = excess.times >= options.excessBurnTimes ? "confirmed" : "suspected";
  excess.said = {
    certainty,
    startMs: excess.firstMs,
    endMs: null,
    detectedAtMs: decidedAtMs(excess.said, certainty, level.atMs),
    lat: movement.lat,
    lon: movement.lon,
    evidence: {
      cause: "consumption",
      overKm: Math.round(excess.km),
      usedPct: tenths(excess.fallPct),
      expectedPct: tenths(expectedPct),
      excessPct: Math.round((100 * (excess.fallPct - expectedPct)) / expectedPct),
      ...(knowsLitres(sender) && {
        litres: tenths((excess.fallPct - expectedPct) * perPct),
      }),
      timesInARow: excess.times,
    },
    levels: [],
  };
  return [toOutput(vehicleId, "leak", excess.said)];
};

const endExcess = (excess: Excess, vehicleId: string): readonly Output[] => {
  excess.times = 0;
  const { said } = excess;
  excess.said = null;
  if (!said) return NOTHING;
  return [toOutput(vehicleId, "leak", { ...said, endMs: excess.sinceMs })];
};

const judgeDistance = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { excess } = state;
  const idlePct = excess.idleH * perIdleHourPct(state, options);
  if (excess.usualPerKmPct === null) {
    if (state.burn.learnedKm >= USUAL_AFTER_KM) excess.usualPerKmPct = perKmPct(state, options);
    restart(excess, level.atMs);
    return NOTHING;
  }
  const expectedPct = excess.km * excess.usualPerKmPct + idlePct;
  const overPct = excess.fallPct - expectedPct;
  const isExcessive =
    overPct > (options.excessBurnPct / 100) * expectedPct &&
    overPct > Math.max(options.sigmas * sigmaPct(state), leastOfStepsPct(state.sender));
  if (isExcessive) {
    if (excess.times === 0) excess.firstMs = excess.sinceMs;
    excess.times++;
    const outputs = sayExcess(state, expectedPct, level, vehicleId, options);
    restart(excess, level.atMs);
    return outputs;
  }
  const rate = Math.max(0, excess.fallPct - idlePct) / excess.km;
  const next = excess.usualPerKmPct + USUAL_WEIGHT * (rate - excess.usualPerKmPct);
  excess.usualPerKmPct = Math.round(next * 1e5) / 1e5;
  const outputs = endExcess(excess, vehicleId);
  restart(excess, level.atMs);
  return outputs;
};

/**
 * Compares what a vehicle uses with what is usual for it, a long distance at a time. Only ways that
 * were watched count; what came or went otherwise is no consumption.
 */
export const followExcess = (
  state: FuelState,
  reference: Level,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { excess, since } = state;
  if (!isTelling(state, reference, level)) return NOTHING;
  if (excess.km === 0) excess.sinceMs = reference.atMs;
  excess.km += since.km;
  excess.idleH += since.idleH;
  excess.fallPct += reference.pct - level.pct;
  return excess.km < options.excessBurnKm
    ? NOTHING
    : judgeDistance(state, level, vehicleId, options);
};

export const openExcess = ({ excess }: FuelState, vehicleId: string): readonly Output[] =>
  excess.said ? [toOutput(vehicleId, "leak", excess.said)] : NOTHING;
