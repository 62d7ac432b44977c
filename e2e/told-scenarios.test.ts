import { describe, expect, test } from "vitest";
import { DetectionOptions } from "../contracts/detection/options.ts";
import { Geofence } from "../contracts/geofence.ts";
import type { Observation } from "../contracts/observation.ts";
import type { DetectionRecord } from "../processor/detectors/output.ts";
import { tell, type Story } from "../processor/detectors/testing.ts";
import {
  defaultSettings,
  unchanging,
  type SettingsHistory,
} from "../processor/detectors/vehicle-settings.ts";
import { fenceOf, indexFences, type GeofenceIndex } from "../processor/geo/geofence-index.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario, scenarioMessages, type CastScenario } from "../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../simulators/scenarios/catalogue.ts";
import type { ExpectedDetection } from "../simulators/scenarios/scenario.ts";
import { weeklyHours } from "../simulators/scenarios/weekly-hours.ts";
import { recordedObservations } from "./recorded-observations.ts";

const CARS = 3;
/** Booked cars are the overdue tick's matter, which no observation decides. */
const NOT_OBSERVED = new Set(["overdue"]);
const FENCE_ID = "00000000-0000-4000-8000-00000000000f";

const network = siteNetwork(await loadRoadGraph(), 1);

const fencesOf = ({ needs }: CastScenario): GeofenceIndex =>
  indexFences(
    (needs.geofences ?? []).map((fence) =>
      fenceOf(
        Geofence.parse({
          ...fence,
          id: FENCE_ID,
          speedLimitKmh: null,
          branchId: null,
          vehicleGroup: null,
          validFrom: "2020-01-01T00:00:00Z",
          validUntil: null,
        }),
      ),
    ),
  );

/** The car as its owner entered it, with the fences and the hours that the scenario needs. */
const settingsOf = (script: CastScenario): SettingsHistory => {
  const { workingHours } = script.needs;
  const { timeZone } = defaultSettings;
  const afterHours = workingHours && {
    allowed: weeklyHours(timeZone, workingHours),
    minMinutes: workingHours.minMinutes,
  };
  return unchanging({
    ...defaultSettings,
    tankLitres: script.spec.tankLitres,
    geofences: fencesOf(script),
    options: DetectionOptions.parse({ afterHours }),
  });
};

/** A scenario's messages as the processor gets to see them. */
const observationsOf = (script: CastScenario): Observation[] =>
  recordedObservations(
    scenarioMessages(script).flatMap(({ payload }) => {
      const parsed = JSON.parse(payload) as Record<string, unknown> | Record<string, unknown>[];
      return [parsed].flat().map((each) => {
        const tsMs = Date.parse(String(each["ts"]));
        return { car: "car", kind: "native", tsMs, sentAtMs: script.endMs, payload: each } as const;
      });
    }),
  );

const confirmed = ({ detections }: Story): DetectionRecord[] =>
  detections.filter(({ certainty }) => certainty === "confirmed");

const expectSame = (told: DetectionRecord | undefined, truth: ExpectedDetection): void => {
  const { startMs, endMs, withinS } = truth;
  expect(Math.abs((told?.startMs ?? 0) - startMs)).toBeLessThanOrEqual(withinS * 1_000);
  expect(told?.endMs === null).toBe(endMs === null);
  expect(Math.abs((told?.endMs ?? 0) - (endMs ?? 0))).toBeLessThanOrEqual(withinS * 1_000);
  if (truth.alert) expect(told?.detectedAtMs).toBeLessThanOrEqual(truth.alert.byMs);
};

describe.each(SCENARIOS)("$name", ({ name }) => {
  const scripts = castScenario(network, name, { seed: 1, vehicles: CARS });

  test("is told as what truly happened, and nothing else", () => {
    for (const script of scripts) {
      const told = confirmed(tell(observationsOf(script), settingsOf(script)));
      const truth = script.expected.detections.filter(({ type }) => !NOT_OBSERVED.has(type));
      expect(told.map(({ type }) => type)).toEqual(truth.map(({ type }) => type));
      for (const [index, each] of truth.entries()) expectSame(told[index], each);
    }
  });

  test("leaves nothing suspected, and a state of at most 16 kB", () => {
    for (const script of scripts) {
      const { state, detections } = tell(observationsOf(script), settingsOf(script));
      expect(detections.filter(({ certainty }) => certainty === "suspected")).toEqual([]);
      expect(JSON.stringify(state.detectors).length).toBeLessThan(16_000);
    }
  });
});
