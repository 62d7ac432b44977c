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

/**
 * Gives a scenario cars: one for each of `vehicles` seeds, each with its run shifted so that it
 * ends at `endMs` (now, unless told), on a whole second.
 */
export const castScenario = (
  network: SiteNetwork,
  name: string,
  { seed, vehicles, endMs = Date.now() }: { seed: number; vehicles: number; endMs?: number },
): CastScenario[] => {
  const { play } = findScenario(name);
  const plates = licensePlates(seedOf(seed, name), vehicles);
  return plates.map((licensePlate, index) => {
    const carSeed = seedOf(seed, name, index);
    const lengthMs = play(network, carSeed, 0).endMs;
    const startMs = Math.floor((endMs - lengthMs) / 1_000) * 1_000;
    const deviceId = `${name}-${seed}-${index + 1}`;
    const device = { deviceId, kind: "native", externalId: null } as const;
    return Object.assign(play(network, carSeed, startMs), { licensePlate, device });
  });
};

/** The scenario's messages as its tracker publishes them, in the order they are sent. */
export const scenarioMessages = ({ device, messages }: CastScenario): WireMessage[] =>
  messages.flatMap(({ samples }) => encode(device, samples));
