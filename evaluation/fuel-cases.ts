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

/** One theft of a size at a time, seen by heartbeats that carry the level or do not. */
const theftCases = function* (
  sessions: readonly Session[],
  truth: readonly StandTruth[],
  pct: number,
  hasLevel: boolean,
): Generator<Case> {
  for (const drain of drainTrials(sessions, truth, pct, SEED, hasLevel)) {
    const untilSession = nextRefuel(truth, drain.beforeSession);
    const { observations, startMs, endMs, nextStartMs } = injectDrain(
      sessions,
      drain,
      untilSession,
    );
    yield {
      source: `carOBD, thefts of ${pct} %${hasLevel ? "" : ", unseen"}`,
      observations,
      settings,
      truths: [
        hasLevel
          ? { kind: "drain", startMs, endMs }
          : // It happened while the car was parked; nobody can say when.
            {
              kind: "drain",
              startMs: endOf(sessions, drain.beforeSession - 1),
              endMs: nextStartMs,
              isWithin: true,
            },
      ],
      known: new Set<Kind>(["drain", "leak", "fuel_sensor_fault"]),
    };
  }
};

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
  for (const hasLevel of [true, false]) {
    for (const pct of SIZES_PCT) yield* theftCases(sessions, truth, pct, hasLevel);
  }
};
