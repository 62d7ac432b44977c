import { describe, expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { foldObservation, openOutputs, VehicleState } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging, type Mountings } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 24 * HOUR;
const settings = unchanging(defaultSettings);

type Journey = ReturnType<typeof aJourney>;

const inTime = (...stories: (readonly Observation[])[]): Observation[] =>
  stories.flat().toSorted((one, other) => one.tsMs - other.tsMs);
const of = (deviceId: string, { observations }: Journey): Observation[] =>
  observations.map((each) => ({ ...each, deviceId }));
/** Of a phone, which has neither wires nor satellites to tell of. */
const ofPhone = ({ observations }: Journey): Observation[] =>
  observations.map((each) => ({
    ...each,
    deviceId: "phone",
    ...{ ignition: undefined, externalV: undefined, satellites: undefined },
  }));

const told = (
  type: string,
  observations: readonly Observation[],
  mountings: Mountings = { isMounted: () => true },
) =>
  tell(observations, unchanging(defaultSettings, mountings)).detections.filter(
    (each) => each.type === type,
  );

const FED = { externalV: 12.6, batteryPct: 95, satellites: 11 };
const BLIND = { lat: undefined, lon: undefined };

/** A day of an hour's drive and a stand, as a tracker beside another tells it. */
const aDay = (startMs: number, everyS = 600, says: Partial<Observation> = FED): Journey => {
  const journey = aJourney(startMs)
    .ignite(true)
    .drive(HOUR, 50, 30)
    .ignite(false)
    .stand(23 * HOUR - everyS, everyS, says);
  for (const each of journey.observations) Object.assign(each, says);
  return journey;
};

/** Some such days, one after the other at the same place. */
const days = (count: number, offsetMs = 0, everyS = 600): Observation[] =>
  Array.from(
    { length: count },
    (_, day) => aDay(NOON + offsetMs + day * DAY * 1_000, everyS).observations,
  ).flat();
const named = (deviceId: string, observations: readonly Observation[]): Observation[] =>
  observations.map((each) => ({ ...each, deviceId }));

const main = () => of("tracker-a", aDay(NOON, 60));
/** The hidden one, which speaks second and an instant later. */
const hidden = (): Journey =>
  aJourney(NOON + 500)
    .ignite(true)
    .stand(HOUR, 30, FED)
    .ignite(false);

describe("of a second tracker in a car is told", () => {
  test("that it was cut off, by its voltage, until the supply is back", () => {
    const cut = hidden().stand(20 * MINUTE, 30, { externalV: 0 });
    const [found, ...others] = told("power_cut", inTime(main(), of("tracker-b", cut)));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      endMs: null,
      evidence: { device: "tracker-b", fromV: 12.6, toV: 0 },
    });
    cut.stand(20 * MINUTE, 30, FED);
    expect(told("power_cut", inTime(main(), of("tracker-b", cut)))).toMatchObject([
      { id: found?.id, endMs: expect.any(Number) },
    ]);
  });

  test("that it was cut off, in its own words", () => {
    const cut = hidden().say({ event: "unplugged" });
    expect(told("power_cut", inTime(main(), of("tracker-b", cut)))).toMatchObject([
      { certainty: "confirmed", evidence: { device: "tracker-b", saidByDevice: true } },
    ]);
  });

  test("that its last word was of a supply that is gone", () => {
    const cut = hidden().say({ externalV: 0 });
    expect(told("power_cut", inTime(main(), of("tracker-b", cut)))).toMatchObject([
      { certainty: "suspected", evidence: { device: "tracker-b" } },
    ]);
  });

  test("that its own battery runs low", () => {
    const low = hidden().stand(HOUR, 300, { batteryPct: 6 });
    expect(told("low_battery", inTime(main(), of("tracker-b", low)))).toMatchObject([
      { endMs: null, evidence: { battery: "tracker", device: "tracker-b", pct: 6 } },
    ]);
  });

  test("that it has no sky", () => {
    const blind = hidden()
      .ignite(true)
      .stand(HOUR, 30, { ...FED, ...BLIND, satellites: 2 });
    const driven = of(
      "tracker-a",
      aJourney(NOON)
        .ignite(true)
        .drive(3 * HOUR, 50, 30),
    );
    expect(told("gnss_outage", inTime(driven, of("tracker-b", blind)))).toMatchObject([
      { certainty: "confirmed", evidence: { device: "tracker-b" } },
    ]);
  });
});

test("two trackers that lose the car's battery at one moment are two cuts", () => {
  const cut = () =>
    aJourney(NOON)
      .stand(HOUR, 30, FED)
      .stand(20 * MINUTE, 30, { externalV: 0 });
  const cuts = told("power_cut", inTime(of("tracker-a", cut()), of("tracker-b", cut())));
  expect(cuts.map(({ evidence }) => evidence["device"])).toEqual(["tracker-a", "tracker-b"]);
  expect(new Set(cuts.map(({ id }) => id)).size).toBe(2);
});

test("the battery of the car is one, however many trackers read it", () => {
  const flat = (startMs: number) =>
    aJourney(startMs)
      .ignite(true)
      .stand(MINUTE, 30, FED)
      .ignite(false)
      .stand(3 * HOUR, 300, { externalV: 11.4 });
  const low = told(
    "low_battery",
    inTime(of("tracker-a", flat(NOON)), of("tracker-b", flat(NOON + 500))),
  );
  expect(low).toMatchObject([{ evidence: { battery: "vehicle" } }]);
  expect(low[0]?.evidence["device"]).toBeUndefined();
});

describe("a phone beside a tracker", () => {
  test("may run down", () => {
    const phone = aJourney(NOON + 500).stand(5 * HOUR, 300, { batteryPct: 3 });
    expect(told("low_battery", inTime(main(), ofPhone(phone)))).toEqual([]);
    expect(told("low_battery", inTime(ofPhone(phone), main()))).toEqual([]);
  });

  test("that was here first is not heard of any more once a tracker is", () => {
    const phone = aJourney(NOON - 5 * HOUR * 1_000).stand(6 * HOUR, 300, { batteryPct: 3 });
    expect(told("low_battery", ofPhone(phone))).toMatchObject([{ endMs: null }]);
    const [low, ...others] = told("low_battery", inTime(main(), ofPhone(phone)));
    expect(others).toEqual([]);
    expect(low?.endMs).toBeGreaterThanOrEqual(NOON);
  });

  test("may be switched off for good, or go into a tunnel", () => {
    const phone = ofPhone(aJourney(NOON + 500).stand(2 * DAY, 300, { batteryPct: 60 }));
    const car = named("tracker-a", days(12));
    expect(told("device_offline", inTime(car, phone))).toEqual([]);
    expect(told("gnss_outage", inTime(car, phone))).toEqual([]);
  });
});

describe("a second tracker that dies while the first is heard", () => {
  const car = named("tracker-a", days(8));
  const second = (alive: number) => named("tracker-b", days(alive, 500));

  test("is told of once, from its last word on, and the car is not offline", () => {
    const dead = second(4);
    const observations = inTime(car, dead);
    const lastMs = dead.at(-1)?.tsMs ?? 0;
    const [found, ...others] = told("device_offline", observations);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ startMs: lastMs, endMs: null, certainty: "confirmed" },
      evidence: { device: "tracker-b", silentS: null },
    });
    expect((found?.detectedAtMs ?? 0) - lastMs).toBeGreaterThan(6 * HOUR * 1_000);
    expect((found?.detectedAtMs ?? 0) - lastMs).toBeLessThan(DAY * 1_000);
    expect(told("offline", observations)).toEqual([]);
  });

  test("is back when it speaks again", () => {
    const again = aJourney(NOON + 7 * DAY * 1_000 + 500).stand(HOUR, 600, FED);
    const backMs = again.observations[0]?.tsMs;
    expect(told("device_offline", inTime(car, second(4), of("tracker-b", again)))).toMatchObject([
      { endMs: backMs },
    ]);
  });

  test("is not told of once it is out of the car", () => {
    const removedMs = (second(4).at(-1)?.tsMs ?? 0) + 1_000;
    const isMounted = (deviceId: string, atMs: number) =>
      deviceId !== "tracker-b" || atMs < removedMs;
    expect(told("device_offline", inTime(car, second(4)), { isMounted })).toEqual([]);
  });

  test("is told of until it is out of the car", () => {
    const removedMs = NOON + 6 * DAY * 1_000;
    const isMounted = (deviceId: string, atMs: number) =>
      deviceId !== "tracker-b" || atMs < removedMs;
    const [found] = told("device_offline", inTime(car, second(4)), { isMounted });
    expect(found?.endMs).toBeGreaterThanOrEqual(removedMs);
    expect(found?.endMs).toBeLessThan(removedMs + HOUR * 1_000);
  });

  test("is told of when it was the first, too", () => {
    const others = named("tracker-b", days(8, 500));
    expect(told("device_offline", inTime(named("tracker-a", days(4)), others))).toMatchObject([
      { evidence: { device: "tracker-a" } },
    ]);
  });
});

test.each([
  [
    "a dongle that sleeps whenever the key is off, over a weekend",
    days(5, 500).filter(({ ignition }) => ignition === true),
  ],
  ["a tracker that reports twice a day", days(8, 500, 12 * HOUR)],
])("%s is not silent", (_what, second) => {
  const stand = aJourney(NOON + 5 * DAY * 1_000).stand(3 * DAY, 600, FED);
  const car = inTime(named("tracker-a", days(5)), of("tracker-a", stand));
  expect(told("device_offline", inTime(car, named("tracker-b", second)))).toEqual([]);
});

test("both under one roof for days: who comes out last is not silent for it", () => {
  const roofed = (offsetMs: number) => [
    ...days(4, offsetMs),
    ...days(2, offsetMs + 8 * DAY * 1_000),
  ];
  const observations = inTime(
    named("tracker-a", roofed(0)),
    named("tracker-b", roofed(3 * MINUTE * 1_000)),
  );
  expect(told("device_offline", observations)).toEqual([]);
});

test("a cut that an earlier release has told of ends under its own name", () => {
  const cut = aJourney(NOON).stand(MINUTE, 5, FED).stand(MINUTE, 5, { externalV: 0 });
  const { state } = tell(of("tracker-a", cut));
  const { loss, ...fed } = JSON.parse(JSON.stringify(state.detectors["powerCut"])).devices[0];
  const { isNamed: _, ...unnamed } = loss;
  const { deviceId, heardMs, ...figures } = fed;
  const before = VehicleState.parse({
    ...JSON.parse(JSON.stringify(state)),
    detectors: {
      ...state.detectors,
      powerCut: { speaker: { deviceId, heardMs }, ...figures, loss: unnamed },
    },
  });
  const open = openOutputs(before, "car").find((each) => each.kind === "detection");
  expect(open?.record.id).not.toBe(
    openOutputs(state, "car").find((each) => each.kind === "detection")?.record.id,
  );
  const back = aJourney(cut.now()).stand(MINUTE, 5, FED);
  const said = of("tracker-a", back).flatMap((each) =>
    foldObservation(before, { ...each, vehicleId: "car" }, settings, () => {}),
  );
  expect(said.map(({ record }) => record.id)).toContain(open?.record.id);
});
