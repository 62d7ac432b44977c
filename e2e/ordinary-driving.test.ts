import { expect, test } from "vitest";
import { simulatedObservations } from "../evaluation/simulated-observations.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { tell } from "../processor/detectors/testing.ts";
import { createFleet, type FleetCar } from "../simulators/fleet/fleet.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";

/** A shift with the change to the next one. */
const HOURS = 13;
const FROM_MS = Date.UTC(2026, 10, 20, 6);
const TO_MS = FROM_MS + HOURS * 3_600_000;
/** One of each wire format among them: the seventh is a phone, the tenth a Teltonika box. */
const CARS = 12;
const SEED = 6;

const graph = await loadRoadGraph();

/** What detectors make of a car's hours: all types, suspicions too. */
const detectionsOf = (car: FleetCar): string[] => {
  const settings = unchanging({ ...defaultSettings, tankLitres: car.spec.tankLitres });
  const { detections } = tell(simulatedObservations(car, FROM_MS, TO_MS), settings);
  return detections.map(({ type, certainty }) => `${certainty} ${type}`);
};

test("thirteen hours of twelve ordinary cars are refuels, and nothing else", () => {
  const fleet = createFleet(siteNetwork(graph, SEED), {
    seed: SEED,
    vehicles: CARS,
    intervalMs: 5_000,
  });
  const found = fleet.flatMap(detectionsOf);
  expect(new Set(found)).toEqual(new Set(["confirmed refuel"]));
  // Each car fills up once a shift; a phone knows nothing of that.
  expect(found.length).toBeGreaterThanOrEqual(CARS - 2);
});
