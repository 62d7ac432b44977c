import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { distanceM } from "../geo/distance.ts";
import { lonScale, M_PER_DEGREE } from "../geo/shape.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
/** The first drive is over by then. */
const PARKED_BY_MS = NOON + 30 * 60_000;
const EAST_M = lonScale(57.7);
/** A winch, km/h, and the slowest that is still driving for a tracker that hardly ever reports. */
const CREEPING_KMH = 6;
const CRAWLING_KMH = 18;

/** A way of legs, each with a course, a speed and a halt at its end, told of at a heartbeat. */
const aWay = (slowestKmh: number) =>
  fc.record({
    legs: fc.array(
      fc.record({
        seconds: fc.integer({ min: 120, max: 1_800 }),
        speedKmh: fc.integer({ min: slowestKmh, max: 130 }),
        turnDeg: fc.integer({ min: -60, max: 60 }),
        haltS: fc.integer({ min: 0, max: 150 }),
      }),
      { minLength: 2, maxLength: 8 },
    ),
    everyS: fc.integer({ min: 10, max: 300 }),
    hasOdometer: fc.boolean(),
  });
type AWay = ReturnType<typeof aWay> extends fc.Arbitrary<infer T> ? T : never;

/** Driven, parked for an hour, taken along the way, with the ignition on or off, and parked again. */
const taken = ({ legs, everyS, hasOdometer }: AWay, ignition: boolean): Observation[] => {
  const observations: Observation[] = [];
  let [tsMs, northM, eastM, courseDeg, drivenM] = [NOON, 0, 0, 0, 0];
  const go = (seconds: number, speedKmh: number, on: boolean): void => {
    for (let passedS = 0; passedS < seconds; passedS += everyS) {
      const stepM = (speedKmh / 3.6) * everyS;
      tsMs += everyS * 1_000;
      northM += stepM * Math.cos((courseDeg * Math.PI) / 180);
      eastM += stepM * Math.sin((courseDeg * Math.PI) / 180);
      if (on) drivenM += stepM;
      const odometerKm = 9_000 + drivenM / 1_000;
      const lat = 57.7 + northM / M_PER_DEGREE;
      const lon = 11.97 + eastM / EAST_M;
      const more = { accuracyM: 8, ignition: on, ...(hasOdometer && { odometerKm }) };
      observations.push(anObservation({ tsMs, lat, lon, speedKmh, ...more }));
    }
  };
  go(2 * everyS + 600, 40, true);
  go(3_600, 0, false);
  for (const { seconds, speedKmh, turnDeg, haltS } of legs) {
    courseDeg += turnDeg;
    go(Math.max(seconds, 2 * everyS), speedKmh, ignition);
    go(haltS - everyS, 0, ignition);
  }
  go(3_600, 0, false);
  return observations;
};

const toldOfWay = (way: AWay, ignition: boolean) => {
  const observations = taken(way, ignition);
  const { routes, detections } = tell(observations);
  const after = routes.filter(({ startMs }) => startMs > PARKED_BY_MS);
  const types = detections.map(({ type }) => type);
  return { before: routes.length - after.length, after, types, last: observations.at(-1) };
};

test("a car carried along any way at any speed and heartbeat is towed once and drives nothing", () => {
  fc.assert(
    fc.property(aWay(CREEPING_KMH), (way) => {
      const { before, after, types } = toldOfWay(way, false);
      expect({ before, after, types }).toEqual({ before: 1, after: [], types: ["tow"] });
    }),
    { numRuns: 150 },
  );
});

test("the same way driven with the ignition on is a route to its end, and never a tow", () => {
  fc.assert(
    fc.property(aWay(CRAWLING_KMH), (way) => {
      const { after, types, last } = toldOfWay(way, true);
      expect(types.filter((type) => type === "tow" || type.startsWith("ignition"))).toEqual([]);
      expect(after).toHaveLength(1);
      const { endLat, endLon } = after[0] ?? {};
      const end = { lat: endLat ?? 0, lon: endLon ?? 0 };
      expect(distanceM(end, { lat: last?.lat ?? 0, lon: last?.lon ?? 0 })).toBeLessThan(50);
    }),
    { numRuns: 150 },
  );
});
