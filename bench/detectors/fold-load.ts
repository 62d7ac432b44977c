import type { Observation } from "../../contracts/observation.ts";
import { recordedObservations } from "../../evaluation/recorded-observations.ts";
import { scenarioObservations, scenarioSettings } from "../../evaluation/scenario-observations.ts";
import { simulatedObservations } from "../../evaluation/simulated-observations.ts";
import {
  defaultSettings,
  unchanging,
  type SettingsHistory,
} from "../../processor/detectors/vehicle-settings.ts";
import type { StreetLimits } from "../../processor/geo/street-limits.ts";
import { loadStreetLimits } from "../../processor/streets/street-file.ts";
import { createFleet } from "../../simulators/fleet/fleet.ts";
import { siteNetwork, type SiteNetwork } from "../../simulators/fleet/sites.ts";
import { readRecording, RECORDING_NAMES } from "../../simulators/recordings.ts";
import { loadRoadGraph } from "../../simulators/roads/graph-file.ts";
import { castScenario } from "../../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../../simulators/scenarios/catalogue.ts";

/** One car's observations, oldest first, and what its owner has set. */
export type CarLog = {
  readonly vehicleId: string;
  readonly observations: readonly Observation[];
  readonly settings: SettingsHistory;
};

const DAY_MS = 24 * 3_600_000;
/** A Monday, so that a simulated day is a working day; the simulated fleet is in service by then. */
const MONDAY_MS = Date.UTC(2026, 8, 7);
const SEED = 7;
/** How often a tracker in a rental car usually reports on the move, ms. */
const INTERVAL_MS = 5_000;
const DAY_CARS = 16;

const idOf = (kind: number, index: number): string =>
  `00000000-0000-4000-800${kind}-${index.toString(16).padStart(12, "0")}`;

/** A day of cars of the demo fleet on streets with known limits: three wire formats, mostly native. */
const dayLogs = (network: SiteNetwork, streets: StreetLimits): CarLog[] => {
  const cars = createFleet(network, { seed: SEED, vehicles: DAY_CARS, intervalMs: INTERVAL_MS });
  return cars.map((car, index) => {
    const vehicleId = idOf(1, index);
    return {
      vehicleId,
      observations: simulatedObservations(car, MONDAY_MS, MONDAY_MS + DAY_MS, vehicleId),
      settings: unchanging({ ...defaultSettings, tankLitres: car.spec.tankLitres, streets }),
    };
  });
};

/** Every scenario once: what each detector is there for happens at least once. */
const scenarioLogs = (network: SiteNetwork): CarLog[] =>
  SCENARIOS.flatMap(({ name }, index) =>
    castScenario(network, name, { seed: SEED, vehicles: 1, atMs: MONDAY_MS }).map((script) => ({
      vehicleId: idOf(2, index),
      observations: scenarioObservations(script, idOf(2, index)),
      settings: scenarioSettings(script),
    })),
  );

const recordedLogs = async (folder: string): Promise<CarLog[]> => {
  const logs: CarLog[] = [];
  for (const [index, name] of RECORDING_NAMES.entries()) {
    const messages = await readRecording(name, { folder, ignition: "known" });
    const observations = recordedObservations(messages, idOf(3, index));
    logs.push({ vehicleId: idOf(3, index), observations, settings: unchanging(defaultSettings) });
  }
  return logs;
};

/** What the detectors are measured on, by where it comes from; recordings only where they are. */
export const loadCarLogs = async (
  recordingsFolder: string | undefined,
): Promise<Readonly<Record<string, readonly CarLog[]>>> => {
  const network = siteNetwork(await loadRoadGraph(), SEED);
  const streets = await loadStreetLimits(undefined);
  return {
    "simulated days": dayLogs(network, streets),
    scenarios: scenarioLogs(network),
    ...(recordingsFolder !== undefined && { recordings: await recordedLogs(recordingsFolder) }),
  };
};
