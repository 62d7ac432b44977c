import type { Detector } from "../../processor/detectors/detector.ts";
import { DETECTORS } from "../../processor/detectors/registry.ts";
import { foldObservation, initialState, type VehicleState } from "../../processor/vehicle-fold.ts";
import { spreadOf, type Spread } from "../statistics.ts";
import type { CarLog } from "./fold-load.ts";

const US_PER_S = 1_000_000;

/** Folds whole logs, one car after the other, as a replay does; answers the states they end in. */
export const foldLogs = (
  logs: readonly CarLog[],
  detectors: readonly Detector<unknown>[] = DETECTORS,
): VehicleState[] =>
  logs.map(({ observations, settings }) => {
    const state = initialState();
    for (const each of observations) foldObservation(state, each, settings, () => {}, detectors);
    return state;
  });

/** CPU time, because other work on the machine must not count; the collector's threads do. */
const cpuS = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / US_PER_S;
};

const countOf = (logs: readonly CarLog[]): number =>
  logs.reduce((sum, { observations }) => sum + observations.length, 0);

/** Folds the logs over and over for at least `leastS`; answers observations a second of CPU. */
const foldRate = (
  logs: readonly CarLog[],
  leastS: number,
  detectors: readonly Detector<unknown>[],
): number => {
  let folded = 0;
  let usedS = 0;
  while (usedS < leastS) {
    usedS += cpuS(() => foldLogs(logs, detectors));
    folded += countOf(logs);
  }
  return folded / usedS;
};

/** Observations a second of one core, of all detectors together, by round. */
export const measureRates = (logs: readonly CarLog[], rounds: number, leastS: number): Spread => {
  foldRate(logs, leastS, DETECTORS); // compiles
  return spreadOf(Array.from({ length: rounds }, () => foldRate(logs, leastS, DETECTORS)));
};

/** What a detector adds to an observation, ns. */
export type DetectorCost = { readonly name: string; readonly ns: Spread };

const NS_PER_S = 1_000_000_000;

/**
 * What each detector costs: the fold with it alone less the fold without any, both in every round.
 * The first row is that fold: position, trips, idling and the live figures.
 */
export const measureCosts = (
  logs: readonly CarLog[],
  rounds: number,
  leastS: number,
): DetectorCost[] => {
  const nsOf = (detectors: readonly Detector<unknown>[]): number =>
    NS_PER_S / foldRate(logs, leastS, detectors);
  const base: number[] = [];
  const added = DETECTORS.map(({ name }) => ({ name, ns: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    const without = nsOf([]);
    base.push(without);
    for (const [index, detector] of DETECTORS.entries())
      added[index]?.ns.push(nsOf([detector]) - without);
  }
  return [{ name: "cleaning, trips, idling, live", ns: base }, ...added].map(({ name, ns }) => ({
    name,
    ns: spreadOf(ns),
  }));
};
