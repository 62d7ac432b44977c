import path from "node:path";
import type { Observation } from "../contracts/observation.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { cell, readCsv } from "../simulators/replay/csv-rows.ts";
import { readRecording } from "../simulators/recordings.ts";
import type { Case, Kind, Truth } from "./happening.ts";
import { recordedObservations } from "./recorded-observations.ts";

const settings = unchanging(defaultSettings);
const HARSH: readonly Kind[] = ["harsh_acceleration", "harsh_braking", "harsh_cornering"];

const enviroCarTrips = async (folder: string): Promise<Truth[]> => {
  const rows = await readCsv(path.join(folder, "envirocar/tracks.csv"));
  return rows.map((row) => ({
    kind: "trip",
    startMs: Date.parse(cell(row, "begin")),
    endMs: Date.parse(cell(row, "end")),
  }));
};

/** Seven trips of one car, with an ignition wire and without. It was driven as everybody drives. */
const enviroCarCases = async (folder: string): Promise<Case[]> => {
  const truths = await enviroCarTrips(folder);
  const caseOf = async (source: string, ignition: "known" | "none"): Promise<Case> => {
    const messages = await readRecording("envirocar", { folder, ignition });
    const observations = recordedObservations(messages);
    return { source, observations, settings, truths, known: new Set(["trip", ...HARSH]) };
  };
  return [
    await caseOf("enviroCar, with ignition", "known"),
    await caseOf("enviroCar, no ignition", "none"),
  ];
};

/** Days of people with phones: what they did on foot is a trip too, for want of a better truth. */
const emissionCases = async (folder: string): Promise<Case[]> => {
  const rows = await readCsv(path.join(folder, "emission/trips_ground_truth.csv"));
  const messages = await readRecording("emission", { folder });
  return [...new Set(messages.map(({ car }) => car))].map((example) => ({
    source: "e-mission, phones",
    observations: recordedObservations(messages.filter(({ car }) => car === example)),
    settings,
    truths: rows
      .filter((row) => cell(row, "example") === example)
      .map((row) => ({
        kind: "trip",
        startMs: Number(cell(row, "start_ts")) * 1_000,
        endMs: Number(cell(row, "end_ts")) * 1_000,
      })),
    known: new Set<Kind>(["trip"]),
  }));
};

/** The longest silence, and what lies between the first reading without power and the next with. */
const benchTruths = (observations: readonly Observation[]): Truth[] => {
  const lost = observations.find(({ externalV }) => externalV === 0);
  const back = observations.find(
    ({ tsMs, externalV }) => lost && tsMs > lost.tsMs && (externalV ?? 0) > 0,
  );
  const gaps = observations.slice(1).map(({ tsMs }, index) => ({
    startMs: observations[index]?.tsMs ?? tsMs,
    endMs: tsMs,
  }));
  const longest = gaps.reduce((one, other) =>
    other.endMs - other.startMs > one.endMs - one.startMs ? other : one,
  );
  return [
    { kind: "power_cut", startMs: lost?.tsMs ?? 0, endMs: back?.tsMs ?? null },
    { kind: "offline", ...longest },
  ];
};

/** A tracker on a bench: without power once, silent once, and nothing else. */
const fmc003Cases = async (folder: string): Promise<Case[]> => {
  const observations = recordedObservations(await readRecording("fmc003", { folder }));
  const truths = benchTruths(observations);
  return [{ source: "FMC003 on a bench", observations, settings, truths, known: null }];
};

/** The recordings whose truth is not about fuel. */
export const recordedCases = async (folder: string): Promise<Case[]> => [
  ...(await enviroCarCases(folder)),
  ...(await emissionCases(folder)),
  ...(await fmc003Cases(folder)),
];
