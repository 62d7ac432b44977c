import { expect, test } from "vitest";
import { indexFences } from "../geo/geofence-index.ts";
import { M_PER_DEGREE } from "../geo/shape.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { foldObservation, initialState } from "../vehicle-fold.ts";
import { aRandomLife } from "./random-life.ts";
import { everythingOn } from "./testing.ts";

const OBSERVATIONS = 1_000_000;
/** The size is looked at after each of so many observations. */
const LOOK_EVERY = 500;
/** Whole state of a vehicle as it is stored, bytes. */
const MOST_BYTES = 16_000;

/** Everything on, with a hundred fences in and around each other. */
const settings = everythingOn(
  indexFences(
    Array.from({ length: 100 }, (_, index) =>
      aFence(aCircle(11.97, 57.7 + ((index % 20) * 1_000) / M_PER_DEGREE, 200 + 200 * index)),
    ),
  ),
);

test("a million observations of a life without sense leave a state below 16 kB at any time", () => {
  const next = aRandomLife(7, Date.UTC(2026, 0, 1));
  const state = initialState();
  const said = new Set<string>();
  let mostBytes = 0;
  for (let folded = 1; folded <= OBSERVATIONS; folded++) {
    for (const output of foldObservation(state, next(), settings, () => {})) {
      if (output.kind === "detection") said.add(output.record.type);
    }
    if (folded % LOOK_EVERY > 0) continue;
    mostBytes = Math.max(mostBytes, Buffer.byteLength(JSON.stringify(state)));
  }
  expect(mostBytes).toBeLessThan(MOST_BYTES);
  // The life is eventful enough for the figure to mean something.
  expect(said.size).toBeGreaterThan(15);
}, 120_000);
