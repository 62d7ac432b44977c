import fc from "fast-check";
import { expect, test } from "vitest";
import { WeeklyHours } from "../../contracts/detection/after-hours-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { VEHICLE_A } from "../../contracts/testing.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { M_PER_DEGREE } from "../geo/shape.ts";
import { aCircle, aCorridor, aFence } from "../geo/testing.ts";
import { foldObservation, initialState, openOutputs, VehicleState } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import type { DetectionRecord, Output } from "./output.ts";
import { randomOf } from "./receiver-error.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const north = (metres: number) => 57.7 + metres / M_PER_DEGREE;

/** Everything on: a limit, hours that forbid all, fences along the way. */
const settings = unchanging({
  ...defaultSettings,
  options: {
    ...defaultSettings.options,
    afterHours: { ...defaultSettings.options.afterHours, allowed: WeeklyHours.parse({}) },
    speeding: { ...defaultSettings.options.speeding, limitKmh: 60 },
  },
  geofences: indexFences([
    ...Array.from({ length: 30 }, (_, index) => aFence(aCircle(11.97, north(1_500 * index), 300))),
    ...Array.from({ length: 30 }, (_, index) =>
      aFence(aCircle(11.97, north(20_000), 40_000 + index)),
    ),
    aFence(aCorridor(20, [11.9, north(2_500)], [12, north(2_500)]), { purpose: "border" }),
    aFence(aCircle(11.97, north(9_000), 500), { speedLimitKmh: 30 }),
  ]),
});

const Chapter = fc.record({
  kind: fc.constantFrom("drive", "stand", "silence", "ignite", "jolt", "stray"),
  seconds: fc.integer({ min: 1, max: 900 }),
  speedKmh: fc.integer({ min: 0, max: 140 }),
  everyS: fc.constantFrom(1, 5, 30, 120),
  ignition: fc.boolean(),
});
type Chapter = typeof Chapter extends fc.Arbitrary<infer T> ? T : never;

/** A day of a car to which everything happens, with sensors that now and then lie. */
const aDay = (chapters: readonly Chapter[], seed: number): Observation[] => {
  const random = randomOf(seed);
  const journey = aJourney(NOON);
  for (const { kind, seconds, speedKmh, everyS, ignition } of chapters) {
    if (kind === "drive") journey.drive(seconds, speedKmh, everyS);
    else if (kind === "stand") journey.stand(seconds, everyS, { rpm: 800, externalV: 14 });
    else if (kind === "silence") journey.silence(seconds * 4, random() * 4_000);
    else if (kind === "ignite") journey.ignite(ignition);
    else if (kind === "stray") journey.say({ lat: north(random() * 40_000), accuracyM: undefined });
    else journey.drive(6, 50, 1).drive(3, 20, 1).drive(6, 70, 2);
  }
  let odometerKm = 5_000;
  for (const each of journey.observations) {
    odometerKm += random() < 0.5 ? random() / 10 : 0;
    if (random() < 0.002) odometerKm += 500 * (random() - 0.5);
    each.headingDeg = random() < 0.1 ? random() * 360 : 0;
    if (random() < 0.8) each.odometerKm = Math.max(0, odometerKm);
    if (random() < 0.05) delete each.ignition;
    if (random() < 0.1) each.accuracyM = random() * 120;
  }
  return journey.observations;
};

const aStory = fc.tuple(fc.array(Chapter, { minLength: 2, maxLength: 25 }), fc.integer());

const fold = (observations: readonly Observation[], every = Infinity) => {
  let state = initialState();
  const outputs: Output[] = [];
  for (const [index, observation] of observations.entries()) {
    if (index % every === every - 1) state = VehicleState.parse(JSON.parse(JSON.stringify(state)));
    outputs.push(...foldObservation(state, observation, settings, () => {}));
  }
  return { state, outputs };
};

test("a state that is stored and read again goes on as if nothing had happened", () => {
  fc.assert(
    fc.property(aStory, fc.integer({ min: 1, max: 50 }), ([chapters, seed], every) => {
      const day = aDay(chapters, seed);
      expect(fold(day, every)).toEqual(fold(day));
    }),
    { numRuns: 60 },
  );
});

test("what is still open is told as it was last said, and what has changed its mind never is", () => {
  fc.assert(
    fc.property(aStory, ([chapters, seed]) => {
      const state = initialState();
      const latest = new Map<string, DetectionRecord>();
      const decidedMs = new Map<string, number>();
      for (const observation of aDay(chapters, seed)) {
        for (const output of foldObservation(state, observation, settings, () => {})) {
          if (output.kind !== "detection") continue;
          const { id, detectedAtMs } = output.record;
          expect(decidedMs.get(id) ?? detectedAtMs).toBe(detectedAtMs);
          decidedMs.set(id, detectedAtMs);
          latest.set(id, output.record);
        }
      }
      const open = openOutputs(state, VEHICLE_A).filter(({ kind }) => kind === "detection");
      for (const { record } of open) expect(record).toEqual(latest.get(record.id));
      const unfinished = [...latest.values()].filter(({ endMs }) => endMs === null);
      const openIds = new Set(open.map(({ record }) => record.id));
      expect(unfinished.filter(({ id }) => !openIds.has(id))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

const MOTION_AND_PLACE = [
  ...["geofences", "harshDriving", "speeding", "tow", "excessiveIdling", "afterHours"],
  ...["odometerRollback", "odometerFrozen", "odometerJump", "odometerCalibration"],
];

test("no state grows: the detectors of motion and place stay below 6 kB after whatever day", () => {
  fc.assert(
    fc.property(aStory, ([chapters, seed]) => {
      const { state } = fold(aDay(chapters, seed));
      const states = MOTION_AND_PLACE.map((name) => state.detectors[name]);
      expect(states).not.toContain(undefined);
      expect(JSON.stringify(states).length).toBeLessThan(6_000);
    }),
    { numRuns: 60 },
  );
});
