import { describe, expect, test } from "vitest";
import { scenarioObservations, scenarioSettings } from "../evaluation/scenario-observations.ts";
import type { DetectionRecord } from "../processor/detectors/output.ts";
import { tell, type Story } from "../processor/detectors/testing.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario } from "../simulators/scenarios/cast.ts";
import { SCENARIOS } from "../simulators/scenarios/catalogue.ts";
import type { ExpectedDetection } from "../simulators/scenarios/scenario.ts";

const CARS = 3;
/** A scenario's noise depends on when it is played, so each is played at these times, wherever the test runs. */
const PLAYED_AT = ["2026-11-30T01:12:06Z", "2026-11-30T03:25:59Z", "2026-11-30T12:00:00Z"];
/** Booked cars are the overdue tick's matter, which no observation decides. */
const NOT_OBSERVED = new Set(["overdue"]);

const network = siteNetwork(await loadRoadGraph(), 1);

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
  const scripts = PLAYED_AT.flatMap((at) =>
    castScenario(network, name, { seed: 1, vehicles: CARS, atMs: Date.parse(at) }),
  );

  test("is told as what truly happened, and nothing else", () => {
    for (const script of scripts) {
      const told = confirmed(tell(scenarioObservations(script), scenarioSettings(script)));
      const truth = script.expected.detections.filter(({ type }) => !NOT_OBSERVED.has(type));
      expect(told.map(({ type }) => type)).toEqual(truth.map(({ type }) => type));
      for (const [index, each] of truth.entries()) expectSame(told[index], each);
    }
  });

  test("leaves nothing suspected, and a state of at most 16 kB", () => {
    for (const script of scripts) {
      const { state, detections } = tell(scenarioObservations(script), scenarioSettings(script));
      expect(detections.filter(({ certainty }) => certainty === "suspected")).toEqual([]);
      expect(JSON.stringify(state.detectors).length).toBeLessThan(16_000);
    }
  });
});
