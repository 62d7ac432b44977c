import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { aJourney } from "./journey.ts";
import { optionsOf, tell } from "./testing.ts";
import { projectOutputs, wakeAtMs } from "../vehicle-fold.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const minutesAfterNoon = (ms: number | null | undefined) => ms && (ms - NOON) / 60_000;

const tenMinutes = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 50)
    .ignite(false);

test("ignition on, driving, ignition off is one route from departure to the switch", () => {
  const { routes } = tell(tenMinutes().stand(MINUTE).observations);
  expect(routes).toHaveLength(1);
  expect(minutesAfterNoon(routes[0]?.startMs)).toBeCloseTo(0, 1);
  expect(minutesAfterNoon(routes[0]?.endMs)).toBeCloseTo(10, 1);
  expect(routes[0]?.distanceKm).toBeCloseTo(50 / 6, 1);
});

test("the stand begins where the route ends and ends where the next begins", () => {
  const { routes, stops } = tell(
    tenMinutes()
      .stand(20 * MINUTE, 60)
      .ignite(true)
      .drive(5 * MINUTE, 40)
      .ignite(false)
      .stand(MINUTE).observations,
  );
  expect(routes).toHaveLength(2);
  expect(stops.map(({ kind, startMs, endMs }) => ({ kind, startMs, endMs }))).toEqual([
    { kind: "parked", startMs: routes[0]?.endMs, endMs: routes[1]?.startMs },
    { kind: "parked", startMs: routes[1]?.endMs, endMs: null },
  ]);
});

test.each([
  ["a queue of 162 s, ignition known", "known", 162],
  ["a queue of 162 s, no ignition channel", "none", 162],
  ["a ferry of 15 min with the engine on", "known", 15 * MINUTE],
] as const)("%s does not split a route", (_case, ignition, standS) => {
  const journey = aJourney(NOON, { ignition })
    .ignite(true)
    .drive(5 * MINUTE, 40);
  const { routes } = tell(
    journey
      .stand(standS)
      .drive(5 * MINUTE, 40)
      .ignite(false)
      .stand(240).observations,
  );
  expect(routes).toHaveLength(1);
});

test.each(
  [181, 240, 300, 600].flatMap((everyS) => [
    [everyS, "known", true] as const,
    [everyS, "none", true] as const,
    [everyS, "none", false] as const,
  ]),
)(
  "a tracker that reports every %i s, ignition %s, speed %s: one route",
  (everyS, ignition, speed) => {
    const journey = aJourney(NOON, { ignition, speed }).stand(2 * 3_600, everyS);
    const { routes, stops } = tell(
      journey
        .ignite(true)
        .drive(2 * 3_600, 50, everyS)
        .ignite(false)
        .stand(2 * 3_600, everyS).observations,
    );
    expect(routes).toHaveLength(1);
    expect(routes[0]?.distanceKm).toBeGreaterThan(90);
    expect(routes[0]?.distanceKm).toBeLessThan(104);
    expect(stops.at(-1)?.startMs).toBe(routes[0]?.endMs);
  },
);

test("after a night's silence a car somewhere else has not driven there in the morning", () => {
  const journey = aJourney(NOON)
    .stand(MINUTE)
    .silence(8 * 3_600, 5_000);
  expect(tell(journey.ignite(true).stand(MINUTE).observations).routes).toEqual([]);
});

test("without an ignition channel, standing 253 s ends a route where the car came to rest", () => {
  const journey = aJourney(NOON, { ignition: "none" })
    .stand(MINUTE)
    .drive(5 * MINUTE, 40);
  const { routes } = tell(
    journey
      .stand(253)
      .drive(5 * MINUTE, 40)
      .stand(240).observations,
  );
  expect(routes).toHaveLength(2);
  expect(minutesAfterNoon(routes[0]?.endMs)).toBeCloseTo(6, 0);
});

test("a car that is switched off and on again within half a minute is still on its route", () => {
  const journey = tenMinutes()
    .silence(20)
    .ignite(true)
    .drive(5 * MINUTE, 50)
    .ignite(false);
  expect(tell(journey.stand(MINUTE).observations).routes).toHaveLength(1);
});

test("an ignition wire that says off while the car drives on does not end the route", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 50)
    .ignite(false)
    .drive(5 * MINUTE, 50);
  const { routes } = tell(journey.stand(5 * MINUTE).observations);
  expect(routes).toHaveLength(1);
  expect(minutesAfterNoon(routes[0]?.endMs)).toBeCloseTo(10, 0);
});

test("a kilometre driven with the ignition reported off is still a route", () => {
  const journey = aJourney(NOON)
    .ignite(false)
    .stand(5 * MINUTE, 60)
    .drive(4 * MINUTE, 50);
  expect(tell(journey.stand(5 * MINUTE).observations).routes).toHaveLength(1);
});

test.each([
  ["a minute", 60],
  ["ten minutes", 600],
])(
  "a reflection 300 m away for %s is no route of a car without an ignition wire",
  (_case, forS) => {
    const parked = aJourney(NOON, { ignition: "none" }).stand(10 * MINUTE, 20);
    const { routes } = tell(
      parked
        .silence(0, 300)
        .stand(forS, 20, { speedKmh: 2 })
        .silence(0, -300)
        .stand(10 * MINUTE, 20).observations,
    );
    expect(routes).toEqual([]);
  },
);

test.each([120, 200, 400].flatMap((offM) => [5, 30, 60].map((everyS) => [offM, everyS] as const)))(
  "a reflection %i m away for two minutes is no route of a car that idles, read every %i s",
  (offM, everyS) => {
    const { routes } = tell(
      aJourney(NOON)
        .stand(10 * MINUTE, 60)
        .ignite(true)
        .stand(5 * MINUTE, everyS)
        .silence(0, offM)
        .stand(2 * MINUTE, everyS)
        .silence(0, -offM)
        .stand(10 * MINUTE, everyS)
        .ignite(false)
        .stand(20 * MINUTE, 60).observations,
    );
    expect(routes).toEqual([]);
  },
);

test("a car that has driven 400 m between two looks at it, and stays there, has driven", () => {
  const { routes } = tell(
    aJourney(NOON)
      .stand(10 * MINUTE, 60)
      .ignite(true)
      .silence(59, 400)
      .stand(6 * MINUTE, 60)
      .ignite(false)
      .stand(20 * MINUTE, 60).observations,
  );
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo(0.4, 2);
});

/** Parked without an ignition wire, then some fixes each so much farther, then at rest there. */
const leaving = (everyS: number, fixes: number, stepM: number, shown: Partial<Observation>) => {
  const journey = aJourney(NOON, { ignition: "none" }).stand(10 * MINUTE, everyS, shown);
  for (let fix = 0; fix < fixes; fix++) journey.silence(everyS - 1, stepM).say(shown);
  return journey.stand(5 * MINUTE, everyS, shown);
};

test.each([
  ["a speed that one fix shows while it leaps", 60, 1, 300, { speedKmh: 6 }],
  ["a position that leaps and shows 7 km/h from then on", 15, 1, 300, { speedKmh: 7 }],
  ["a position that leaps and shows none", 15, 1, 300, { speedKmh: undefined }],
])("%s is no departure", (_case, everyS, fixes, stepM, shown) => {
  expect(tell(leaving(everyS, fixes, stepM, shown).observations).routes).toEqual([]);
});

test.each([
  ["that shows its speed", 15, 20, 120, { speedKmh: 29 }],
  ["that shows no speed at all", 15, 20, 120, { speedKmh: undefined }],
  ["that is only heard at red lights", 60, 6, 400, { speedKmh: 0 }],
])("a car %s departs where it stood", (_case, everyS, fixes, stepM, shown) => {
  const { routes } = tell(leaving(everyS, fixes, stepM, shown).observations);
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo((fixes * stepM) / 1_000, 1);
});

test.each([
  ["waits at the next junction", [20, 40, 25, 0, 0, 25, 45, 45]],
  ["turns round and waits across the street", [25, 28, -8, -20, -10, 0, 0, 25, 45, 45]],
])("a car without an ignition wire that %s departed where it stood", (_case, legsKmh) => {
  const journey = aJourney(NOON, { ignition: "none" }).stand(10 * MINUTE, 60);
  for (const speedKmh of legsKmh) journey.drive(5, speedKmh);
  const { routes } = tell(journey.drive(2 * MINUTE, 40).stand(5 * MINUTE).observations);
  expect(routes).toHaveLength(1);
  expect(minutesAfterNoon(routes[0]?.startMs)).toBeCloseTo(10, 1);
});

test("a phone that shows 0 km/h all the way departs, though it slows down on the second leg", () => {
  const journey = aJourney(NOON, { ignition: "none" }).stand(10 * MINUTE, 30);
  for (const stepM of [120, 120, 30, 20, 120, 120, 120]) journey.silence(29, stepM).say({});
  const { routes } = tell(journey.stand(5 * MINUTE, 30).observations);
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeCloseTo(0.65, 1);
});

test("silence of more than 15 min ends a route at its last fix", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 50)
    .silence(16 * MINUTE, 5_000);
  const { routes } = tell(
    journey
      .drive(5 * MINUTE, 50)
      .ignite(false)
      .stand(MINUTE).observations,
  );
  expect(routes.map(({ endMs }) => minutesAfterNoon(endMs))).toHaveLength(2);
  expect(minutesAfterNoon(routes[0]?.endMs)).toBeCloseTo(10, 1);
});

test("a tunnel of four minutes is a blind stretch of the same route", () => {
  const journey = aJourney(NOON, { ignition: "none" })
    .stand(MINUTE)
    .drive(5 * MINUTE, 60);
  const { routes } = tell(
    journey
      .silence(4 * MINUTE, 4_000)
      .drive(5 * MINUTE, 60)
      .stand(240).observations,
  );
  expect(routes).toHaveLength(1);
  // the gap is 4 km of silence and the last 5 s before it
  expect(routes[0]?.blindKm).toBeCloseTo(4.08, 1);
});

test("a car that stood during a silence, by how little it moved, has ended its route before it", () => {
  const journey = aJourney(NOON, { ignition: "none" })
    .stand(MINUTE)
    .drive(5 * MINUTE, 60);
  const { routes } = tell(
    journey
      .silence(10 * MINUTE, 900)
      .drive(5 * MINUTE, 60)
      .stand(240).observations,
  );
  expect(routes).toHaveLength(2);
});

test.each([
  [
    "moving a car 100 m in the yard",
    aJourney(NOON).ignite(true).drive(40, 9).ignite(false).stand(MINUTE),
  ],
  [
    "warming up without moving",
    aJourney(NOON)
      .ignite(true)
      .stand(10 * MINUTE)
      .ignite(false)
      .stand(MINUTE),
  ],
])("%s is no route and no stop between routes", (_case, { observations }) => {
  const story = tell(observations);
  expect(story.routes).toEqual([]);
  expect(story.stops.filter(({ kind }) => kind === "parked")).toEqual([]);
});

test("a fix without position still ends a route by its ignition", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 50);
  const garage = journey.say({ ignition: false, lat: undefined, lon: undefined }).silence(40);
  const { routes } = tell(
    garage.say({ ignition: false, lat: undefined, lon: undefined }).observations,
  );
  expect(minutesAfterNoon(routes[0]?.endMs)).toBeCloseTo(10, 1);
});

test("the odometer measures a route where it agrees with the positions, and not where it is reset", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 60)
    .ignite(false)
    .stand(MINUTE);
  const ran = (km: (index: number) => number) =>
    tell(journey.observations.map((each, index) => Object.assign(each, { odometerKm: km(index) })))
      .routes[0];
  // 120 steps of 83.3 m: a wheel that reads 3 % more than the satellites
  expect(ran((index) => 1_000 + index * 0.0858)?.distanceKm).toBeCloseTo(10.38, 1);
  expect(
    ran((index) => (index < 60 ? 1_000 + index * 0.0858 : index * 0.0858))?.distanceKm,
  ).toBeCloseTo(10, 1);
});

test.each<[string, Record<string, number>, number]>([
  ["a stand of 4 min splits", {}, 2],
  ["a rule that waits for 5 min makes it one", { dwellS: 300 }, 1],
])("without an ignition wire %s", (_case, trips, count) => {
  const journey = aJourney(NOON, { ignition: "none" })
    .drive(5 * MINUTE, 40)
    .stand(4 * MINUTE)
    .drive(5 * MINUTE, 40)
    .stand(10 * MINUTE);
  expect(tell(journey.observations, optionsOf({ trips })).routes).toHaveLength(count);
});

test("a drive across the yard is a route where a rule says so, and silence ends it when it says", () => {
  const across = () => aJourney(NOON).ignite(true).drive(MINUTE, 9).stand(MINUTE);
  const parked = across().ignite(false).stand(MINUTE).observations;
  expect(tell(parked).routes).toEqual([]);
  expect(tell(parked, optionsOf({ trips: { minRouteM: 100 } })).routes).toHaveLength(1);

  const settings = optionsOf({ trips: { minRouteM: 100, silenceS: 60, silenceEndsS: 120 } });
  const { state } = tell(across().observations, settings);
  const lastMs = state.foldedAtMs ?? 0;
  expect(wakeAtMs(state, settings, null, lastMs)).toBe(lastMs + 120_001);
  const told = projectOutputs(state, "", settings, lastMs + 120_001);
  expect(told).toMatchObject([{ kind: "route", record: { endMs: lastMs } }, { kind: "stop" }]);
});

test("a threshold that is changed holds from then on, and not for what was driven before", () => {
  const early = aJourney(NOON)
    .ignite(true)
    .drive(MINUTE, 9)
    .ignite(false)
    .stand(10 * MINUTE);
  const changedMs = early.now();
  const journey = early
    .ignite(true)
    .drive(MINUTE, 9)
    .ignite(false)
    .stand(10 * MINUTE);
  const [usual, loose] = [optionsOf({}), optionsOf({ trips: { minRouteM: 100 } })];
  const { routes } = tell(journey.observations, {
    ...usual,
    at: (tsMs) => (tsMs > changedMs ? loose : usual).at(tsMs),
  });
  expect(routes).toHaveLength(1);
  expect(routes[0]?.startMs).toBe(changedMs);
});
