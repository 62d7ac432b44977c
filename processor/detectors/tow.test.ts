import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { projectOutputs } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

type Journey = ReturnType<typeof aJourney>;
const parked = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40)
    .ignite(false)
    .stand(10 * MINUTE, 60);
const moves = ({ observations }: Journey, settings = defaultSettings) =>
  tell(observations, unchanging(settings)).detections.filter(
    ({ type }) => type === "tow" || type === "ignition_sensor_fault",
  );

test("a parked car that is pulled away is towed, from its stand until it stands again", () => {
  const journey = parked();
  const leftMs = journey.now();
  const towed = journey.drive(5 * MINUTE, 40);
  const restMs = journey.now();
  expect(moves(towed)).toMatchObject([{ type: "tow", endMs: null, evidence: { peakKmh: 40 } }]);
  const [found, ...others] = moves(towed.stand(10 * MINUTE, 60));
  expect(others).toEqual([]);
  expect((found?.startMs ?? 0) - leftMs).toBeLessThan(15_000);
  expect(Math.abs((found?.endMs ?? 0) - restMs)).toBeLessThan(15_000);
  expect(found?.evidence["distanceM"]).toBeCloseTo(3_333, -2);
});

test("a car winched onto a truck at walking pace is towed once it is 150 m away", () => {
  expect(
    moves(
      parked()
        .drive(3 * MINUTE, 6, 15)
        .stand(2 * MINUTE),
    ),
  ).toMatchObject([{ type: "tow" }]);
});

test("a car that was carried off while its tracker slept is towed, though nobody saw it move", () => {
  const journey = parked()
    .silence(3_600, 8_000)
    .stand(5 * MINUTE, 30);
  expect(moves(journey)).toMatchObject([{ type: "tow" }]);
});

test("a tracker that falls silent while it is towed is reported by the clock", () => {
  const journey = parked().drive(20, 40);
  const { state } = tell(journey.observations);
  const silentFor = (seconds: number) =>
    projectOutputs(
      state,
      journey.observations[0]?.vehicleId ?? "",
      unchanging(defaultSettings),
      journey.now() + seconds * 1_000,
    ).filter((each) => each.kind === "detection");
  expect(silentFor(30)).toEqual([]);
  expect(silentFor(60)).toHaveLength(1);
});

/** The journey with what the battery shows at each stand, and on the way. */
const powered = (journey: Journey, restV: number, movingV: number): Journey => {
  for (const each of journey.observations)
    each.externalV = each.ignition === false && each.speedKmh === 0 ? restV : movingV;
  return journey;
};

test("a car that drives with the ignition off while the engine turns has a faulty ignition wire", () => {
  const journey = parked().drive(5 * MINUTE, 40);
  for (const each of journey.observations) if (each.speedKmh !== 0) each.rpm = 1_500;
  expect(moves(journey)).toMatchObject([{ type: "ignition_sensor_fault" }]);
});

test.each([
  ["a lead battery", 12.6, 14.1],
  ["a lithium battery", 13.4, 14.4],
  ["the 24 V of a lorry", 25.4, 28.2],
])("so has one whose alternator charges %s", (_battery, restV, movingV) => {
  const journey = powered(parked().drive(5 * MINUTE, 40), restV, movingV);
  expect(moves(journey)).toMatchObject([
    { type: "ignition_sensor_fault", evidence: { charged: true, engineTurned: false } },
  ]);
});

test.each([
  ["fresh from a maintenance charger", 13.4, 13.4],
  ["of lithium, read a tenth of a volt higher", 13.3, 13.4],
  ["of 24 V", 25.4, 25.3],
])("a battery %s does not charge a car that is towed", (_battery, restV, movingV) => {
  const journey = powered(parked().drive(5 * MINUTE, 40), restV, movingV);
  expect(moves(journey)).toMatchObject([{ type: "tow", evidence: { fromV: restV, toV: movingV } }]);
});

test("a charger plugged in while the car stands is no alternator", () => {
  const journey = parked();
  powered(journey, 12.6, 14.1)
    .stand(20 * MINUTE, 60, { externalV: 13.8 })
    .drive(5 * MINUTE, 40);
  for (const each of journey.observations.slice(-60)) each.externalV = 13.7;
  expect(moves(journey)).toMatchObject([{ type: "tow", evidence: { fromV: 13.8 } }]);
});

test("a voltage that was never read at rest says nothing of the engine", () => {
  const journey = parked().drive(5 * MINUTE, 40);
  for (const each of journey.observations) if (each.speedKmh !== 0) each.externalV = 14.1;
  expect(moves(journey)).toMatchObject([{ type: "tow", evidence: { toV: 14.1 } }]);
});

test("an engine that is seen to turn after the fault was told of changes nothing of what was told", () => {
  const journey = powered(parked().drive(2 * MINUTE, 40), 12.6, 14.1);
  const [told] = moves(journey);
  expect(told?.evidence).toMatchObject({ charged: true, engineTurned: false });
  const [later] = moves(journey.stand(MINUTE, 5, { rpm: 800 }));
  expect(later).toEqual(told);
});

/** The journey with an odometer that counts every step on the way, and so much at each stand. */
const counting = (journey: Journey, parkedKm = 0): Journey => {
  let km = 1_000;
  for (const each of journey.observations) {
    const { speedKmh = 0 } = each;
    km += speedKmh === 0 ? parkedKm : speedKmh / 720; // a step of 5 s
    each.odometerKm = km;
  }
  return journey;
};

/** Into a garage by its own wheels, a minute without the sky. */
const parkedInGarage = () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 40)
    .drive(MINUTE, 20);
  for (const each of journey.observations.slice(-12)) {
    each.lat = undefined;
    each.lon = undefined;
  }
  return journey.ignite(false).stand(10 * MINUTE, 60);
};

test("an odometer that follows the way of a car may be the tracker's own: it speaks against no tow", () => {
  const [told, ...others] = moves(counting(parked().drive(5 * MINUTE, 40)));
  expect(others).toEqual([]);
  expect(told?.type).toBe("tow");
  expect(told?.evidence["countedKm"]).toBeGreaterThan(0.5);
});

test("an odometer that has counted without any position turns with the wheels", () => {
  expect(moves(counting(parkedInGarage().drive(5 * MINUTE, 40)))).toMatchObject([
    { type: "ignition_sensor_fault" },
  ]);
});

test("an odometer that drifts while parked is computed from positions, whatever it did before", () => {
  expect(moves(counting(parkedInGarage().drive(5 * MINUTE, 40), 0.02))).toMatchObject([
    { type: "tow" },
  ]);
});

test("an odometer that stood while the car was carried turns with the wheels", () => {
  const carried = counting(parked());
  const km = carried.observations.at(-1)?.odometerKm;
  const ridden = carried.observations.length;
  carried.drive(10 * MINUTE, 40).stand(10 * MINUTE, 60);
  for (const each of carried.observations.slice(ridden)) each.odometerKm = km;
  const driven = carried.observations.length;
  carried.drive(5 * MINUTE, 40);
  for (const [index, each] of carried.observations.slice(driven).entries())
    each.odometerKm = (km ?? 0) + (index + 1) * (40 / 720);
  expect(moves(carried)).toMatchObject([{ type: "tow" }, { type: "ignition_sensor_fault" }]);
});

test.each([
  [
    "whose ignition is reported half a minute late",
    parked()
      .drive(30, 40)
      .ignite(true)
      .drive(5 * MINUTE, 40),
  ],
  [
    "rolls on while the ignition has just gone off",
    aJourney(NOON)
      .ignite(true)
      .drive(5 * MINUTE, 40)
      .ignite(false)
      .drive(MINUTE, 20)
      .stand(10 * MINUTE),
  ],
  [
    "is pushed 100 m across the yard",
    parked()
      .drive(MINUTE, 6)
      .stand(10 * MINUTE, 60),
  ],
  [
    "has one position 900 m off",
    parked()
      .silence(60, 900)
      .stand(1, 1)
      .silence(60, -900)
      .stand(10 * MINUTE, 60),
  ],
  [
    "drives off with its ignition on",
    parked()
      .ignite(true)
      .drive(5 * MINUTE, 40),
  ],
  [
    "has no ignition wire",
    aJourney(NOON, { ignition: "none" })
      .drive(5 * MINUTE, 40)
      .stand(10 * MINUTE, 60)
      .drive(5 * MINUTE, 40),
  ],
])("a car that %s is not towed", (_case, journey) => {
  expect(moves(journey)).toEqual([]);
});

test("a car on a ferry is not towed", () => {
  const sea = aFence(aCircle(11.97, 57.75, 6_000), { purpose: "ferry" });
  const settings = { ...defaultSettings, geofences: indexFences([sea]) };
  const crossing = parked().drive(10 * MINUTE, 30);
  expect(moves(crossing)).toHaveLength(1);
  expect(moves(crossing, settings)).toEqual([]);
});

/** Parked, then some fixes so far away at a speed, then back. */
const astray = (everyS: number, fixes: number, awayM: number, shown: Partial<Observation>) =>
  parked()
    .silence(0, awayM)
    .stand(fixes * everyS, everyS, shown)
    .silence(0, -awayM)
    .stand(30 * MINUTE, everyS);

test.each([
  [5, 30],
  [15, 8],
  [30, 5],
  [60, 3],
  [60, 4],
])("a reflection 200 m away, a fix every %s s, %s of them, is no tow", (everyS, fixes) => {
  for (const speedKmh of [0, 4, 7, undefined])
    for (const accuracyM of [3, 8, undefined])
      expect(moves(astray(everyS, fixes, 200, { speedKmh, accuracyM }))).toEqual([]);
});

test("a first position that is astray is no place to be towed from", () => {
  const journey = aJourney(NOON)
    .say({ lat: 57.71 })
    .stand(60 * MINUTE, 300);
  expect(moves(journey)).toEqual([]);
});

test("a reflection that outlasts all patience is taken back once the car is at its stand again", () => {
  const told = moves(astray(60, 9, 300, {}));
  expect(told).toMatchObject([{ type: "tow", certainty: "suspected" }]);
  expect(told[0]?.endMs).not.toBeNull();
});

test("a car that was carried some hundred metres is towed though no speed was ever seen", () => {
  const journey = parked()
    .silence(600, 400)
    .stand(8 * MINUTE, 60);
  expect(moves(journey)).toMatchObject([{ type: "tow", certainty: "confirmed" }]);
});

test("a device's own alarm is a suspicion, however often it is repeated", () => {
  const journey = parked().say({ event: "tow" }).stand(MINUTE, 30).say({ event: "tow" });
  expect(moves(journey.stand(60 * MINUTE, 60))).toMatchObject([
    { type: "tow", certainty: "suspected", evidence: { alarms: 2 } },
  ]);
  expect(moves(journey.say({ event: "tow" }))).toHaveLength(2);
});

test("an alarm of a device without an ignition wire is a suspicion, too", () => {
  const journey = aJourney(NOON, { ignition: "none" }).stand(20 * MINUTE, 60);
  expect(moves(journey.say({ event: "tow" }))).toMatchObject([{ certainty: "suspected" }]);
});

test("an alarm speaks for a move that follows it: no speed and no patience are needed", () => {
  const journey = parked()
    .say({ event: "tow" })
    .silence(30, 300)
    .stand(3 * MINUTE, 30);
  expect(moves(journey)).toMatchObject([
    { certainty: "suspected" },
    { type: "tow", certainty: "confirmed", endMs: null },
  ]);
});

test("an alarm of a car that is driven means nothing", () => {
  const driven = aJourney(NOON).ignite(true).drive(MINUTE, 50);
  expect(moves(driven.say({ event: "tow" }).drive(MINUTE, 50))).toEqual([]);
});

test.each([
  [3_600, 20_000],
  [6 * 3_600, 60_000],
])("a car that is gone at its second heartbeat, every %s s, is told then", (everyS, movedM) => {
  const before = parked().stand(12 * 3_600, everyS);
  const lastBeatMs = before.now();
  const journey = before.silence(0, movedM).stand(3 * everyS, everyS);
  const [told] = moves(journey);
  expect(told).toMatchObject({ type: "tow", certainty: "confirmed" });
  expect(told?.startMs).toBe(lastBeatMs + everyS * 1_000);
  expect(told?.detectedAtMs).toBe(lastBeatMs + (2 * everyS + MINUTE) * 1_000);
});

/** The journey with an odometer that shows the same all the way. */
const standing = (journey: Journey, km = 1_000): Journey => {
  for (const each of journey.observations) each.odometerKm = km;
  return journey;
};

/** The journey with an odometer that has counted every metre of the way, also of what nobody saw. */
const driven = (journey: Journey): Journey => {
  for (const each of journey.observations)
    each.odometerKm = 1_000 + ((each.lat ?? 0) - 57.7) * 111.195;
  return journey;
};

/** Carried off between two heartbeats; the key is turned on some minutes after the first one there. */
const keyedAfter = (minutes: number, movedM = 20_000): Journey =>
  parked()
    .stand(12 * 3_600, 3_600)
    .silence(3_600, movedM)
    .stand(1, 1)
    .silence(minutes * MINUTE)
    .ignite(true);

test.each([5, 40])(
  "a car whose key is turned on %s min after it was first seen far off is told, if its odometer stood",
  (minutes) => {
    const journey = standing(keyedAfter(minutes));
    const keyMs = journey.now();
    expect(moves(standing(journey.drive(10 * MINUTE, 40)))).toMatchObject([
      { type: "tow", certainty: "confirmed", endMs: keyMs, detectedAtMs: keyMs },
    ]);
  },
);

test.each([
  ["whose odometer counted the way", driven(keyedAfter(40))],
  ["without an odometer", keyedAfter(40)],
  ["that was off by 300 m", standing(keyedAfter(40, 300))],
  ["whose key comes with the fix", standing(keyedAfter(0))],
])("a car %s is not told when its key is turned on", (_what, journey) => {
  expect(moves(journey.drive(10 * MINUTE, 40))).toEqual([]);
});

test("one fix that is astray when the key is turned on at the stand is no tow", () => {
  const journey = parked()
    .stand(12 * 3_600, 3_600)
    .silence(3_600, 17_000)
    .stand(1, 1)
    .silence(40 * MINUTE, -17_000)
    .ignite(true)
    .drive(10 * MINUTE, 40);
  expect(moves(standing(journey))).toEqual([]);
});

test("a car that stands 600 m off at two heartbeats is told at the second", () => {
  const before = parked().stand(12 * 3_600, 3_600);
  const lastBeatMs = before.now();
  const [told, ...others] = moves(before.silence(0, 600).stand(3 * 3_600, 3_600));
  expect(others).toEqual([]);
  expect(told).toMatchObject({ type: "tow", certainty: "confirmed" });
  expect(told?.detectedAtMs).toBe(lastBeatMs + (2 * 3_600 + MINUTE) * 1_000);
});

test.each([
  ["a single fix 17 km off", [17_000]],
  ["two reflections 300 m off at one place", [300, 300]],
  ["two fixes 700 m off that do not agree", [700, 900]],
])("%s between heartbeats of an hour is no tow", (_what, strays) => {
  const journey = parked().stand(12 * 3_600, 3_600);
  for (const awayM of strays) journey.silence(0, awayM).stand(3_600, 3_600).silence(0, -awayM);
  expect(moves(journey.stand(12 * 3_600, 3_600))).toEqual([]);
});
