import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario, type CastScenario } from "../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../simulators/scenarios/catalogue.ts";
import type { Case, Truth } from "./happening.ts";
import { scenarioObservations, scenarioSettings } from "./scenario-observations.ts";

const SEEDS = [1, 2, 3];
/** A fixed end, so that every run is the same. */
const END_MS = Date.UTC(2026, 8, 7, 18);

const truthsOf = ({ expected }: CastScenario): Truth[] => [
  ...expected.routes.map(({ startMs, endMs }) => ({ kind: "trip" as const, startMs, endMs })),
  ...expected.detections.flatMap(({ type, startMs, endMs }) =>
    // Whether a car is back is the clock's matter and the booking's, not its observations'.
    type === "overdue" ? [] : [{ kind: type, startMs, endMs }],
  ),
];

/** Every scenario for several seeds: what happened in the simulation is the truth, all of it. */
export const scenarioCases = async (): Promise<Case[]> => {
  const network = siteNetwork(await loadRoadGraph(), 1);
  return SEEDS.flatMap((seed) =>
    SCENARIOS.flatMap(({ name }) =>
      castScenario(network, name, { seed, vehicles: 1, atMs: END_MS }).map((script) => ({
        source: "scenarios",
        observations: scenarioObservations(script),
        settings: scenarioSettings(script),
        truths: truthsOf(script),
        known: null,
      })),
    ),
  );
};
