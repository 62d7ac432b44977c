import fc from "fast-check";
import { expect, test } from "vitest";
import { foldObservation, initialState } from "../vehicle-fold.ts";
import { aRandomLife } from "./random-life.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const settings = unchanging({ ...defaultSettings, tankLitres: 55 });
const OBSERVATIONS = 2_000;

/*
 * A rewind takes back what was detected after the checkpoint it goes back to. What is first said
 * after a checkpoint must therefore have been detected after it, or it would outlive what told it.
 */
test("what is said first with an observation was detected after the one before it", () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const next = aRandomLife(seed, Date.UTC(2026, 0, 1));
      const state = initialState();
      const known = new Set<string>();
      let beforeMs = Number.NEGATIVE_INFINITY;
      for (let count = 0; count < OBSERVATIONS; count++) {
        const observation = next();
        for (const { kind, record } of foldObservation(state, observation, settings, () => {})) {
          if (known.has(record.id)) continue;
          known.add(record.id);
          told.add("type" in record ? record.type : kind);
          expect(record.detectedAtMs).toBeGreaterThan(beforeMs);
          expect(record.detectedAtMs).toBeLessThanOrEqual(observation.tsMs);
        }
        beforeMs = observation.tsMs;
      }
    }),
    { numRuns: 60 },
  );
  expect(told.size).toBeGreaterThan(15);
});
