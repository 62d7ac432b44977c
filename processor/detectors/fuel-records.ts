import type { DetectionType } from "../../contracts/detection/detection.ts";
import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { detectionId } from "./detector.ts";
import { knowsLitres, tankOf } from "./fuel-reading.ts";
import type { Change, FuelState, Said } from "./fuel-state.ts";
import type { Output } from "./output.ts";

/** A sender at rest repeats itself within this, % of tank (1.6 measured over minutes of idling). */
const SAME_STAND_PCT = 1;
/** From the median absolute deviation to sigma, for what is normally distributed. */
const SIGMA_PER_MAD = 1.4826;
/** Senders stop below full and above empty; a level there may be off by this much more, %. */
const DEAD_BAND_PCT = 9;
const CEILING_PCT = 90;
const FLOOR_PCT = 9;

export const sigmaPct = ({ noisePct }: FuelState): number => SIGMA_PER_MAD * noisePct;

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** When what is said at a time was decided: as it was said for the first time, or was confirmed. */
export const decidedAtMs = (
  said: Said | null,
  certainty: Said["certainty"],
  atMs: number,
): number =>
  said && (said.certainty === "confirmed" || certainty === "suspected") ? said.detectedAtMs : atMs;

/** What a detection's id rests on: its start, and its cause where a type has several. */
const causeOf = ({ evidence, startMs }: Said): string | number =>
  typeof evidence["cause"] === "string" ? `${evidence["cause"]}:${startMs}` : startMs;

/** The detection in the form everyone reads. */
export const toOutput = (vehicleId: string, type: DetectionType, said: Said): Output => {
  const { levels, evidence, ...rest } = said;
  const curve = levels.map(([atS, pct]) => ({ atMs: atS * 1_000, pct }));
  return {
    kind: "detection",
    record: {
      id: detectionId(vehicleId, type, causeOf(said)),
      vehicleId,
      type,
      ...rest,
      evidence: curve.length === 0 ? { ...evidence } : { ...evidence, levels: curve },
    },
  };
};

/** Whether a sender may show this level over some consumption or filling. */
export const isInDeadBand = (pct: number): boolean => pct >= CEILING_PCT || pct <= FLOOR_PCT;

const uncertaintyPct = (state: FuelState, change: Change): number => {
  const least = Math.max(SAME_STAND_PCT, change.fromErrorPct);
  const noise = change.sameStand ? least : Math.max(least, 2 * sigmaPct(state));
  const deadBand = isInDeadBand(change.fromPct) || isInDeadBand(change.toPct) ? DEAD_BAND_PCT : 0;
  return tenths(Math.hypot(noise, deadBand / 2));
};

/** Amount without consumption, % of tank. */
const amountPct = ({ rise, fromPct, toPct, burnPct }: Change): number =>
  rise ? toPct - fromPct + burnPct : fromPct - toPct - burnPct;

/** What a person needs to judge a change: both levels, the amount, and what was ruled out. */
export const evidenceOf = (
  state: FuelState,
  change: Change,
  options: FuelOptions,
): Said["evidence"] => {
  const { sender } = state;
  const pct = tenths(amountPct(change));
  const errorPct = uncertaintyPct(state, change);
  const perPct = tankOf(sender, options) / 100;
  const isShareKnown = sender.unit === "pct" || sender.tankLitres !== null;
  return {
    ...(isShareKnown && {
      fromPct: tenths(change.fromPct),
      toPct: tenths(change.toPct),
      pct,
      uncertaintyPct: errorPct,
    }),
    ...(knowsLitres(sender) && {
      litres: tenths(pct * perPct),
      uncertaintyLitres: tenths(errorPct * perPct),
      fromLitres: tenths(change.fromPct * perPct),
      toLitres: tenths(change.toPct * perPct),
    }),
    burnAllowedPct: tenths(change.burnPct),
    kmSince: tenths(change.km),
    isWitnessed: change.witnessed,
    isSameStand: change.sameStand,
    noisePct: tenths(sigmaPct(state)),
    atCeiling: change.toPct >= CEILING_PCT,
  };
};
