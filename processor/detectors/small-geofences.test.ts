import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { indexFences, type Fence } from "../geo/geofence-index.ts";
import { M_PER_DEGREE } from "../geo/shape.ts";
import { aCircle, aCorridor, aFence, aPolygon, EAST_M, lngLat, START } from "../geo/testing.ts";
import { aJourney } from "./journey.ts";
import { correlated, normalOf, randomOf } from "./receiver-error.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
/** Where the car parks, m north of its start; farther off than the largest fence reaches. */
const PLACE_M = 900;

const AREAS = {
  circle: (halfM: number) => aCircle(...lngLat(0, PLACE_M), halfM),
  square: (halfM: number) =>
    aPolygon([
      lngLat(-halfM, PLACE_M - halfM),
      lngLat(halfM, PLACE_M - halfM),
      lngLat(halfM, PLACE_M + halfM),
      lngLat(-halfM, PLACE_M + halfM),
    ]),
  /** The way leads across it. */
  corridor: (halfM: number) => aCorridor(2 * halfM, lngLat(-600, PLACE_M), lngLat(600, PLACE_M)),
};
type Kind = keyof typeof AREAS;
const KINDS: readonly Kind[] = ["circle", "square", "corridor"];

type Calls = {
  readonly kind: Kind;
  readonly halfM: number;
  readonly standS: number;
  readonly everyS: number;
  readonly claimM: number | undefined;
  readonly seed: number;
};

/** A car that calls three times, minutes apart, parked for some minutes, under a usual sky. */
const calls = ({ standS, everyS, claimM, seed }: Calls): Observation[] => {
  const journey = aJourney(NOON);
  for (let call = 0; call < 3; call++) {
    journey
      .ignite(true)
      .drive(PLACE_M / 10, 36)
      .ignite(false)
      .stand(standS, everyS)
      .ignite(true)
      .drive(PLACE_M / 10, -36)
      .ignite(false)
      .stand(5 * MINUTE, everyS);
  }
  const normal = normalOf(randomOf(seed));
  const axes = [0, 1].map(() => correlated(normal, 4, 30, 5));
  return journey.observations.map((each) => ({
    ...each,
    accuracyM: claimM,
    lat: (each.lat ?? 0) + (axes[0]?.() ?? 0) / M_PER_DEGREE,
    lon: (each.lon ?? 0) + (axes[1]?.() ?? 0) / EAST_M,
  }));
};

const types = (observations: readonly Observation[], fence: Fence) =>
  tell(observations, unchanging({ ...defaultSettings, geofences: indexFences([fence]) }))
    .detections.filter(({ type }) => type.startsWith("geofence"))
    .map(({ type }) => type);

const aCall: fc.Arbitrary<Calls> = fc.record({
  kind: fc.constantFrom(...KINDS),
  halfM: fc.integer({ min: 25, max: 500 }),
  standS: fc.integer({ min: 2 * MINUTE, max: 12 * MINUTE }),
  everyS: fc.constantFrom(10, 30, 60, 300),
  claimM: fc.constantFrom(undefined, 5, 8, 15),
  seed: fc.integer({ min: 1, max: 100_000 }),
});

test("a car that parks in a fence of any size three times, minutes apart, enters it three times", () => {
  fc.assert(
    fc.property(aCall, (call) => {
      const told = types(calls(call), aFence(AREAS[call.kind](call.halfM)));
      const stay = ["geofence_enter", "geofence_exit"];
      expect(told).toEqual([...stay, ...stay, ...stay]);
    }),
    { numRuns: 300 },
  );
});

test.each(KINDS)(
  "a car that only crosses the street in between has left a small %s and come back",
  (kind) => {
    const journey = aJourney(NOON)
      .ignite(true)
      .drive(PLACE_M / 10, 36)
      .stand(2 * MINUTE)
      .drive(20, -36)
      .stand(2 * MINUTE)
      .drive(20, 36)
      .stand(MINUTE);
    expect(types(journey.observations, aFence(AREAS[kind](40)))).toEqual([
      "geofence_enter",
      "geofence_exit",
      "geofence_enter",
    ]);
  },
);

test("an hour of standing beside a small fence, with 30 m of noise that reaches into it, is no storm", () => {
  let storms = 0;
  let hours = 0;
  for (const halfM of [25, 40, 60, 100])
    for (const besideM of [30, 45, 60, 75])
      for (const overS of [0, 10, 30])
        for (const accuracyM of [undefined, 8, 30]) {
          const fence = aFence(aCircle(...lngLat(-besideM - halfM, 0), halfM));
          const normal = normalOf(randomOf(1_000 * halfM + 10 * besideM + overS));
          const [north, east] = [0, 1].map(() => correlated(normal, 30, overS, 5));
          const journey = aJourney(NOON)
            .ignite(true)
            .stand(60 * MINUTE);
          const blurred = journey.observations.map((each) => ({
            ...each,
            accuracyM,
            lat: START.lat + (north?.() ?? 0) / M_PER_DEGREE,
            lon: START.lon + (east?.() ?? 0) / EAST_M,
          }));
          const told = types(blurred, fence);
          const entries = told.filter((type) => type === "geofence_enter").length;
          hours++;
          if (Math.max(entries, told.length - entries) > 1) storms++;
        }
  expect(storms / hours).toBeLessThan(0.05);
});
