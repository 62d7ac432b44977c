import { expect, test } from "vitest";
import { simulatedObservations } from "../evaluation/simulated-observations.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { tell } from "../processor/detectors/testing.ts";
import { createFleet, type FleetCar } from "../simulators/fleet/fleet.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";

const HOURS = 7;
const FROM_MS = Date.UTC(2026, 10, 20, 6);
const TO_MS = FROM_MS + HOURS * 3_600_000;
/** One of each wire format among them: the seventh is a phone, the tenth a Teltonika box. */
const CARS = 10;
const SEED = 6;
/** Two cars whose fuel, read once a minute, sloshed like three thefts within five hours. */
const SLOSHING = { seed: 2, cars: [2, 32] } as const;

const graph = await loadRoadGraph();

/** What detectors make of a car's hours: all types, suspicions too. */
const detectionsOf = (car: FleetCar): string[] => {
  const settings = unchanging({ ...defaultSettings, tankLitres: car.spec.tankLitres });
  const { detections } = tell(simulatedObservations(car, FROM_MS, TO_MS), settings);
  return detections.map(({ type, certainty }) => `${certainty} ${type}`);
};

test("seven hours of ten ordinary cars are refuels, and nothing else", () => {
  const fleet = createFleet(siteNetwork(graph, SEED), {
    seed: SEED,
    vehicles: CARS,
    intervalMs: 5_000,
  });
  const found = fleet.flatMap(detectionsOf);
  expect(new Set(found)).toEqual(new Set(["confirmed refuel"]));
  // Each car fills up once in twelve hours; a phone knows nothing of that.
  expect(found.length).toBeGreaterThanOrEqual(3);
});

test("fuel that sloshes between readings a minute apart is not stolen", () => {
  const { seed, cars } = SLOSHING;
  const shape = { seed, vehicles: Math.max(...cars) + 1, intervalMs: 60_000 };
  const fleet = createFleet(siteNetwork(graph, seed), shape);
  const sloshing = fleet.filter((_, index) => cars.some((each) => each === index));
  const found = sloshing.flatMap(detectionsOf).filter((each) => each !== "confirmed refuel");
  expect(found).toEqual([]);
});
