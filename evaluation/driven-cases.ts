import { DetectionOptions } from "../contracts/detection/options.ts";
import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import { between, randomFrom, seedOf, type Random } from "../simulators/random.ts";
import { drivenProfile, type Report, type Stretch } from "./driven-profile.ts";
import type { Case, Kind, Truth } from "./happening.ts";

const DRIVES = 10;
const START_MS = Date.UTC(2026, 8, 7, 8);
const LIMIT_KMH = 80;
const KMH_PER_MPS = 3.6;

/** A stretch of a drive, with what is to be told of it. */
type Part = { readonly stretch: Stretch; readonly kind?: Kind };

const steady = (seconds: number): Part => ({ stretch: { seconds } });
const faster = (seconds: number, accelerationMps2: number, kind?: Kind): Part => ({
  stretch: { seconds, accelerationMps2 },
  ...(kind && { kind }),
});

/** From one speed to another as everybody drives. */
const calmly = (fromKmh: number, toKmh: number): Part => {
  const mps2 = toKmh > fromKmh ? 1.2 : -1.4;
  return faster((toKmh - fromKmh) / KMH_PER_MPS / mps2, mps2);
};

/** A turn at the speed driven, of a sideways acceleration; positive to the right. */
const turn = (seconds: number, kmh: number, sidewaysMps2: number, kind?: Kind): Part => ({
  stretch: {
    seconds,
    turnDegPerS: (sidewaysMps2 / (kmh / KMH_PER_MPS)) * (180 / Math.PI),
  },
  ...(kind && { kind }),
});

/** Braking, acceleration and a bend, each once as everybody drives and once harshly. */
const harshParts = (random: Random): Part[] => [
  ...[calmly(0, 70), steady(20), calmly(70, 40), steady(15), turn(5, 40, 1.8), steady(15)],
  turn(3, 40, -between(random, 3.8, 5), "harsh_cornering"),
  ...[steady(20), calmly(40, 70), steady(20)],
  faster(3, -between(random, 3.6, 5), "harsh_braking"),
  steady(20),
  faster(4, between(random, 2.6, 3.2), "harsh_acceleration"),
  steady(20),
];

/** At the limit, too fast for half a minute to two, and for a moment while overtaking. */
const speedingParts = (random: Random): Part[] => {
  const fastKmh = between(random, LIMIT_KMH + 10, LIMIT_KMH + 35);
  const up = (kind?: Kind): Part => ({ ...calmly(LIMIT_KMH - 2, fastKmh), ...(kind && { kind }) });
  return [
    ...[calmly(0, LIMIT_KMH - 2), steady(60), up("speeding")],
    ...[steady(between(random, 30, 120)), calmly(fastKmh, LIMIT_KMH - 2), steady(120)],
    ...[calmly(LIMIT_KMH - 2, LIMIT_KMH + 10), steady(4), calmly(LIMIT_KMH + 10, LIMIT_KMH - 2)],
    steady(60),
  ];
};

const limits = (random: Random): Part[] =>
  Array.from({ length: 5 }, () => [
    ...speedingParts(random),
    ...[faster(16, -1.6), steady(5)],
  ]).flat();

const caseOf = (
  source: string,
  parts: readonly Part[],
  report: Omit<Report, "startMs">,
  known: readonly Kind[],
): Case => {
  const stretches = parts.map(({ stretch }) => stretch);
  const { observations, beganMs } = drivenProfile(stretches, { startMs: START_MS, ...report });
  const truths = parts.flatMap(({ kind, stretch }, index): Truth[] => {
    const startMs = beganMs[index] ?? START_MS;
    return kind ? [{ kind, startMs, endMs: startMs + stretch.seconds * 1_000 }] : [];
  });
  const options = DetectionOptions.parse({ speeding: { limitKmh: LIMIT_KMH } });
  const settings = unchanging({ ...defaultSettings, options });
  return { source, observations, settings, truths, known: new Set(known) };
};

const HARSH = ["harsh_acceleration", "harsh_braking", "harsh_cornering"] as const;

/** Drives by the laws of motion, seen by a receiver that errs: manners, limits, a wrong odometer. */
export const drivenCases = function* (): Generator<Case> {
  for (let drive = 0; drive < DRIVES; drive++) {
    const seed = seedOf("driven", drive);
    const random = randomFrom(seed);
    const harsh = Array.from({ length: 5 }, () => [
      ...harshParts(random),
      ...[faster(12, -1.8), steady(5)],
    ]).flat();
    yield caseOf("simulated drives, every s", harsh, { everyS: 1, seed }, HARSH);
    for (const everyS of [5, 30])
      yield caseOf(
        `simulated drives, every ${String(everyS)} s`,
        limits(random),
        { everyS, seed },
        ["speeding"],
      );
    const speedless = { everyS: 5, seed, isSpeedless: true };
    yield caseOf("simulated drives, no speed", limits(random), speedless, ["speeding"]);
    const odometerFactor = drive % 2 === 0 ? 0.85 : 1.15;
    const motorway = [
      calmly(0, 100),
      { ...steady(50 * 60), kind: "odometer_calibration" as const },
    ];
    yield caseOf("simulated drives, every 5 s", motorway, { everyS: 5, seed, odometerFactor }, [
      "odometer_calibration",
    ]);
  }
};
