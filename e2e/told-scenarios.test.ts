import { describe, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import type { DetectionRecord } from "../processor/detectors/output.ts";
import { tell, type Story } from "../processor/detectors/testing.ts";
import {
  defaultSettings,
  unchanging,
  type SettingsHistory,
} from "../processor/detectors/vehicle-settings.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario, scenarioMessages, type CastScenario } from "../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../simulators/scenarios/catalogue.ts";
import type { ExpectedDetection } from "../simulators/scenarios/scenario.ts";
import { recordedObservations } from "./recorded-observations.ts";

const CARS = 3;
/** What detectors make of observations without a fence, a schedule or a booking beside them. */
const TOLD: ReadonlySet<string> = new Set(["power_cut", "gnss_jamming"]);

const network = siteNetwork(await loadRoadGraph(), 1);

/** The car as its owner entered it. */
const settingsOf = ({ spec }: CastScenario): SettingsHistory =>
  unchanging({ ...defaultSettings, tankLitres: spec.tankLitres });

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
};

describe.each(SCENARIOS)("$name", ({ name }) => {
  const scripts = castScenario(network, name, { seed: 1, vehicles: CARS });

  test("is told as what truly happened, and nothing else", () => {
    for (const script of scripts) {
      const told = confirmed(tell(observationsOf(script), settingsOf(script)));
      const truth = script.expected.detections.filter(({ type }) => TOLD.has(type));
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
