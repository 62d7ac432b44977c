import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { joined, readCarObdSessions, type Session } from "./carobd-sessions.ts";
import { readCarObdTruth, type StandTruth } from "./carobd-truth.ts";
import { injectDrain } from "./drain-injection.ts";
import { drainTrials, nextRefuel } from "./drain-trials.ts";
import type { Case, Kind, Truth } from "./happening.ts";

const settings = unchanging(defaultSettings);
const SIZES_PCT = [7, 10, 15, 25];
const SEED = 1;

const startOf = (sessions: readonly Session[], index: number): number =>
  sessions[index]?.observations[0]?.tsMs ?? 0;
const endOf = (sessions: readonly Session[], index: number): number =>
  sessions[index]?.observations.at(-1)?.tsMs ?? 0;

/** A refuel lies somewhere between two sessions. */
const refuelsOf = (sessions: readonly Session[], truth: readonly StandTruth[]): Truth[] =>
  truth.flatMap(({ isRefuel }, index) =>
    isRefuel
      ? [
          {
            kind: "refuel",
            startMs: endOf(sessions, index),
            endMs: startOf(sessions, index + 1),
            isWithin: true,
          },
        ]
      : [],
  );

/** The recording as it is, and with one theft at a time written into it. */
export const fuelCases = async function* (folder: string): AsyncGenerator<Case> {
  const sessions = await readCarObdSessions(folder);
  const truth = await readCarObdTruth(folder);
  yield {
    source: "carOBD",
    observations: joined(sessions),
    settings,
    truths: refuelsOf(sessions, truth),
    known: new Set<Kind>(["refuel", "drain", "leak", "fuel_sensor_fault"]),
  };
  for (const pct of SIZES_PCT) {
    for (const drain of drainTrials(sessions, truth, pct, SEED)) {
      const { observations, startMs, endMs } = injectDrain(
        sessions,
        drain,
        nextRefuel(truth, drain.beforeSession),
      );
      yield {
        source: `carOBD, thefts of ${pct} %`,
        observations,
        settings,
        truths: [{ kind: "drain", startMs, endMs }],
        known: new Set<Kind>(["drain", "leak", "fuel_sensor_fault"]),
      };
    }
  }
};
