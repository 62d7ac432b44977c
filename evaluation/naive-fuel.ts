import type { Observation } from "../contracts/observation.ts";

export type NaiveCount = { readonly drops: number; readonly rises: number };

/**
 * The rule of the open-source leader, for comparison: two consecutive samples that differ by a
 * threshold are a drop or a rise. Samples are taken `everyS` apart, as its devices report.
 */
export const naiveFuelEvents = (
  observations: readonly Observation[],
  thresholdPct: number,
  everyS = 60,
): NaiveCount => {
  let last: Observation | undefined;
  let drops = 0;
  let rises = 0;
  for (const observation of observations) {
    if (observation.fuelPct === undefined) continue;
    if (last && observation.tsMs - last.tsMs < everyS * 1_000) continue;
    const difference = observation.fuelPct - (last?.fuelPct ?? observation.fuelPct);
    if (difference <= -thresholdPct) drops++;
    if (difference >= thresholdPct) rises++;
    last = observation;
  }
  return { drops, rises };
};
