import { licensePlates } from "../fleet/license-plates.ts";
import type { SiteNetwork } from "../fleet/sites.ts";
import type { NewCar } from "../provisioning/provision.ts";
import { seedOf } from "../random.ts";
import type { WireMessage } from "../wire/device-identity.ts";
import { encode } from "../wire/encode.ts";
import { findScenario } from "./catalogue.ts";
import type { ScenarioRun } from "./scenario.ts";

/** A scenario with a car and a tracker to play it. */
export type CastScenario = NewCar & ScenarioRun;

/** When everything that a run's alerts are about has been told; its end, where there are none. */
export const toldByMs = ({ expected, endMs }: ScenarioRun): number => {
  const times = expected.detections.flatMap(({ alert }) => alert?.byMs ?? []);
  return times.length > 0 ? Math.max(...times) : endMs;
};

type Cast = {
  readonly seed: number;
  readonly vehicles: number;
  /** Which moment of a run falls on `atMs`: its end, unless told. */
  readonly moment?: (run: ScenarioRun) => number;
  /** Now, unless told. */
  readonly atMs?: number;
};

/**
 * Gives a scenario cars: one for each of `vehicles` seeds, each with its run shifted so that the
 * moment asked for falls on a given time, to the second.
 */
export const castScenario = (
  network: SiteNetwork,
  name: string,
  { seed, vehicles, moment = ({ endMs }) => endMs, atMs = Date.now() }: Cast,
): CastScenario[] => {
  const { play } = findScenario(name);
  const plates = licensePlates(seedOf(seed, name), vehicles);
  return plates.map((licensePlate, index) => {
    const carSeed = seedOf(seed, name, index);
    const untilMomentMs = moment(play(network, carSeed, 0));
    const startMs = Math.floor((atMs - untilMomentMs) / 1_000) * 1_000;
    const deviceId = `${name}-${seed}-${index + 1}`;
    const device = { deviceId, kind: "native", externalId: null } as const;
    return Object.assign(play(network, carSeed, startMs), { licensePlate, device });
  });
};

/** The scenario's messages as its tracker publishes them, in the order they are sent. */
export const scenarioMessages = ({ device, messages }: CastScenario): WireMessage[] =>
  messages.flatMap(({ samples }) => encode(device, samples));
