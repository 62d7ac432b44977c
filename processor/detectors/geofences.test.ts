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
/** A circle around a place that the car comes through after so many metres. */
const circleAt = (northM: number, radiusM: number) => aCircle(...lngLat(0, northM), radiusM);

const events = (observations: readonly Observation[], ...fences: Fence[]) =>
  tell(observations, unchanging({ ...defaultSettings, geofences: indexFences(fences) }))
    .detections.filter(({ type }) => type.startsWith("geofence"))
    .map(({ type, startMs, endMs, detectedAtMs, evidence }) => ({
      type,
      atS: Math.round((startMs - NOON) / 1_000),
      endS: endMs && Math.round((endMs - NOON) / 1_000),
      saidS: Math.round((detectedAtMs - NOON) / 1_000),
      evidence,
    }));
const types = (observations: readonly Observation[], ...fences: Fence[]) =>
  events(observations, ...fences).map(({ type }) => type);

/** 36 km/h is 10 m/s: the place after so many seconds is ten times as many metres north. */
const northwards = (seconds: number, everyS = 5) =>
  aJourney(NOON).ignite(true).drive(seconds, 36, everyS);

test("driving through a yard is one stay with its times, and one exit", () => {
  const yard = aFence(circleAt(2_000, 200), { purpose: "yard" });
  const [enter, exit, ...others] = events(northwards(400).observations, yard);
  expect(others).toEqual([]);
  expect(enter).toMatchObject({ type: "geofence_enter", atS: 180, saidS: 185, endS: 220 });
  expect(exit).toMatchObject({ type: "geofence_exit", atS: 220 });
  expect(exit?.evidence).toMatchObject({ geofenceId: yard.id, purpose: "yard", insideS: 40 });
});

test("a car that stays inside has an open stay", () => {
  const journey = northwards(200)
    .ignite(false)
    .stand(20 * MINUTE, 60);
  expect(events(journey.observations, aFence(circleAt(2_000, 200)))).toMatchObject([
    { type: "geofence_enter", atS: 180, endS: null },
  ]);
});

test("a fence crossed between two fixes is found, with the times of the way between them", () => {
  const journey = northwards(100).silence(100, 1_000).drive(100, 36);
  expect(events(journey.observations, aFence(circleAt(1_500, 200)))).toMatchObject([
    { type: "geofence_enter", atS: 130, endS: 170, evidence: { crossedBetweenFixes: true } },
    { type: "geofence_exit", atS: 170 },
  ]);
});

test("a narrow border between two fixes 5 s apart is crossed once", () => {
  const border = aFence(aCorridor(10, lngLat(-900, 1_023), lngLat(900, 1_023)));
  expect(types(northwards(300).observations, border)).toEqual(["geofence_enter", "geofence_exit"]);
});

test("a gap of more than five minutes says nothing about the way", () => {
  const journey = northwards(100).silence(310, 1_000).drive(100, 36);
  expect(types(journey.observations, aFence(circleAt(1_500, 200)))).toEqual([]);
});

test.each([
  [60, 250],
  [60, 310],
  [240, 0],
  [240, 29],
  [290, 0],
])(
  "a fence with one fix in it, %s s apart, is entered and left once, at %s m",
  (everyS, asideM) => {
    const fence = aFence(circleAt(10 * everyS * 6 + asideM, 300));
    for (const shown of [{}, { speedKmh: 0 }]) {
      const journey = northwards(0);
      for (let fix = 0; fix < 12; fix++) journey.silence(everyS - 1, 10 * everyS).say(shown);
      expect(types(journey.observations, fence)).toEqual(["geofence_enter", "geofence_exit"]);
    }
  },
);

test("a position astray in a fence, of a car that stands with its engine running, is no entry", () => {
  const journey = northwards(100)
    .stand(10 * MINUTE, 60)
    .silence(59, 900)
    .say({})
    .silence(0, -900)
    .stand(10 * MINUTE, 60);
  expect(types(journey.observations, aFence(circleAt(1_900, 200)))).toEqual([]);
});

test("a first position astray is no place to come from", () => {
  const journey = aJourney(NOON)
    .say({ lat: 57.71, ignition: false })
    .stand(60 * MINUTE, 300);
  expect(events(journey.observations, aFence(circleAt(0, 200)))).toMatchObject([
    { evidence: { alreadyInside: true } },
  ]);
});

test("one fix inside beyond doubt and then a garage without reception is an entry", () => {
  const journey = northwards(100).silence(60, 600);
  journey.say({}).stand(2 * MINUTE, 30, { lat: undefined, lon: undefined });
  expect(events(journey.observations, aFence(circleAt(1_600, 100)))).toMatchObject([
    { type: "geofence_enter", atS: 161, saidS: 181, endS: null },
  ]);
});

test.each([
  ["that says so", { accuracyM: 17_000 }],
  ["that claims 8 m", { accuracyM: 8 }],
  ["without any accuracy", { accuracyM: undefined }],
])("a fix with 17 km of error %s changes nothing", (_case, claim) => {
  const there = aFence(circleAt(19_000, 2_000));
  const here = aFence(circleAt(2_000, 500));
  const wrong = { lat: START.lat + 19_000 / M_PER_DEGREE, ...claim };
  const parked = northwards(200)
    .ignite(false)
    .stand(20 * MINUTE, 300);
  const jumped = parked
    .silence(300)
    .say(wrong)
    .stand(20 * MINUTE, 300);
  expect(types(jumped.observations, here, there)).toEqual(["geofence_enter"]);
  const moving = northwards(190)
    .say(wrong)
    .drive(10, 36)
    .stand(5 * MINUTE);
  expect(types(moving.observations, here, there)).toEqual(["geofence_enter"]);
});

test("a fence drawn around a standing car holds from then on, and says that it was there", () => {
  const validFrom = new Date(NOON + 10 * MINUTE * 1_000);
  const journey = northwards(200)
    .ignite(false)
    .stand(20 * MINUTE, 60);
  expect(events(journey.observations, aFence(circleAt(2_000, 200), { validFrom }))).toMatchObject([
    { atS: 620, endS: null, evidence: { alreadyInside: true } },
  ]);
});

test("a fence that is given up ends the stay, and nobody has driven out", () => {
  const validUntil = new Date(NOON + 10 * MINUTE * 1_000);
  const journey = northwards(200)
    .ignite(false)
    .stand(20 * MINUTE, 60);
  expect(events(journey.observations, aFence(circleAt(2_000, 200), { validUntil }))).toMatchObject([
    { type: "geofence_enter", endS: 620 },
  ]);
});

/** The journey with an error on every position. */
const blurred = (
  observations: readonly Observation[],
  error: () => number,
  accuracyM: number | undefined,
): Observation[] =>
  observations.map((each) => ({
    ...each,
    accuracyM,
    lat: (each.lat ?? 0) + error() / M_PER_DEGREE,
    lon: (each.lon ?? 0) + error() / EAST_M,
  }));

/** Fences whose edge the journey north follows for an hour. */
const EDGES: readonly (readonly [string, Fence])[] = [
  [
    "the straight edge of a field",
    aFence(aPolygon([lngLat(0, -9e3), lngLat(9e3, -9e3), lngLat(9e3, 9e4), lngLat(0, 9e4)])),
  ],
  ["a street as wide as the error", aFence(aCorridor(30, lngLat(10, -9e3), lngLat(10, 9e4)))],
];

/** Correlation time, s, and what the receiver claims, m: it may lie, but not for a minute on end. */
const NOISES = [
  { overS: 0, claims: [undefined, 8, 30] },
  { overS: 10, claims: [undefined, 8, 30] },
  { overS: 30, claims: [undefined, 8, 30] },
  { overS: 60, claims: [30] },
];

const anHour = (everyS: number, overS: number, claimM: number | undefined, seed: number) => {
  const normal = normalOf(randomOf(1_000 * seed + everyS));
  const axes = [0, 1].map(() => correlated(normal, 30, overS, everyS));
  let axis = 0;
  return blurred(northwards(3_600, everyS).observations, () => axes[axis++ % 2]?.() ?? 0, claimM);
};

test.each(EDGES)(
  "30 m of noise along %s for an hour is one entry and one exit at most",
  (_edge, fence) => {
    for (const { overS, claims } of NOISES) {
      for (const claimM of claims) {
        for (const everyS of [1, 5, 10, 30, 60]) {
          for (let seed = 0; seed < 10; seed++) {
            const said = types(anHour(everyS, overS, claimM, seed), fence);
            const entries = said.filter((type) => type === "geofence_enter").length;
            const seen = { overS, claimM, everyS, seed, storm: entries > 1 };
            expect(seen).toEqual({ ...seen, storm: false });
          }
        }
      }
    }
  },
);

test("an hour beside a fence, with 30 m of noise that reaches into it, is no storm", () => {
  const field = aFence(aPolygon([lngLat(-9_000, -9_000), lngLat(0, -9_000), lngLat(0, 90_000)]));
  let storms = 0;
  for (const besideM of [30, 45, 60, 75])
    for (const everyS of [1, 5, 30])
      for (const overS of [0, 10, 30])
        for (const accuracyM of [undefined, 8, 30]) {
          const normal = normalOf(randomOf(1_000 * besideM + 10 * everyS + overS));
          const [north, east] = [0, 1].map(() => correlated(normal, 30, overS, everyS));
          const drive = northwards(60 * MINUTE, everyS).observations.map((each) => {
            const [lon] = lngLat(besideM + (east?.() ?? 0), 0);
            return {
              ...each,
              lat: (each.lat ?? 0) + (north?.() ?? 0) / M_PER_DEGREE,
              lon,
              accuracyM,
            };
          });
          const told = types(drive, field);
          const entries = told.filter((type) => type === "geofence_enter").length;
          if (Math.max(entries, told.length - entries) > 1) storms++;
        }
  expect(storms).toBe(0);
});

test.each([60, 100, 140])(
  "one fix %i m astray while the key is on takes a parked car neither in nor out",
  (astrayM) => {
    const drive = northwards(200).ignite(false).stand(7_200, 300);
    const stray = drive.silence(59).ignite(true).observations.at(-1);
    if (stray?.lat === undefined) throw new Error("the journey has no last fix");
    stray.lat += astrayM / M_PER_DEGREE;
    const { observations } = drive
      .silence(60)
      .ignite(false)
      .stand(12 * 3_600, 300);
    const beside = aFence(circleAt(2_000 + astrayM, astrayM / 2), { purpose: "restricted" });
    const around = aFence(circleAt(2_000, 50), { purpose: "yard" });
    expect(events(observations, beside, around)).toMatchObject([
      { type: "geofence_enter", evidence: { geofenceId: around.id }, endS: null },
    ]);
  },
);

test("twelve fences around each other are all entered", () => {
  const nested = Array.from({ length: 12 }, (_, index) =>
    aFence(circleAt(2_000, 200 + 10 * index)),
  );
  expect(types(northwards(200).observations, ...nested)).toHaveLength(12);
});

test("of more, the one that a car is leaving makes room for the one that it enters", () => {
  const around = Array.from({ length: 11 }, (_, index) =>
    aFence(circleAt(1_000, 2_000 + 100 * index)),
  );
  const [first, next] = [aFence(circleAt(1_000, 100)), aFence(circleAt(1_210, 100))];
  const told = events(northwards(125).observations, ...around, first, next);
  expect(told.filter(({ evidence }) => evidence["geofenceId"] === first.id)).toMatchObject([
    { type: "geofence_enter", endS: 110 },
    { type: "geofence_exit", atS: 110 },
  ]);
  expect(told.filter(({ evidence }) => evidence["geofenceId"] === next.id)).toMatchObject([
    { type: "geofence_enter", endS: null },
  ]);
});

/** A car beside a field whose positions err by 30 m, each like the one before for a minute and more. */
const besideField = (besideM: number, seed: number) => {
  const normal = normalOf(randomOf(1_000 * seed + besideM));
  const [north, east] = [0, 1].map(() => correlated(normal, 30, 95, 10));
  return northwards(60 * MINUTE, 10).observations.map((each) => ({
    ...each,
    lat: (each.lat ?? 0) + (north?.() ?? 0) / M_PER_DEGREE,
    lon: lngLat(besideM + (east?.() ?? 0), 0)[0],
    accuracyM: 8,
  }));
};

test.each([-60, -40, -20, 0, 20, 40, 60])(
  "an hour %i m outside an edge, with an error of 30 m that lasts, is one entry and one exit at most",
  (besideM) => {
    const field = aFence(aPolygon([lngLat(-9e3, -9e3), lngLat(0, -9e3), lngLat(0, 9e4)]));
    for (let seed = 0; seed < 30; seed++) {
      const told = types(besideField(besideM, seed), field);
      const entries = told.filter((type) => type === "geofence_enter").length;
      expect([seed, Math.max(entries, told.length - entries)]).toEqual([seed, told.length && 1]);
    }
  },
);

test.each(["depot", "restricted", "border"] as const)(
  "a second short stop just inside the gate is a second stay: %s",
  (purpose) => {
    const yard = aFence(circleAt(1_200, 200), { purpose });
    for (const deepM of [30, 60, 100])
      for (const standS of [60, 140]) {
        const inS = (1_000 + deepM) / 10;
        const outS = (deepM + 280) / 10;
        const visits = northwards(inS).stand(standS).drive(outS, -36).stand(120);
        const { observations } = visits.drive(outS, 36).stand(standS).drive(100, -36);
        const told = types(observations, yard);
        expect([deepM, standS, told.length]).toEqual([deepM, standS, 4]);
      }
  },
);

/** An error that lasts, of a car that drives along an edge and waits at lights for a while. */
const stopAndGo = (besideM: number, overS: number, waitS: number, seed: number) => {
  const normal = normalOf(randomOf(1_000 * seed + besideM + overS));
  const [north, east] = [0, 1].map(() => correlated(normal, 30, overS, 5));
  const drive = aJourney(NOON).ignite(true);
  while (drive.now() < NOON + 56 * MINUTE * 1_000) drive.drive(180, 40).stand(waitS);
  return drive.observations.map((each) => ({
    ...each,
    lat: (each.lat ?? 0) + (north?.() ?? 0) / M_PER_DEGREE,
    lon: lngLat(besideM + (east?.() ?? 0), 0)[0],
  }));
};

test.each([-60, -30, 0, 30, 60])(
  "waiting at lights for half a minute along an edge, %i m outside, is one entry and one exit at most",
  (besideM) => {
    const field = aFence(aPolygon([lngLat(-9e3, -9e3), lngLat(0, -9e3), lngLat(0, 9e4)]));
    for (const overS of [20, 60, 150])
      for (let seed = 0; seed < 8; seed++) {
        const told = types(stopAndGo(besideM, overS, 30, seed), field);
        const entries = told.filter((type) => type === "geofence_enter").length;
        expect(Math.max(entries, told.length - entries)).toBeLessThanOrEqual(1);
      }
  },
);

test("who was beside a fence a moment ago is in once it stands there, or has driven far in", () => {
  const field = aFence(aPolygon([lngLat(-9e3, 2_000), lngLat(9e3, 2_000), lngLat(0, 9e4)]));
  const grazing = () => northwards(204).drive(60, -36).drive(50, 36);
  const [first] = events(grazing().observations, field);
  expect(first).toMatchObject({ type: "geofence_enter", endS: expect.any(Number) });
  const standing = grazing().drive(5, 36).stand(200, 5);
  const far = grazing().drive(20, 36);
  for (const { observations } of [standing, far])
    expect(types(observations, field).filter((type) => type === "geofence_enter")).toHaveLength(2);
});
