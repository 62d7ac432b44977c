import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { evidenceOf } from "./fuel-evidence.ts";
import { isUnderWay } from "./fuel-growth.ts";
import { decidedAtMs, toOutput } from "./fuel-records.ts";
import { MOST_CURVE_POINTS } from "./fuel-reference.ts";
import { isBeyondGuess } from "./fuel-scale.ts";
import { toPoint, type Change, type FuelState, type Said } from "./fuel-state.ts";
import { NOTHING, type Output } from "./output.ts";

const typeOf = ({ rise }: Change): "refuel" | "drain" => (rise ? "refuel" : "drain");

/**
 * Says the change as it stands. It was decided when it became as certain as it is: a suspicion that is
 * confirmed an hour later is news then.
 */
export const say = (
  state: FuelState,
  change: Change,
  certainty: "confirmed" | "suspected",
  atMs: number,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { said } = change;
  const wasConfirmed = said?.certainty === "confirmed";
  if (change.rise && certainty === "confirmed" && !wasConfirmed) {
    state.sender.fills++;
    state.expectedPct = null;
  }
  change.said = {
    certainty,
    startMs: change.startMs,
    endMs: change.grewMs,
    detectedAtMs: decidedAtMs(said, certainty, atMs),
    lat: change.lat,
    lon: change.lon,
    evidence: evidenceOf(state, change, options),
    levels: [...state.curve, toPoint({ atMs, pct: change.toPct })].slice(-MOST_CURVE_POINTS),
  };
  return [toOutput(vehicleId, typeOf(change), change.said)];
};

/**
 * A fall nobody witnessed, with the engine running, or from a sender that cannot be trusted, is never
 * more than suspected; nor is what a slope might show in a tank whose size nobody knows.
 */
export const certaintyOf = (
  state: FuelState,
  change: Change,
  options: FuelOptions,
): "confirmed" | "suspected" => {
  const isTrusted = state.erratic.said === null && isBeyondGuess(state, change, options);
  const isPlausible = change.rise || (change.witnessed && change.engineOff);
  return isTrusted && isPlausible ? "confirmed" : "suspected";
};

/** It was the slope, or the sender: what was said becomes a suspicion, and says why. */
export const withdraw = (change: Change, said: Said, vehicleId: string): readonly Output[] => [
  toOutput(vehicleId, typeOf(change), {
    ...said,
    certainty: "suspected",
    evidence: { ...said.evidence, hasRebounded: true },
  }),
];

/** Withdraws the fall in hand, if it was said: what it had taken is expected again. */
export const takeBack = (state: FuelState, vehicleId: string): readonly Output[] => {
  const { change } = state;
  state.change = null;
  if (!change?.said) return NOTHING;
  if (!isUnderWay(change) && state.expectedPct !== null)
    state.expectedPct += change.fromPct - change.toPct;
  return withdraw(change, change.said, vehicleId);
};

/** Withdraws a fall from the time of a sender that has turned out to leap up and down. */
export const takeBackLeap = (state: FuelState, vehicleId: string): readonly Output[] => {
  const { change, erratic } = state;
  if (!erratic.said || !change || change.rise || change.said?.certainty !== "confirmed")
    return NOTHING;
  return change.grewMs < erratic.said.startMs ? NOTHING : takeBack(state, vehicleId);
};

/** The change that was said and may still change. */
export const openChange = ({ change }: FuelState, vehicleId: string): readonly Output[] =>
  change?.said ? [toOutput(vehicleId, typeOf(change), change.said)] : NOTHING;
