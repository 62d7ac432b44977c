import { expect, test } from "vitest";
import { aJourney } from "./journey.ts";
import { liveView } from "../vehicle-fold.ts";
import { optionsOf, tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const NO_FIX = { lat: undefined, lon: undefined };
const idlingStops = (journey: ReturnType<typeof aJourney>) =>
  tell(journey.observations).stops.filter(({ kind }) => kind === "idling");

const onTheWay = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40);

test("standing seven minutes with the engine running is an idling stop inside the route", () => {
  const journey = onTheWay()
    .stand(7 * MINUTE)
    .drive(5 * MINUTE, 40)
    .ignite(false)
    .stand(MINUTE);
  const [stop, ...others] = idlingStops(journey);
  expect(others).toEqual([]);
  expect((stop?.startMs ?? 0) - NOON).toBeCloseTo((5 * MINUTE + 5) * 1_000, -1);
  expect((stop?.endMs ?? 0) - NOON).toBeCloseTo(12 * MINUTE * 1_000, -1);
  expect(tell(journey.observations).routes).toHaveLength(1);
});

test.each([
  [
    "a red light of four minutes",
    onTheWay()
      .stand(4 * MINUTE)
      .drive(MINUTE, 40),
  ],
  [
    "standing with the ignition off",
    onTheWay()
      .ignite(false)
      .stand(10 * MINUTE),
  ],
  ["a key turned without the engine, by rpm", onTheWay().stand(10 * MINUTE, 5, { rpm: 0 })],
  [
    "a key turned without the engine, by voltage",
    onTheWay().stand(10 * MINUTE, 5, { externalV: 12.1 }),
  ],
  [
    "a receiver that never had a fix",
    aJourney(NOON)
      .say({ ignition: true, ...NO_FIX })
      .stand(10 * MINUTE, 5, { ignition: true, ...NO_FIX }),
  ],
])("%s is no idling stop", (_case, journey) => {
  expect(idlingStops(journey)).toEqual([]);
});

test("one fast fix in between is noise, two are driving", () => {
  const noisy = onTheWay()
    .stand(3 * MINUTE)
    .say({ speedKmh: 6.5 })
    .stand(4 * MINUTE)
    .ignite(false);
  expect(idlingStops(noisy)).toHaveLength(1);
  const moved = onTheWay()
    .stand(4 * MINUTE)
    .drive(10, 20)
    .stand(4 * MINUTE)
    .ignite(false);
  expect(idlingStops(moved)).toEqual([]);
});

/** Speed 0 at each of several fixes, the car somewhere else at each: only lights were sampled. */
const fromLightToLight = (everyS: number, stepM: number) => {
  const journey = onTheWay();
  for (let light = 0; light < 8; light++) journey.silence(everyS - 1, stepM).say({});
  return journey;
};

test.each([60, 180, 240, 300])(
  "a car that is at the next light whenever it is heard, every %s s, does not idle",
  (everyS) => {
    expect(idlingStops(fromLightToLight(everyS, 11 * everyS))).toEqual([]);
  },
);

test("a stand whose odometer counts a kilometre between two fixes is two stands", () => {
  const journey = onTheWay().stand(4 * MINUTE, 60);
  for (const each of journey.observations) each.odometerKm = 1_000;
  journey.stand(4 * MINUTE, 60, { odometerKm: 1_001 });
  expect(idlingStops(journey)).toEqual([]);
  expect(idlingStops(journey.stand(3 * MINUTE, 60, { odometerKm: 1_001 }))).toHaveLength(1);
});

test("one position astray does not end a stand", () => {
  const journey = onTheWay()
    .stand(4 * MINUTE, 60)
    .silence(0, 400)
    .stand(60, 60)
    .silence(0, -400)
    .stand(4 * MINUTE, 60);
  expect(idlingStops(journey)).toMatchObject([{ startMs: NOON + 360_000, endMs: null }]);
});

test("a fleet that counts shorter idling sets from when it is on record, and shown", () => {
  const { observations } = onTheWay().stand(4 * MINUTE);
  const settings = optionsOf({ idling: { recordedAfterS: 180, shownAfterS: 300 } });
  expect(tell(observations).stops.filter(({ kind }) => kind === "idling")).toEqual([]);
  const { stops, state } = tell(observations, settings);
  expect(stops.filter(({ kind }) => kind === "idling")).toHaveLength(1);
  const nowMs = observations.at(-1)?.tsMs ?? 0;
  expect(liveView(state, "", optionsOf({}), nowMs).motion).toBe("idling");
  expect(liveView(state, "", settings, nowMs).motion).toBe("driving");
});

/** Half an hour on the road at one voltage, and then standing at another, of the nth reading. */
const standingAt = (drivenV: number, minutes: number, voltage: (reading: number) => number) => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(30 * MINUTE, 40, 10);
  for (const each of journey.observations) each.externalV = drivenV;
  const from = journey.observations.length;
  journey.stand(minutes * MINUTE, 10);
  for (const [reading, each] of journey.observations.slice(from).entries())
    each.externalV = voltage(reading);
  return journey;
};

test.each([1, 2, 4])(
  "a dip of the voltage to 12.7 V every %i minutes is no engine off",
  (everyMin) => {
    const dipping = standingAt(14.1, 30, (reading) =>
      reading % (6 * everyMin) === 5 ? 12.7 : 13.9,
    );
    const { stops, detections } = tell(dipping.drive(5 * MINUTE, 40, 10).observations);
    const from = NOON + 1_810_000;
    expect(stops.filter(({ kind }) => kind === "idling")).toMatchObject([
      { startMs: from, endMs: from + 1_790_000 },
    ]);
    expect(detections).toMatchObject([{ type: "excessive_idling", startMs: from }]);
  },
);

test("an engine that is switched off with the key left on ended its idling when the voltage fell", () => {
  const journey = standingAt(14.1, 30, (reading) => (reading < 90 ? 13.9 : 12.5));
  const fellMs = NOON + 1_810_000 + 900_000;
  expect(idlingStops(journey)).toMatchObject([{ endMs: fellMs }]);
});

test("an engine that was off before the tenth minute is not told of in the tenth", () => {
  const journey = standingAt(14.1, 30, (reading) => (reading < 57 ? 13.9 : 12.5));
  expect(idlingStops(journey)).toHaveLength(1);
  expect(tell(journey.observations).detections).toEqual([]);
});

test.each([
  ["a 24 V lorry with its key on and its engine off, at 25.1 V", 28.2, 25.1, 0],
  ["a 24 V lorry that idles at 27.6 V", 28.2, 27.6, 1],
  ["a 12 V car with its key on and its engine off, at 12.5 V", 14.1, 12.5, 0],
])("40 minutes of %s", (_case, drivenV, standingV, times) => {
  const journey = standingAt(drivenV, 40, () => standingV);
  expect(idlingStops(journey)).toHaveLength(times);
  expect(tell(journey.observations).detections).toHaveLength(times);
});

test("a threshold of 24 V is taken as it is", () => {
  const { observations } = standingAt(28.2, 7, () => 26.2);
  const stopsWith = (idling: Record<string, number>) =>
    tell(observations, optionsOf({ idling })).stops.filter(({ kind }) => kind === "idling");
  expect(stopsWith({})).toHaveLength(1);
  expect(stopsWith({ runningV: 26 })).toHaveLength(1);
  expect(stopsWith({ runningV: 26.5 })).toEqual([]);
});

/** Parks with a battery that settles from one voltage to another over the night, drives and stands. */
const settled = (fromV: number, toV: number, standingV: number) => {
  const journey = aJourney(NOON).ignite(true).stand(MINUTE, 10, { externalV: 14.2 }).ignite(false);
  journey.stand(10, 10, { externalV: 14.2 }).stand(30 * MINUTE, MINUTE, { externalV: fromV });
  journey.stand(8 * 60 * MINUTE, 10 * MINUTE, { externalV: toV }).ignite(true);
  return journey.drive(30 * MINUTE, 40, 10).stand(40 * MINUTE, 10, { externalV: standingV });
};

test.each([
  ["a lithium battery that settles at 13.4 V is idle", 13.6, 13.4, 13.3, 0],
  [
    "a battery that a maintainer holds from the first minute on may be charged",
    13.4,
    13.4,
    13.3,
    1,
  ],
  ["a battery that a maintainer lifts later may be charged", 12.9, 13.5, 13.3, 1],
  [
    "a battery that a maintainer has let down to float is charged from 13.5 V on",
    14.4,
    13.5,
    13.6,
    1,
  ],
])("%s", (_which, fromV, toV, standingV, times) => {
  expect(idlingStops(settled(fromV, toV, standingV))).toHaveLength(times);
});

/** A night with the key off at a voltage, half an hour on the road, then standing with the key on. */
const restedAt = (restV: number, drivenV: number, standingV: number) => {
  const journey = aJourney(NOON)
    .ignite(false)
    .stand(8 * 60 * MINUTE, 10 * MINUTE, { externalV: restV });
  const from = journey.observations.length;
  journey.ignite(true).drive(30 * MINUTE, 40, 10);
  for (const each of journey.observations.slice(from)) each.externalV = drivenV;
  return journey.stand(40 * MINUTE, 10, { externalV: standingV });
};

test.each([
  ["a fresh battery that rests at 13 V", 13, 14.2, 13, 0],
  ["a fresh battery that rests at 13 V, its engine running", 13, 14.2, 13.9, 1],
  ["a lithium battery that rests at 13.3 V", 13.3, 14.2, 13.2, 0],
  ["a battery that rests right below the threshold", 12.85, 14.2, 12.92, 0],
  ["a lorry whose battery rests at 26.2 V", 26.2, 28.2, 26.1, 0],
  ["a lorry that idles at 27.6 V", 25.2, 28.2, 27.6, 1],
  ["a smart alternator that idles at 12.95 V", 12.6, 14.2, 12.95, 1],
  ["a car that was on a charger all night", 14.1, 14.2, 13.9, 1],
  ["a car that was on a maintainer all night", 13.5, 14.2, 13.7, 1],
  ["one of them with a smart alternator", 13.4, 14.2, 13.3, 1],
  ["a lorry that was on a maintainer all night", 27, 28.2, 27.3, 1],
])("forty minutes with the key on of %s", (_which, restV, drivenV, standingV, times) => {
  const journey = restedAt(restV, drivenV, standingV);
  expect(idlingStops(journey)).toHaveLength(times);
  expect(tell(journey.observations).detections).toHaveLength(times);
});
