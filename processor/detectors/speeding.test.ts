import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { indexStreets } from "../geo/street-limits.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { M_PER_DEGREE } from "../geo/shape.ts";
import { aJourney } from "./journey.ts";
import { correlated, normalOf, randomOf } from "./receiver-error.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging, type VehicleSettings } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

const limitedTo = (limitKmh: number): VehicleSettings => ({
  ...defaultSettings,
  options: {
    ...defaultSettings.options,
    speeding: { ...defaultSettings.options.speeding, limitKmh },
  },
});
const speedings = (
  observations: readonly Observation[],
  settings: VehicleSettings = limitedTo(100),
) => tell(observations, unchanging(settings)).detections.filter(({ type }) => type === "speeding");

const journey = () => aJourney(NOON).ignite(true).drive(MINUTE, 90);

test("a minute at 130 where 100 is allowed is one speeding with its peak and distance", () => {
  const fast = journey().drive(30, 130).drive(30, 136).drive(MINUTE, 90);
  const [found, ...others] = speedings(fast.observations);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ startMs: NOON + 65_000, endMs: NOON + 120_000 });
  expect(found?.detectedAtMs).toBe(NOON + 80_000);
  expect(found?.evidence).toMatchObject({ limitKmh: 100, limitSource: "vehicle", peakKmh: 136 });
  expect(found?.evidence["distanceKm"]).toBeCloseTo(2.05, 1);
});

test.each([
  ["within the tolerance", journey().drive(MINUTE, 104)],
  ["for ten seconds", journey().drive(10, 130).drive(MINUTE, 90)],
  ["on a single fix between slower ones", journey().drive(30, 130, 30).drive(MINUTE, 90)],
  ["by a receiver that shows 130 and moves like 80", journey()],
])("too fast %s is no speeding", (_case, { observations }) => {
  expect(speedings(observations)).toEqual([]);
});

test("a speed that the positions contradict is no speeding", () => {
  const { observations } = journey().drive(5 * MINUTE, 80);
  const lying = observations.map((each) => Object.assign(each, { speedKmh: 130 }));
  expect(speedings(lying)).toEqual([]);
});

test("wavering around the tolerated speed is one speeding, not many", () => {
  const wavering = journey().drive(20, 107);
  for (let times = 0; times < 10; times++) wavering.drive(10, 103).drive(10, 107);
  expect(speedings(wavering.drive(MINUTE, 90).observations)).toHaveLength(1);
});

test("silence ends a speeding at its last fix", () => {
  const silent = journey().drive(MINUTE, 130).silence(300, 9_000).drive(MINUTE, 90);
  expect(speedings(silent.observations)).toMatchObject([{ endMs: NOON + 120_000 }]);
});

test("the limit is the geofence's, else the street's, else the vehicle's", () => {
  const zone = aFence(aCircle(11.97, 57.72, 1_000), { speedLimitKmh: 30 });
  const settings = { ...limitedTo(40), geofences: indexFences([zone]) };
  const through = (north: number, attributes?: Observation["attributes"]) => {
    const { observations } = aJourney(NOON).ignite(true).drive(MINUTE, 50).drive(10, 10);
    for (const each of observations)
      Object.assign(each, { lat: (each.lat ?? 0) + north, attributes });
    return speedings(observations, settings)[0]?.evidence["limitSource"];
  };
  expect(through(0.015, { speedLimitKmh: 50 })).toBe("geofence");
  expect(through(1, { speedLimitKmh: 30 })).toBe("street");
  expect(through(1, { speedLimitKmh: 50 })).toBeUndefined();
  expect(through(1, { speedLimitKmh: "30" })).toBe("vehicle");
});

const streetAt = (limitKmh: number) =>
  indexStreets([
    {
      limitKmh,
      points: [
        { lat: 57.6, lon: 11.97 },
        { lat: 57.8, lon: 11.97 },
      ],
    },
  ]);

test("the map's limit goes over the vehicle's, and what the device says over the map's", () => {
  const through = (streetKmh: number, sentKmh?: number) => {
    const settings = { ...limitedTo(40), streets: streetAt(streetKmh) };
    const { observations } = journey();
    if (sentKmh !== undefined)
      for (const each of observations)
        Object.assign(each, { attributes: { speedLimitKmh: sentKmh } });
    return speedings(observations, settings)[0]?.evidence;
  };
  expect(through(70)).toMatchObject({ limitKmh: 70, limitSource: "street" });
  expect(through(90)).toBeUndefined();
  expect(through(70, 90)).toBeUndefined();
  expect(through(90, 60)).toMatchObject({ limitKmh: 60, limitSource: "street" });
});

test("a car below every street's limit is held against its street's, not the vehicle's lower one", () => {
  const settings = { ...limitedTo(20), streets: streetAt(50) };
  expect(speedings(aJourney(NOON).ignite(true).drive(MINUTE, 40).observations, settings)).toEqual(
    [],
  );
});

test("without a heading the way between two fixes tells the street", () => {
  const { observations } = journey();
  for (const each of observations) Object.assign(each, { headingDeg: undefined });
  const settings = { ...defaultSettings, streets: streetAt(70) };
  expect(speedings(observations, settings)).toHaveLength(1);
});

test("where nobody sets a limit nothing is too fast", () => {
  expect(speedings(journey().drive(MINUTE, 200).observations, defaultSettings)).toEqual([]);
});

const withoutSpeed = (everyS: number) =>
  aJourney(NOON, { speed: false })
    .ignite(true)
    .drive(5 * MINUTE, 90, everyS);

test.each([1, 5, 10, 30, 60])(
  "a tracker that gives no speed, heard every %d s, is held to how far it gets",
  (everyS) => {
    const fast = withoutSpeed(everyS).drive(4 * MINUTE, 130, everyS);
    const [found, ...others] = speedings(fast.drive(5 * MINUTE, 90, everyS).observations);
    expect(others).toEqual([]);
    const startMs = NOON + 5 * MINUTE * 1_000;
    expect(Math.abs((found?.startMs ?? 0) - startMs)).toBeLessThanOrEqual(10_000);
    expect(found?.evidence["peakKmh"]).toBeGreaterThan(122);
    expect(found?.evidence["distanceKm"]).toBeCloseTo(8.6, 0);
  },
);

test.each([
  ["as fast as it may be", withoutSpeed(5).drive(5 * MINUTE, 104)],
  [
    "that was lost in a tunnel",
    withoutSpeed(5)
      .stand(30)
      .silence(5, 900)
      .drive(5 * MINUTE, 90),
  ],
  [
    "that is silent for long",
    withoutSpeed(5)
      .silence(200, 8_000)
      .drive(5, 90)
      .silence(200, 8_000)
      .drive(5 * MINUTE, 90),
  ],
])("a tracker without a speed, %s, is no speeding", (_how, { observations }) => {
  expect(speedings(observations)).toEqual([]);
});

test.each([1, 5, 10, 30])(
  "20 m of error of a receiver without a speed that claims 5 m, heard every %d s, is no speeding at the limit",
  (everyS) => {
    for (let seed = 0; seed < 6; seed++) {
      const normal = normalOf(randomOf(seed));
      const error = correlated(normal, 20, 30, everyS);
      const drive = aJourney(NOON, { speed: false })
        .ignite(true)
        .drive(60 * MINUTE, 90, everyS);
      const observations = drive.observations.map((each) => ({
        ...each,
        lat: (each.lat ?? 0) + error() / M_PER_DEGREE,
        accuracyM: 5,
      }));
      expect(speedings(observations, limitedTo(90))).toEqual([]);
    }
  },
);

test("a receiver without a speed that leaps to and fro is no speeding", () => {
  const leaping = aJourney(NOON, { speed: false }).ignite(true).drive(MINUTE, 40);
  for (let times = 0; times < 5; times++) {
    leaping.silence(29, 900).say({ speedKmh: undefined });
    leaping.silence(29, -900).say({ speedKmh: undefined });
  }
  expect(speedings(leaping.observations, limitedTo(60))).toEqual([]);
});
