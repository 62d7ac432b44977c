import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { anEventfulDay } from "../testing-days.ts";
import { liveView } from "../vehicle-fold.ts";
import { DETECTORS } from "./registry.ts";
import { aTank } from "./fuel-journey.ts";
import { aJourney } from "./journey.ts";
import { randomOf } from "./receiver-error.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const HOUR = 3_600;
const settings = unchanging({ ...defaultSettings, tankLitres: 50 });

const inTime = (...stories: (readonly Observation[])[]): Observation[] =>
  stories.flat().toSorted((one, other) => one.tsMs - other.tsMs);

/** A car is silent only when all of its devices are. */
const OF_ALL_DEVICES: ReadonlySet<string> = new Set(["offline", "gsm_jamming"]);

/** What is told of a car and of its own tracker. */
const toldOf = (observations: readonly Observation[]) => {
  const { routes, stops, detections } = tell(observations, settings);
  return { routes, stops, detections: detections.filter(({ type }) => !OF_ALL_DEVICES.has(type)) };
};

/** Another device that speaks while the first one does, at times of its own. */
const beside = (
  story: readonly Observation[],
  everyS: number,
  seed: number,
  says: (random: () => number, first: Observation) => Partial<Observation>,
): Observation[] => {
  const random = randomOf(seed);
  const others: Observation[] = [];
  let nextMs = (story[0]?.tsMs ?? 0) + 1_500;
  for (const first of story) {
    if (first.tsMs < nextMs) continue;
    nextMs = first.tsMs + everyS * 1_000 * (0.5 + random());
    others.push(
      anObservation({
        vehicleId: first.vehicleId,
        tsMs: first.tsMs + 1 + Math.round(random() * 900),
        ...says(random, first),
      }),
    );
  }
  return others;
};

const aPhone = (random: () => number, first: Observation): Partial<Observation> => ({
  deviceId: "phone",
  lat: (first.lat ?? 57.7) + (random() - 0.5) / 2_000,
  lon: 11.97 + (random() - 0.5) / 2_000,
  accuracyM: 5 + random() * 60,
  speedKmh: Math.max(0, (first.speedKmh ?? 0) + (random() - 0.5) * 20),
  batteryPct: 40 + random() * 50,
});

/** It was left where the day began, and wanders around there with whoever has it. */
const aPhoneElsewhere = (random: () => number): Partial<Observation> => ({
  deviceId: "phone",
  lat: 57.7 + (random() - 0.5) / 20,
  lon: 11.97 + (random() - 0.5) / 20,
  accuracyM: 12,
  speedKmh: random() * 60,
  batteryPct: 70,
});

/** With wires of its own: it counts from elsewhere, reads another sender, and is late with the key. */
const aSecondTracker = (random: () => number, first: Observation): Partial<Observation> => ({
  ...aPhone(random, first),
  deviceId: "tracker-b",
  ignition: random() < 0.9 ? first.ignition : first.ignition === false,
  odometerKm: 300 + random() * 40,
  fuelPct: 20 + random() * 15,
  rpm: first.ignition === true ? 900 + random() * 2_000 : 0,
  externalV: 12.4 + random() * 2,
  satellites: 7 + Math.round(random() * 5),
});

const SECOND_DEVICES = [
  ["a phone in the car", aPhone],
  ["a phone that was left behind", aPhoneElsewhere],
  ["a second wired tracker that is well", aSecondTracker],
] as const;

/** A tank that is robbed while it is watched, filled up, and driven on. */
const aRobbedTank = (): readonly Observation[] => {
  const tank = aTank(NOON, { pct: 60 }).start().drive(40);
  tank.park(120, { everyS: 300, flowPct: -20, overS: 600 });
  tank.start().drive(20).park(30, { everyS: 60, flowPct: 35, overS: 200 });
  return tank.start().drive(30).observations;
};

const STORIES: readonly (readonly [string, readonly Observation[], readonly string[]])[] = [
  [
    "an eventful day",
    anEventfulDay("00000000-0000-4000-8000-00000000000a"),
    ["tow", "drain", "odometer_rollback"],
  ],
  ["a robbed tank", aRobbedTank(), ["drain", "refuel"]],
];

describe.each(STORIES)("what is told of a car on %s", (_day, events, types) => {
  // Its tracker reads all that the second one does, which would else be asked for the engine.
  const story = events.map((each) => ({
    ...each,
    rpm: each.ignition === true ? 1_800 : 0,
    externalV: each.externalV ?? 12.6,
  }));
  const alone = toldOf(story);

  test("is something to begin with", () => {
    expect(alone.detections.map(({ type }) => type)).toEqual(expect.arrayContaining([...types]));
  });

  test.each(SECOND_DEVICES)("is the same with %s, whenever it speaks", (_name, says) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 3, max: 900 }), (seed, everyS) => {
        expect(toldOf(inTime(story, beside(story, everyS, seed, says)))).toEqual(alone);
      }),
      { numRuns: 25 },
    );
  });
});

/** A tracker that is jammed, loses its supply, runs down and loses its sky. */
const aTroubledTracker = (): Observation[] => {
  const blind = { lat: undefined, lon: undefined };
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(20 * MINUTE, 50)
    .say({ ...blind, satellites: 0, event: "gnss_jamming" })
    .drive(20 * MINUTE, 50)
    .ignite(false)
    .stand(HOUR, MINUTE, { externalV: 0, batteryPct: 9 })
    .stand(2 * HOUR, MINUTE, { batteryPct: 80 })
    .ignite(true)
    .drive(10 * MINUTE, 50)
    .stand(20 * MINUTE, 10, { ...blind, satellites: 2 })
    .drive(20 * MINUTE, 50);
  return journey.observations.map((each) => ({
    ...each,
    satellites: each.satellites ?? 10,
    externalV: each.externalV ?? 12.6,
  }));
};

describe("what is told of a tracker in trouble", () => {
  const HEALTH: readonly string[] = ["gnss_jamming", "power_cut", "low_battery", "gnss_outage"];
  const healthOf = (observations: readonly Observation[]) =>
    tell(observations, settings).detections.filter(({ type }) => HEALTH.includes(type));
  const story = aTroubledTracker();
  const alone = healthOf(story);

  test("is something to begin with", () => {
    expect(alone.map(({ type }) => type)).toEqual(HEALTH);
  });

  test.each(SECOND_DEVICES)("is the same beside %s, whenever it speaks", (_name, says) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 3, max: 900 }), (seed, everyS) => {
        expect(healthOf(inTime(story, beside(story, everyS, seed, says)))).toEqual(alone);
      }),
      { numRuns: 25 },
    );
  });

  test("is told of either, where two are in the same trouble, and of each once", () => {
    const second = story.map((each) => ({ ...each, deviceId: "tracker-b", tsMs: each.tsMs + 300 }));
    const both = healthOf(inTime(story, second));
    const ofDevice = (deviceId: string) =>
      both.filter(({ evidence }) => evidence["device"] === deviceId).map(({ type }) => type);
    expect(ofDevice("tracker-b")).toEqual(HEALTH);
    expect(both).toHaveLength(2 * HEALTH.length);
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
  });
});

const ofPhone = (observations: readonly Observation[]): Observation[] =>
  observations.map((each) => ({ ...each, ignition: undefined, deviceId: "phone" }));

test("a phone that leaves a car whose tracker sleeps for hours is not the car", () => {
  const car = aJourney(NOON)
    .ignite(true)
    .drive(20 * MINUTE, 60)
    .ignite(false)
    .stand(24 * HOUR, 6 * HOUR);
  const walk = aJourney(NOON + 40 * 60_000, { ignition: "none" })
    .drive(2 * HOUR, 40, 30)
    .stand(10 * HOUR, 600)
    .drive(2 * HOUR, 40, 30);
  expect(toldOf(inTime(car.observations, ofPhone(walk.observations)))).toEqual(
    toldOf(car.observations),
  );
});

test("when the tracker dies on the road a phone in the car is asked after five minutes", () => {
  const drive = aJourney(NOON)
    .ignite(true)
    .drive(60 * MINUTE, 60);
  const died = drive.observations.filter(({ tsMs }) => tsMs < NOON + 20 * 60_000);
  const { routes } = tell(inTime(died, ofPhone(drive.observations)), settings);
  expect(routes).toHaveLength(1);
  expect(routes[0]?.distanceKm).toBeGreaterThan(59);
});

test("what a tracker said of the key is unknown once another device is asked for the place", () => {
  const parked = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 60)
    .ignite(false)
    .stand(2 * HOUR, 600);
  const drivenOn = aJourney(NOON + 40 * HOUR * 1_000, { ignition: "none" }).drive(HOUR, 60, 30);
  const { routes, detections } = toldOf(
    inTime(parked.observations, ofPhone(drivenOn.observations)),
  );
  expect(routes).toHaveLength(2);
  expect(detections).toEqual([]);
});

describe("a phone that speaks first hides nothing of the car's own tracker", () => {
  const driven = aJourney(NOON)
    .ignite(true)
    .drive(20 * MINUTE, 60, 10);
  const phoneBeside = (observations: readonly Observation[]) =>
    inTime(observations, beside(observations, 30, 3, aPhone)).map((each, index) =>
      index === 0 ? { ...each, deviceId: "phone", ignition: undefined } : each,
    );
  const typesOf = (observations: readonly Observation[]) =>
    tell(observations, settings).detections.map(({ type }) => type);

  test("neither that it is jammed", () => {
    const jammed = driven.observations.map((each, index) => ({
      ...each,
      satellites: 9,
      ...(index === 100 && {
        event: "gnss_jamming",
        satellites: 0,
        lat: undefined,
        lon: undefined,
      }),
    }));
    expect(typesOf(phoneBeside(jammed))).toContain("gnss_jamming");
  });

  test("nor that the car's battery dies", () => {
    const parked = aJourney(NOON)
      .ignite(true)
      .drive(5 * MINUTE, 60)
      .ignite(false)
      .stand(10 * HOUR, 300, { externalV: 11 });
    const { detections } = tell(phoneBeside(parked.observations), settings);
    expect(detections.find(({ type }) => type === "low_battery")?.evidence).toMatchObject({
      battery: "vehicle",
    });
  });
});

const of = (deviceId: string, observations: readonly Observation[]): Observation[] =>
  observations.map((each) => ({ ...each, deviceId }));

test.each([20, 30, 48, 72])(
  "a theft that either of two trackers tells alone is told once by both, also after %s h, whoever spoke first",
  (hours) => {
    const stood = (offsetMs: number, everyS: number | null) => {
      const tank = aTank(NOON + offsetMs, { pct: 60 })
        .start()
        .drive(40);
      tank.park(60 * hours, { everyS, flowPct: -25, overS: 600 });
      return tank.start().drive(30).park(60).observations;
    };
    for (const offsetMs of [-500, 500]) {
      const asleep = of("tracker-a", stood(0, null));
      const awake = of("tracker-b", stood(offsetMs, 1_800));
      const { detections } = toldOf(inTime(asleep, awake));
      expect(detections).toMatchObject([{ type: "drain", certainty: "confirmed" }]);
    }
  },
);

test("a car that is towed while one of its two trackers sleeps is carried, not driven", () => {
  const driven = (startMs: number) =>
    aJourney(startMs)
      .ignite(true)
      .drive(30 * MINUTE, 50, 10)
      .ignite(false);
  const asleep = driven(NOON).stand(8 * HOUR, 4 * HOUR);
  const awake = driven(NOON + 500)
    .stand(5 * HOUR, 600)
    .drive(HOUR, 70, 30)
    .stand(2 * HOUR, 600);
  const { routes, detections } = toldOf(
    inTime(of("tracker-a", asleep.observations), of("tracker-b", awake.observations)),
  );
  expect(routes).toHaveLength(1);
  expect(detections).toMatchObject([{ type: "tow" }]);
});

test("a hidden tracker is asked minutes after the car's own was pulled out", () => {
  const parked = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 60)
    .ignite(false)
    .stand(20 * HOUR, HOUR)
    .say({ event: "unplugged" });
  const stolen = aJourney(parked.now() - 60_000, { ignition: "none" }).drive(2 * HOUR, 60, 60);
  const { routes } = tell(inTime(parked.observations, ofPhone(stolen.observations)), settings);
  expect(routes).toHaveLength(2);
  expect(routes[1]?.startMs).toBeLessThan(parked.now() + 15 * 60_000);
});

test("a phone is not the car whose other device, which has no wires either, only sleeps", () => {
  const tracker = aJourney(NOON, { ignition: "none" })
    .drive(30 * MINUTE, 50, 30)
    .stand(10 * HOUR, 12 * HOUR);
  const walk = aJourney(NOON + 5_000, { ignition: "none" })
    .drive(30 * MINUTE, 50, 30)
    .stand(90 * MINUTE, 300)
    .drive(HOUR, 40, 30);
  const { routes } = tell(
    inTime(of("tracker-a", tracker.observations), ofPhone(walk.observations)),
    settings,
  );
  expect(routes).toHaveLength(1);
});

describe("a tracker in place of another one", () => {
  const before = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 60)
    .ignite(false)
    .stand(10 * MINUTE, 60);
  const after = aJourney(before.now() + 10 * 60_000)
    .ignite(true)
    .drive(10 * MINUTE, 60);
  const replaced = after.observations.map((each) => ({ ...each, deviceId: "tracker-b" }));
  const both = inTime(before.observations, replaced);

  test("is believed at once when the first one has left the car", () => {
    const { routes } = tell(both, {
      ...settings,
      isMounted: (deviceId, atMs) => deviceId === "tracker-b" || atMs <= before.now(),
    });
    expect(routes).toHaveLength(2);
  });

  test("has to wait an hour otherwise: the first one may only sleep", () => {
    expect(tell(both, settings).routes).toHaveLength(1);
    const later = replaced.map((each) => ({ ...each, tsMs: each.tsMs + HOUR * 1_000 }));
    expect(tell(inTime(before.observations, later), settings).routes).toHaveLength(2);
  });
});

test("a tracker that says where and a dongle that reads the car are one witness together", () => {
  const tank = aTank(NOON, { pct: 60 }).start().drive(40);
  tank.park(120, { everyS: 300, flowPct: -20, overS: 600 });
  const { observations } = tank.start().drive(20);
  const alone = toldOf(observations);
  const shared = observations.flatMap(({ fuelPct, odometerKm, ...rest }) => [
    { ...rest, deviceId: "gps" },
    anObservation({
      ...{ deviceId: "dongle", tsMs: rest.tsMs, vehicleId: rest.vehicleId },
      ...{ fuelPct, odometerKm, ignition: rest.ignition, speedKmh: rest.speedKmh },
    }),
  ]);
  const told = toldOf(shared);
  expect(told.routes.map(({ distanceKm }) => Math.round(distanceKm))).toEqual(
    alone.routes.map(({ distanceKm }) => Math.round(distanceKm)),
  );
  expect(told.detections.map(({ type }) => type)).toEqual(["drain"]);
});

test("a phone that was left behind moves no marker and shows no battery of the car", () => {
  const drive = aJourney(NOON)
    .ignite(true)
    .drive(20 * MINUTE, 60, 10);
  const car = drive.observations.map((each) => ({ ...each, batteryPct: 97 }));
  const phone = beside(car, 30, 4, aPhoneElsewhere);
  const { state } = tell(inTime(car, phone), settings);
  const alone = tell(car, settings).state;
  const nowMs = drive.now() + 1_000;
  const [shown, expected] = [state, alone].map((each) => liveView(each, "car", settings, nowMs));
  for (const figure of ["lat", "lon", "batteryPct", "ignition", "speedKmh", "motion"] as const)
    expect(shown?.[figure]).toEqual(expected?.[figure]);
});

test("only what looks at devices sees all of them", () => {
  const names = DETECTORS.filter(({ ofDevices }) => ofDevices).map(({ name }) => name);
  expect(names).toEqual([
    ...["silence", "deviceSilence", "powerCut", "gnss", "deviceAlarms", "lowBattery"],
  ]);
});
