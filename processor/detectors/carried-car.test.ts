import { expect, test } from "vitest";
import { WeeklyHours } from "../../contracts/detection/after-hours-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { M_PER_DEGREE } from "../geo/shape.ts";
import { liveView } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

/** A limit that every lorry breaks, and hours that forbid all. */
const settings = unchanging({
  ...defaultSettings,
  options: {
    ...defaultSettings.options,
    afterHours: { ...defaultSettings.options.afterHours, allowed: WeeklyHours.parse({}) },
    speeding: { ...defaultSettings.options.speeding, limitKmh: 30 },
  },
});

type Journey = ReturnType<typeof aJourney>;

/** Driven for 5 min, then parked with the ignition off: a wire that has said both. */
const parked = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40)
    .ignite(false)
    .stand(20 * MINUTE, 60);

/** The odometer of the wheels: it counts what is driven with the ignition on. */
const wheeled = (journey: Journey): Journey => {
  let km = 41_000;
  let last: Observation | undefined;
  for (const each of journey.observations) {
    const { lat = 0 } = each;
    if (each.ignition) km += ((lat - (last?.lat ?? lat)) * M_PER_DEGREE) / 1_000;
    each.odometerKm = km;
    last = each;
  }
  return journey;
};

const afterParking = ({ observations }: Journey) => {
  const { routes, stops, detections, state } = tell(observations, settings);
  const leftMs = NOON + 10 * MINUTE * 1_000;
  return {
    routes: routes.filter(({ startMs }) => startMs > leftMs),
    stands: stops.filter(({ kind }) => kind === "parked"),
    types: detections.filter(({ startMs }) => startMs > leftMs).map(({ type }) => type),
    state,
  };
};

const rides = (): Journey => parked().drive(30 * MINUTE, 50, 10);

test.each([
  ["the odometer of its wheels stands", () => wheeled(rides().stand(20 * MINUTE, 60))],
  ["it has no odometer", () => rides().stand(20 * MINUTE, 60)],
])("a car that is carried off is towed and not driven: %s", (_case, journey) => {
  const { routes, types } = afterParking(journey());
  expect(routes).toEqual([]);
  expect(types).toEqual(["tow"]);
});

test("a phone that rides along changes nothing", () => {
  const journey = rides().stand(20 * MINUTE, 60);
  const both = journey.observations.flatMap((each) => [
    each,
    anObservation({
      deviceId: "phone",
      tsMs: each.tsMs + 2_000,
      lat: each.lat,
      lon: each.lon,
      speedKmh: each.speedKmh,
    }),
  ]);
  const { routes, types } = afterParking({ ...journey, observations: both });
  expect({ routes, types }).toEqual({ routes: [], types: ["tow"] });
});

test("the next drive begins where the car was set down, and counts nothing of the way there", () => {
  const journey = rides().stand(20 * MINUTE, 60);
  const setDownAt = journey.observations.at(-1);
  journey
    .ignite(true)
    .drive(10 * MINUTE, 60)
    .ignite(false);
  const { routes, types } = afterParking(wheeled(journey.stand(10 * MINUTE, 60)));
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo(10, 1);
  expect(routes[0]?.startLat).toBeCloseTo(setDownAt?.lat ?? 0, 3);
  expect(types).toEqual(["tow", "speeding", "after_hours_motion"]);
});

test.each([
  ["the lorry still rolls", () => rides()],
  ["it has hardly been set down", () => rides().stand(MINUTE)],
])("so does a drive whose key is turned when %s", (_case, journey) => {
  const driven = journey()
    .ignite(true)
    .drive(10 * MINUTE, 60)
    .ignite(false);
  const { routes } = afterParking(driven.stand(10 * MINUTE, 60));
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo(10, 1);
});

test("a car pushed around the corner departs from there, too", () => {
  const { routes } = afterParking(
    parked()
      .drive(4 * MINUTE, 6, 20)
      .stand(10 * MINUTE, 60)
      .ignite(true)
      .drive(10 * MINUTE, 60)
      .ignite(false)
      .stand(10 * MINUTE, 60),
  );
  expect(routes.map(({ distanceKm }) => Math.round(10 * distanceKm) / 10)).toEqual([10]);
});

test("its stand ends where it was picked up, and another begins where it was set down", () => {
  const journey = parked();
  const pickedUp = journey.observations.at(-1);
  journey.drive(30 * MINUTE, 50, 10);
  const setDown = journey.observations.at(-1);
  const [first, second, ...others] = afterParking(journey.stand(20 * MINUTE, 60)).stands;
  expect(others).toEqual([]);
  expect(first).toMatchObject({ endMs: pickedUp?.tsMs, lat: pickedUp?.lat });
  expect(second).toMatchObject({ startMs: setDown?.tsMs, endMs: null, lat: setDown?.lat });
});

test("on the map it is where it is, parked and on no route", () => {
  const journey = rides();
  const { state } = tell(journey.observations, settings);
  const live = liveView(state, "car", settings, journey.now());
  expect(live).toMatchObject({ motion: "parked", routeId: null, speedKmh: null });
  expect(live.lat).toBeCloseTo(journey.observations.at(-1)?.lat ?? 0, 5);
});

test("a fuel sender that stands still on a lorry is not stuck", () => {
  const journey = aJourney(NOON);
  for (let drive = 0; drive < 5; drive++)
    journey.ignite(true).drive(3_600, 80, 30).ignite(false).stand(3_600, 60);
  journey.drive(4 * 3_600, 80, 30).stand(3_600, 60);
  let fuelPct = 90;
  for (const each of journey.observations) {
    if (each.ignition && each.speedKmh !== 0) fuelPct -= 11 / 120;
    each.fuelPct = Math.round(10 * fuelPct) / 10;
  }
  expect(tell(journey.observations).detections.map(({ type }) => type)).toEqual(["tow"]);
});

/** What a car shows on a drive on which its wire says off all the way. */
const lying = (shown: Partial<Observation>, atRest: Partial<Observation> = {}) => {
  const journey = parked();
  for (const each of journey.observations) Object.assign(each, each.ignition ? shown : atRest);
  const from = journey.observations.length;
  journey.drive(10 * MINUTE, 60);
  for (const each of journey.observations.slice(from)) Object.assign(each, shown);
  return journey.stand(10 * MINUTE, 60, atRest);
};

test.each([
  ["the engine turns", lying({ rpm: 1_800 }, { rpm: 0 })],
  ["the alternator charges", lying({ externalV: 14.2 }, { externalV: 12.7 })],
])("a wire that breaks while %s takes no route away", (_case, journey) => {
  const { routes, types } = afterParking(journey);
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo(10, 1);
  const expected = ["after_hours_motion", "ignition_sensor_fault", "speeding"];
  expect(types.toSorted()).toEqual(expected);
});

test("a wire that breaks of a car that was parked in a garage takes no route away either", () => {
  const dark = { lat: undefined, lon: undefined };
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40)
    .ignite(false)
    .stand(20 * MINUTE, 60, { ...dark, externalV: 12.7 })
    .drive(10 * MINUTE, 60);
  for (const each of journey.observations) each.externalV ??= 14.2;
  const { routes, types } = afterParking(journey.stand(10 * MINUTE, 60, { externalV: 12.7 }));
  expect(routes.map(({ distanceKm }) => Math.round(distanceKm))).toEqual([10]);
  expect(types).not.toContain("tow");
});

test("an odometer that has counted in a garage, without the sky, tells a drive from a carriage", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40)
    .drive(MINUTE, 20);
  for (const each of journey.observations.slice(-12)) Object.assign(each, { satellites: 0 });
  journey
    .ignite(false)
    .stand(20 * MINUTE, 60)
    .drive(10 * MINUTE, 60);
  let km = 41_000;
  for (const each of journey.observations) each.odometerKm = km += (each.speedKmh ?? 0) / 720;
  const { routes, types } = afterParking(journey.stand(10 * MINUTE, 60, { odometerKm: km }));
  expect(routes.map(({ distanceKm }) => Math.round(distanceKm))).toEqual([10]);
  expect(types).not.toContain("tow");
});

test("an engine that is seen to turn only on the way has turned from the stand on", () => {
  const journey = parked();
  journey.drive(10 * MINUTE, 60);
  for (const each of journey.observations.slice(-60)) each.rpm = 1_800;
  const { routes } = afterParking(journey.stand(10 * MINUTE, 60));
  expect(routes.map(({ distanceKm }) => Math.round(distanceKm))).toEqual([10]);
});

test.each([
  [
    "never says on",
    () =>
      aJourney(NOON)
        .ignite(false)
        .stand(20 * MINUTE, 60),
  ],
  [
    "went off on the way",
    () =>
      aJourney(NOON)
        .ignite(true)
        .drive(5 * MINUTE, 60)
        .ignite(false)
        .drive(5 * MINUTE, 60)
        .stand(20 * MINUTE, 60),
  ],
])("a wire that %s is not believed: every drive is a route", (_case, journey) => {
  const driven = journey().drive(10 * MINUTE, 60);
  const { routes } = afterParking(driven.stand(10 * MINUTE, 60));
  expect(routes.map(({ distanceKm }) => Math.round(distanceKm))).toEqual([10]);
});

test("a wire that is late by half a minute takes nothing from the route", () => {
  const late = parked().drive(30, 40).ignite(true);
  const driven = late.drive(10 * MINUTE, 60).ignite(false);
  const { routes, types } = afterParking(driven.stand(10 * MINUTE, 60));
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo(10.3, 1);
  expect(types).not.toContain("tow");
});
