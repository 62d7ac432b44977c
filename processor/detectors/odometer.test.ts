import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const KM_PER_DEGREE = 111.195;

type Journey = ReturnType<typeof aJourney>;
type Reading = { readonly drivenKm: number; readonly index: number; readonly atS: number };

const failures = (observations: readonly Observation[]) =>
  tell(observations).detections.filter(({ type }) => type.startsWith("odometer"));

/** The journey with an odometer, given what it has driven so far. */
const counting = ({ observations }: Journey, kmOf: (reading: Reading) => number | undefined) =>
  observations.map((each, index) => ({
    ...each,
    odometerKm: kmOf({
      drivenKm: ((each.lat ?? 57.7) - 57.7) * KM_PER_DEGREE,
      index,
      atS: (each.tsMs - NOON) / 1_000,
    }),
  }));

const aDrive = (minutes = 10) =>
  aJourney(NOON)
    .ignite(true)
    .drive(minutes * MINUTE, 60);

test("an odometer set back by 20,000 km is a rollback", () => {
  const observations = counting(
    aDrive(),
    ({ drivenKm, atS }) => drivenKm + (atS < 300 ? 84_000 : 64_000),
  );
  expect(failures(observations)).toMatchObject([
    {
      type: "odometer_rollback",
      startMs: NOON + 300_000,
      detectedAtMs: NOON + 305_000,
      evidence: { fromKm: 84_004.917, toKm: 64_005, lostKm: 19_999.917 },
    },
  ]);
});

test("a bus that shows 0 as it wakes up hides no rollback", () => {
  const observations = counting(aDrive(), ({ drivenKm, index, atS }) => {
    if (index === 59 || index === 60) return 0;
    return drivenKm + (atS < 300 ? 84_000 : 64_000);
  });
  expect(failures(observations)).toMatchObject([{ type: "odometer_rollback" }]);
});

test.each<[string, (reading: Reading) => number | undefined]>([
  ["one reading behind", ({ drivenKm, index }) => (index === 60 ? 64_000 : 84_000 + drivenKm)],
  ["one reading ahead", ({ drivenKm, index }) => (index === 60 ? 999_999 : 84_000 + drivenKm)],
  ["46 m lost at a reboot", ({ drivenKm, atS }) => 10.876 + drivenKm - (atS < 300 ? 0 : 0.046)],
  [
    "a device that starts from zero",
    ({ drivenKm, atS }) => (atS < 300 ? 84_000 + drivenKm : drivenKm - 5),
  ],
  [
    "a change from kilometres to miles",
    ({ drivenKm, atS }) => (84_000 + drivenKm) * (atS < 300 ? 1 : 0.621371),
  ],
  [
    "a zero at every start of the engine",
    ({ drivenKm, index }) => (index < 2 ? 0 : 84_000 + drivenKm),
  ],
])("%s is no rollback", (_case, kmOf) => {
  expect(failures(counting(aDrive(), kmOf))).toEqual([]);
});

test("another tracker with another odometer is no rollback", () => {
  const observations = counting(
    aDrive(),
    ({ drivenKm, atS }) => drivenKm + (atS < 300 ? 84_000 : 64_000),
  );
  for (const each of observations)
    if (each.tsMs >= NOON + 300_000) Object.assign(each, { deviceId: "tracker-b" });
  expect(failures(observations)).toEqual([]);
});

test("an odometer that stands still while the car drives 6 km is frozen until it counts again", () => {
  const observations = counting(aDrive(30), ({ drivenKm }) =>
    Math.max(Math.min(drivenKm, 10), drivenKm > 16.5 ? drivenKm : 0),
  );
  expect(failures(observations)).toMatchObject([
    {
      type: "odometer_frozen",
      startMs: NOON + 605_000,
      detectedAtMs: NOON + 905_000,
      endMs: NOON + 995_000,
      evidence: { odometerKm: 10 },
    },
  ]);
});

test.each<[string, Journey, (reading: Reading) => number | undefined]>([
  ["that counts in tens", aDrive(40), ({ drivenKm }) => 5_000 + 10 * Math.floor(drivenKm / 10)],
  ["that is told only at the start", aDrive(30), ({ index }) => (index === 0 ? 5_000 : undefined)],
  [
    "of a parked car under a drifting sky",
    aDrive(5)
      .ignite(false)
      .stand(8 * HOUR, 30),
    ({ drivenKm }) => 5_000 + drivenKm,
  ],
])("an odometer %s is not frozen", (_case, journey, kmOf) => {
  expect(failures(counting(journey, kmOf))).toEqual([]);
});

test.each([60, 360, 600, 900])(
  "it is frozen for a tracker that sends every %i s, too",
  (everyS) => {
    const frozen = aJourney(NOON)
      .ignite(true)
      .drive(3 * HOUR, 60, everyS);
    expect(failures(counting(frozen, ({ drivenKm }) => Math.min(drivenKm, 70)))).toMatchObject([
      { type: "odometer_frozen", evidence: { odometerKm: 70 } },
    ]);
    const sound = aJourney(NOON)
      .ignite(true)
      .drive(3 * HOUR, 60, everyS);
    expect(failures(counting(sound, ({ drivenKm }) => drivenKm))).toEqual([]);
  },
);

test("a car on a lorry counts nothing: neither frozen nor out of calibration", () => {
  const journey = aDrive(20)
    .ignite(false)
    .stand(HOUR, 60)
    .drive(4 * HOUR, 80)
    .stand(HOUR, 60)
    .ignite(true)
    .drive(2 * HOUR, 60);
  const [loadedKm, carriedKm] = [20, 320];
  const observations = counting(
    journey,
    ({ drivenKm }) =>
      9_000 + Math.min(drivenKm, loadedKm) + Math.max(0, drivenKm - loadedKm - carriedKm),
  );
  expect(failures(observations)).toEqual([]);
});

const parkedAndOn = (silenceS: number, movedM: number) =>
  aDrive()
    .ignite(false)
    .stand(5 * MINUTE, 60)
    .silence(silenceS, movedM)
    .ignite(true)
    .drive(10 * MINUTE, 60);
const restS = 15 * MINUTE;

test("kilometres counted while the car stood at the same place are a jump", () => {
  const observations = counting(
    parkedAndOn(2 * HOUR, 20),
    ({ drivenKm, atS }) => drivenKm + (atS > restS ? 9_045 : 9_000),
  );
  expect(failures(observations)).toMatchObject([
    { type: "odometer_jump", startMs: NOON + 600_000, evidence: { fromKm: 9_010, toKm: 9_055.02 } },
  ]);
});

test("a counter that follows the drift of a parked receiver for days jumps once, ever farther", () => {
  const parked = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 60)
    .ignite(false)
    .stand(72 * HOUR, 300);
  const [found, ...others] = failures(
    counting(parked, ({ drivenKm, atS }) => 9_000 + drivenKm + atS / 10_000),
  );
  expect(others).toEqual([]);
  expect(found).toMatchObject({ type: "odometer_jump", startMs: NOON + 600_000 });
  expect(found?.evidence["toKm"]).toBeGreaterThan(9_010 + 24);
  const firstToldS = ((found?.detectedAtMs ?? Infinity) - NOON) / 1_000;
  expect(firstToldS).toBeLessThan(10 * MINUTE + 6 * HOUR);
});

test.each<[string, Journey, (reading: Reading) => number | undefined]>([
  ["a drive that nobody saw", parkedAndOn(2 * HOUR, 40_000), ({ drivenKm }) => 9_000 + drivenKm],
  [
    "one wrong reading",
    parkedAndOn(2 * HOUR, 0),
    ({ drivenKm, index }) => (index === 128 ? 9_400 : 9_000 + drivenKm),
  ],
  [
    "a kilometre that a coarse odometer had left",
    parkedAndOn(600, 0),
    ({ drivenKm, atS }) => Math.floor(9_000 + drivenKm - (atS > restS ? -1 : 0.5)),
  ],
  [
    "what an odometer told only at standstill had left to tell",
    parkedAndOn(600, 0),
    ({ drivenKm, atS }) => 9_000 + (atS > restS + 610 ? drivenKm : 0) + (atS > restS ? 9.9 : 0),
  ],
])("%s is no jump", (_case, journey, kmOf) => {
  const jumps = failures(counting(journey, kmOf)).filter(({ type }) => type === "odometer_jump");
  expect(jumps).toEqual([]);
});

const ALONG =
  (factor: number) =>
  ({ drivenKm }: Reading) =>
    9_000 + factor * drivenKm;

test.each([
  ["too much", 1.15],
  ["miles for kilometres", 0.621],
])("an odometer that counts %s is told once", (_case, factor) => {
  const [found, ...others] = failures(counting(aDrive(180), ALONG(factor)));
  expect(others).toEqual([]);
  expect(found?.type).toBe("odometer_calibration");
  expect(found?.evidence["ratio"]).toBeCloseTo(factor, 2);
});

test.each([
  ["a wheel that reads 8 % more", aDrive(180), 1.08],
  ["too short a drive", aDrive(40), 1.2],
  [
    "sampling that cuts the bends off",
    aJourney(NOON)
      .ignite(true)
      .drive(3 * HOUR, 60, 60),
    1.2,
  ],
])("%s needs no calibration", (_case, journey, factor) => {
  expect(failures(counting(journey, ALONG(factor)))).toEqual([]);
});

test.each([
  [30, 0.8],
  [30, 1.3],
  [60, 0.8],
  [60, 1.6],
])(
  "a tracker that reports every %i s shows an odometer that counts %f times the way",
  (everyS, factor) => {
    const journey = aJourney(NOON)
      .ignite(true)
      .drive(3 * HOUR, 60, everyS);
    const [found, ...others] = failures(counting(journey, ALONG(factor)));
    expect(others).toEqual([]);
    expect(found?.type).toBe("odometer_calibration");
    expect(found?.evidence["ratio"]).toBeCloseTo(factor, 2);
  },
);

test("a red light at every other report is driven to, and makes no odometer count too much", () => {
  const journey = aJourney(NOON).ignite(true);
  for (let light = 0; light < 150; light++)
    journey.drive(60, 50, 30).stand(30, 30).drive(30, 50, 30);
  expect(failures(counting(journey, ALONG(1)))).toEqual([]);
});

test("kilometres in tunnels are left out of the comparison", () => {
  const journey = aDrive(0);
  for (let times = 0; times < 12; times++)
    journey
      .drive(8 * MINUTE, 60)
      .silence(2 * MINUTE, 1_000)
      .drive(MINUTE, 60);
  expect(
    failures(
      counting(journey, ({ drivenKm, atS }) => 9_000 + drivenKm + Math.floor((atS + MINUTE) / 660)),
    ),
  ).toEqual([]);
});

test("a bus that sleeps while the car is parked, or wakes up at zero, is no jump", () => {
  const journey = aDrive();
  for (let stand = 0; stand < 3; stand++)
    journey
      .ignite(false)
      .stand(HOUR, 600)
      .ignite(true)
      .drive(10 * MINUTE, 60);
  const asleep = counting(journey, ({ drivenKm, index }) =>
    journey.observations[index]?.ignition === true ? 5_050 + drivenKm : 0,
  );
  expect(failures(asleep)).toEqual([]);
  const wakesUp = asleep.map((each, index) => ({
    ...each,
    odometerKm: asleep[index - 1]?.ignition === false ? 0 : each.odometerKm,
  }));
  expect(failures(wakesUp)).toEqual([]);
});
