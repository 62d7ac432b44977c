import { expect, test } from "vitest";
import {
  PositionsOptions,
  type PositionsOptions as Options,
} from "../../contracts/detection/positions-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { cleanPosition, type CleaningState, initialCleaning } from "./position-cleaning.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const at = (seconds: number, lat: number, more: object = {}) =>
  anObservation({ tsMs: NOON + seconds * 1_000, lat, lon: 11.97, ...more });

const usual = PositionsOptions.parse({});
const clean = (state: CleaningState, observation: Observation, options: Options = usual) =>
  cleanPosition(state, observation, options);

test.each([
  ["three satellites", { satellites: 3 }],
  ["a dilution of 6 and no accuracy", { hdop: 6 }],
  ["an error circle of 17 km", { accuracyM: 17_000 }],
])("%s is no fix to move by", (_case, more) => {
  expect(clean(initialCleaning(), at(0, 57.7, more))).toBeUndefined();
});

test("a good accuracy outweighs a dilution the phone made up", () => {
  expect(clean(initialCleaning(), at(0, 57.7, { hdop: 500, accuracyM: 9 }))).toBeDefined();
});

test("an outlier that lies about its accuracy is never believed", () => {
  const state = initialCleaning();
  const seen = [at(0, 57.7), at(5, 57.75, { accuracyM: 1.9 }), at(10, 57.7004)].map(
    (each) => clean(state, each)?.lat,
  );
  expect(seen).toEqual([57.7, undefined, 57.7004]);
});

test("a jump that the next fix confirms is where the car now is", () => {
  const state = initialCleaning();
  const seen = [at(0, 57.7), at(5, 58.7), at(10, 58.7003)].map((each) => clean(state, each)?.lat);
  expect(seen).toEqual([57.7, undefined, 58.7003]);
});

test.each([
  ["standing, read every 5 minutes", 300, { speedKmh: 0, ignition: true }],
  ["driving, read every 5 minutes", 300, { speedKmh: 50, ignition: true }],
  ["parked, read once an hour", 3_600, { speedKmh: 0, ignition: false }],
  ["parked, read once an hour, showing a speed", 3_600, { speedKmh: 40, ignition: false }],
])("one fix 17 km off is not believed: %s", (_case, everyS, more) => {
  const state = initialCleaning();
  const seen = [at(0, 57.7, more), at(everyS, 57.853, more), at(2 * everyS, 57.7, more)].map(
    (each) => clean(state, each)?.lat,
  );
  expect(seen).toEqual([57.7, undefined, 57.7]);
});

test.each([
  ["at 130 km/h", { speedKmh: 130 }],
  ["of a tracker that shows no speed", {}],
])("a motorway read every 5 minutes is believed: %s", (_case, more) => {
  const state = initialCleaning();
  for (let index = 0; index < 5; index++)
    expect(clean(state, at(index * 300, 57.7 + index * 0.097, more))).toBeDefined();
});

/** The latitudes believed of a car that is carried north, a fix every `everyS` with the ignition off. */
const carried = (everyS: number, stepDegrees: number, steps: number) => {
  const state = initialCleaning();
  const off = { speedKmh: 50, ignition: false };
  const seen = Array.from({ length: steps + 1 }, (_, index) =>
    clean(state, at(index * everyS, 57.7 + index * stepDegrees, off)),
  );
  const rest = (laterS: number, degrees: number) =>
    clean(
      state,
      at(steps * everyS + laterS, 57.7 + steps * stepDegrees + degrees, { ignition: false }),
    );
  return { seen, rest };
};

test.each([200, 300, 600])(
  "a car carried with the ignition off, read every %s s, is believed once a second fix agrees",
  (everyS) => {
    const { seen } = carried(everyS, 0.04, 8);
    expect(seen.map((fix) => fix !== undefined)).toEqual([
      true,
      false,
      ...Array.from({ length: 7 }, () => true),
    ]);
  },
);

test("a car that was carried and stands again is parked: one fix 17 km off is not believed", () => {
  const { rest } = carried(300, 0.04, 4);
  const seen = [rest(300, 0), rest(3_900, 0.153), rest(7_500, 0)];
  expect(seen.map((fix) => fix !== undefined)).toEqual([true, false, true]);
});

test.each<[string, object, Partial<Options>]>([
  ["three satellites", { satellites: 3 }, { minSatellites: 3 }],
  ["a dilution of 6", { hdop: 6 }, { maxHdop: 6 }],
  ["an error circle of 150 m", { accuracyM: 150 }, { maxAccuracyM: 200 }],
])("%s is a fix to move by where a rule allows it", (_case, more, allowed) => {
  expect(clean(initialCleaning(), at(0, 57.7, more))).toBeUndefined();
  expect(clean(initialCleaning(), at(0, 57.7, more), { ...usual, ...allowed })).toBeDefined();
});

test("a fleet whose vans never go fast need not believe what only a sports car does", () => {
  const atSpeed = (options: Options) => {
    const state = initialCleaning();
    clean(state, at(0, 57.7), options);
    return clean(state, at(10, 57.705), options); // 556 m in 10 s: 200 km/h
  };
  expect(atSpeed(usual)).toBeDefined();
  expect(atSpeed({ ...usual, maxSpeedKmh: 150 })).toBeUndefined();
});
