import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { knowsLitres, tankOf } from "./fuel-reading.ts";
import { CEILING_PCT, isInDeadBand, sigmaPct } from "./fuel-records.ts";
import { thresholdPct } from "./fuel-reference.ts";
import type { Change, FuelState, Said } from "./fuel-state.ts";
import { stepErrorPct } from "./fuel-step.ts";

/** A sender at rest repeats itself within this, % of tank (1.6 measured over minutes of idling). */
const SAME_STAND_PCT = 1;
/** A level where senders stop may be off by this much more, % of tank. */
const DEAD_BAND_PCT = 9;

const tenths = (value: number): number => Math.round(value * 10) / 10;

const uncertaintyPct = (state: FuelState, change: Change): number => {
  const least = Math.max(SAME_STAND_PCT, change.fromErrorPct);
  const noise = change.sameStand ? least : Math.max(least, 2 * sigmaPct(state));
  const deadBand = isInDeadBand(change.fromPct) || isInDeadBand(change.toPct) ? DEAD_BAND_PCT : 0;
  return tenths(Math.hypot(noise, deadBand / 2, stepErrorPct(state.sender), change.doubtPct));
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
      leastPct: tenths(thresholdPct(state, change.rise, change.sameStand, options)),
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
    isProven: change.proven,
    ...(change.wasAsleep && { wasGaugeAsleep: true }),
    noisePct: tenths(sigmaPct(state)),
    atCeiling: change.toPct >= CEILING_PCT,
  };
};
