import { existsSync } from "node:fs";
import { initialState, foldObservation } from "../../processor/vehicle-fold.ts";
import { aRandomLife } from "../../processor/detectors/random-life.ts";
import { defaultSettings, unchanging } from "../../processor/detectors/vehicle-settings.ts";
import { readConfig } from "../../simulators/config.ts";
import type { BenchOptions } from "../bench-options.ts";
import { keep, say, spread, table, whole } from "../report.ts";
import type { Spread } from "../statistics.ts";
import { measureFleet } from "./fleet-memory.ts";
import { loadCarLogs, type CarLog } from "./fold-load.ts";
import { foldLogs, measureCosts, measureRates } from "./fold-rate.ts";

/** All detectors together, observations a second of one core: the mark, and the aim. */
const LEAST_PER_S = 150_000;
const AIM_PER_S = 300_000;
/** Whole state of a vehicle, bytes. */
const MOST_STATE_BYTES = 16_000;
const VEHICLES = 10_000;
const MOST_HEAP_MB = 200;
/** Observations each car of the fleet is heard with. */
const TURNS = 120;
const LIFE_OBSERVATIONS = 1_000_000;
const LOOK_EVERY = 500;

type Load = {
  readonly name: string;
  readonly cars: number;
  readonly observations: number;
  readonly perS: Spread;
  readonly stateBytes: number;
};

const bytesOf = (state: object): number => Buffer.byteLength(JSON.stringify(state));

const measureLoad = (
  name: string,
  logs: readonly CarLog[],
  { rounds, seconds }: BenchOptions,
): Load => ({
  name,
  cars: logs.length,
  observations: logs.reduce((sum, { observations }) => sum + observations.length, 0),
  perS: measureRates(logs, rounds, seconds),
  stateBytes: Math.max(...foldLogs(logs).map(bytesOf)),
});

/** The largest state of a vehicle in a million observations that make no sense. */
const measureLife = (): number => {
  const next = aRandomLife(1, Date.UTC(2026, 0, 1));
  const settings = unchanging(defaultSettings);
  const state = initialState();
  let most = 0;
  for (let folded = 1; folded <= LIFE_OBSERVATIONS; folded++) {
    foldObservation(state, next(), settings, () => {});
    if (folded % LOOK_EVERY === 0) most = Math.max(most, bytesOf(state));
  }
  return most;
};

const describeLoads = (loads: readonly Load[]): string =>
  table(
    ["observations/s of one core", "cars", "observations", "all detectors", "state, bytes"],
    loads.map(({ name, cars, observations, perS, stateBytes }) => [
      name,
      String(cars),
      whole(observations),
      spread(perS),
      whole(stateBytes),
    ]),
  );

const verdict = (holds: boolean): string => (holds ? "holds" : "MISSED");

/**
 * What all detectors together cost: CPU time an observation, each detector's share of it, the state
 * of a vehicle, and the memory of a fleet. Answers false when a mark is missed.
 */
export const benchDetectors = async (options: BenchOptions): Promise<boolean> => {
  const folder = readConfig(process.env).RECORDINGS_DIR;
  const isPresent = existsSync(folder);
  if (!isPresent) say(`no recordings in ${folder} (RECORDINGS_DIR): not measured on them`);
  const logs = await loadCarLogs(isPresent ? folder : undefined);
  const loads = Object.entries(logs).map(([name, cars]) => measureLoad(name, cars, options));
  const costs = measureCosts(Object.values(logs).flat(), options.rounds, options.seconds / 10);
  const fleet = measureFleet(logs["simulated days"] ?? [], VEHICLES, TURNS);
  const lifeBytes = measureLife();

  say(describeLoads(loads));
  say();
  say(
    table(
      ["ns an observation", "alone"],
      costs.map(({ name, ns }) => [name, spread(ns)]),
    ),
  );
  say();
  const slowest = Math.min(...loads.map(({ perS }) => perS.median));
  const stateBytes = Math.max(lifeBytes, ...loads.map((load) => load.stateBytes));
  const isFast = slowest >= LEAST_PER_S;
  const isSmall = stateBytes < MOST_STATE_BYTES;
  const isLight = fleet.heapMb <= MOST_HEAP_MB;
  say(
    `slowest load ${whole(slowest)}/s, mark ${whole(LEAST_PER_S)}: ${verdict(isFast)}; ` +
      `aim ${whole(AIM_PER_S)}: ${verdict(slowest >= AIM_PER_S)}`,
  );
  say(
    `largest state ${whole(stateBytes)} bytes (${whole(lifeBytes)} in ${whole(LIFE_OBSERVATIONS)} ` +
      `observations without sense), mark ${whole(MOST_STATE_BYTES)}: ${verdict(isSmall)}`,
  );
  say(
    `${whole(fleet.vehicles)} vehicles with ${whole(fleet.recentStates)} recent states take ${whole(fleet.heapMb)} MB, ` +
      `mark ${whole(MOST_HEAP_MB)}: ${verdict(isLight)}; heard one after the other, each state ` +
      `fetched from memory, ${whole(fleet.interleavedPerS)}/s`,
  );
  const { machine } = options;
  say(`kept in ${keep("detectors", { machine, loads, costs, fleet, lifeBytes })}`);
  return isFast && isSmall && isLight;
};
