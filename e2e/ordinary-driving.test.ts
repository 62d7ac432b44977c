import { expect, test } from "vitest";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { tell } from "../processor/detectors/testing.ts";
import { createFleet, samplesBetween, type FleetCar } from "../simulators/fleet/fleet.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { encode } from "../simulators/wire/encode.ts";
import { recordedObservations } from "./recorded-observations.ts";

/** A shift with the change to the next one. */
const HOURS = 13;
const FROM_MS = Date.UTC(2026, 10, 20, 6);
const TO_MS = FROM_MS + HOURS * 3_600_000;
/** One of each wire format among them: the seventh is a phone, the tenth a Teltonika box. */
const CARS = 12;
const SEED = 6;

const graph = await loadRoadGraph();

/** What detectors make of a car's hours: all types, suspicions too. */
const detectionsOf = ({ device, spec, ...car }: FleetCar): string[] => {
  const { kind } = device;
  const messages = samplesBetween({ ...car, spec }, FROM_MS, TO_MS).flatMap((sample) =>
    encode(device, [sample]).map(({ payload }) => ({
      car: "car",
      kind,
      tsMs: sample.tsMs,
      sentAtMs: TO_MS,
      payload: JSON.parse(payload) as Record<string, unknown>,
    })),
  );
  const settings = unchanging({ ...defaultSettings, tankLitres: spec.tankLitres });
  const { detections } = tell(recordedObservations(messages), settings);
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
