import { DetectionType } from "../contracts/detection/detection.ts";
import { Geofence } from "../contracts/geofence.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { fenceOf, indexFences } from "../processor/geo/geofence-index.ts";
import { siteNetwork, type SiteNetwork } from "../simulators/fleet/sites.ts";
import { randomFrom, seedOf } from "../simulators/random.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario } from "../simulators/scenarios/cast.ts";
import type { Case, Kind } from "./happening.ts";
import { depotOf, depotVisits, INCIDENTS } from "./incidents.ts";
import type { Day } from "./incident-day.ts";
import { scenarioObservations } from "./scenario-observations.ts";

const SOURCE = "simulated incidents";
const DAYS = 6;
/** A fixed end, so that every run is the same. */
const END_MS = Date.UTC(2026, 8, 7, 18);
/** A day with two drives and a night between them, on which nothing happens by itself. */
const QUIET_DAY = "ghost-drift";
/** Routes are cut and moved by what is written into them; they have rows of their own. */
const KINDS: ReadonlySet<Kind> = new Set<Kind>(DetectionType.options);

const dayOf = (network: SiteNetwork, seed: number): Day => {
  const [script] = castScenario(network, QUIET_DAY, { seed, vehicles: 1, atMs: END_MS });
  if (!script) throw new Error(`${QUIET_DAY} has no car`);
  return {
    observations: scenarioObservations(script),
    routes: script.expected.routes,
    random: randomFrom(seedOf("incidents", seed)),
  };
};

const depotCase = (day: Day): Case => {
  const { lat, lon, radiusM } = depotOf(day);
  const depot = Geofence.parse({
    ...{ id: "00000000-0000-4000-8000-00000000000d", name: "Depot", purpose: "border" },
    area: { kind: "circle", geometry: { type: "Point", coordinates: [lon, lat] }, radiusM },
    ...{ speedLimitKmh: null, branchId: null, vehicleGroup: null },
    ...{ validFrom: "2020-01-01T00:00:00Z", validUntil: null },
  });
  return {
    source: SOURCE,
    observations: day.observations,
    settings: unchanging({ ...defaultSettings, geofences: indexFences([fenceOf(depot)]) }),
    truths: depotVisits(day),
    known: KINDS,
  };
};

/** What no scenario plays: one incident at a time, written into a simulated day of a car. */
export const incidentCases = async (): Promise<Case[]> => {
  const network = siteNetwork(await loadRoadGraph(), 1);
  return Array.from({ length: DAYS }, (_, seed) => dayOf(network, seed + 11)).flatMap((day) => [
    ...INCIDENTS.map((write) => {
      const { observations, truths } = write(day);
      const settings = unchanging(defaultSettings);
      return { source: SOURCE, observations, settings, truths, known: KINDS };
    }),
    depotCase(day),
  ]);
};
