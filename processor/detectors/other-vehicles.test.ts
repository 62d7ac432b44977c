import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { foldObservation, initialState } from "../vehicle-fold.ts";
import type { Output } from "./output.ts";
import { aRandomLife } from "./random-life.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const settings = unchanging({ ...defaultSettings, tankLitres: 55 });
const OBSERVATIONS = 400;

const aLife = (seed: number, vehicleId: string): Observation[] => {
  const next = aRandomLife(seed, Date.UTC(2026, 0, 1));
  return Array.from({ length: OBSERVATIONS }, () => ({ ...next(), vehicleId }));
};

const aVehicle = () => {
  const state = initialState();
  const said: Output[] = [];
  const fold = (observation: Observation): void => {
    said.push(...foldObservation(state, observation, settings, () => {}));
  };
  return { state, said, fold };
};

test("what is told of a vehicle is the same whatever others do between its observations", () => {
  const between = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 40 });
  fc.assert(
    fc.property(fc.integer(), fc.integer(), between, (seed, otherSeed, turns) => {
      const alone = aVehicle();
      const among = aVehicle();
      const other = aVehicle();
      const others = aLife(otherSeed, "other")[Symbol.iterator]();
      const life = aLife(seed, "own");
      for (const observation of life) alone.fold(observation);
      for (const [index, observation] of life.entries()) {
        among.fold(observation);
        for (let turn = turns[index % turns.length] ?? 0; turn > 0; turn--) {
          const next = others.next();
          if (!next.done) other.fold(next.value);
        }
      }
      expect(among.said).toEqual(alone.said);
      expect(among.state).toEqual(alone.state);
      // The other one is a story of its own, and nothing of it is told of this one.
      expect(among.said.every(({ record }) => record.vehicleId === "own")).toBe(true);
      expect(other.said.every(({ record }) => record.vehicleId === "other")).toBe(true);
    }),
    { numRuns: 60 },
  );
});
