import { expect, test } from "vitest";
import { indexFences } from "../geo/geofence-index.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { foldObservation, initialState } from "../vehicle-fold.ts";
import { aRandomLife } from "./random-life.ts";
import { DETECTORS } from "./registry.ts";
import { everythingOn } from "./testing.ts";

const OBSERVATIONS = 20_000;
const LOOK_EVERY = 10;

const settings = everythingOn(indexFences([aFence(aCircle(11.97, 57.7, 5_000))]));

const live = (detectors: typeof DETECTORS) => {
  const next = aRandomLife(3, Date.UTC(2026, 0, 1));
  const state = initialState();
  const seen: string[] = [];
  const said = Array.from({ length: OBSERVATIONS }, (_, index) => {
    const outputs = foldObservation(state, next(), settings, () => {}, detectors);
    if (index % LOOK_EVERY === 0) seen.push(JSON.stringify(state.detectors));
    return outputs;
  });
  return { said, seen };
};

test("called by their names the detectors say and keep what those of the list do, none left out", () => {
  const { said, seen } = live([...DETECTORS]);
  const named = live(DETECTORS);
  expect(named.said).toEqual(said);
  expect(named.seen).toEqual(seen);
  // One whose state never leaves its beginning could be left out unseen.
  const begun = initialState().detectors;
  const states = seen.map((text) => JSON.parse(text) as typeof begun);
  const idle = DETECTORS.filter(({ name }) => {
    const before = JSON.stringify(begun[name]);
    return states.every(({ [name]: state }) => JSON.stringify(state) === before);
  });
  expect(idle).toEqual([]);
});
