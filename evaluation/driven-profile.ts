import type { Observation } from "../contracts/observation.ts";
import { anObservation } from "../contracts/testing.ts";
import { eastwards, lonScale, M_PER_DEGREE } from "../processor/geo/shape.ts";
import { noiseAt, unitAt } from "../simulators/random.ts";

/** A stretch driven with one acceleration and one rate of turning. */
export type Stretch = {
  readonly seconds: number;
  readonly accelerationMps2?: number;
  readonly turnDegPerS?: number;
};

/** How a drive is reported. */
export type Report = {
  readonly startMs: number;
  readonly everyS: number;
  readonly seed: number;
  /** What the odometer counts of a kilometre. */
  readonly odometerFactor?: number;
  /** A tracker that gives no speed, among houses. */
  readonly isSpeedless?: boolean;
};

/** Steps in which a drive is reckoned, s. */
const STEP_S = 0.1;
const KMH_PER_MPS = 3.6;
const RADIANS_PER_DEGREE = Math.PI / 180;
/** Errors of a receiver under the sky: m and the s over which they wander; km/h; degrees. */
const PLACE_ERROR_M = 3;
const PLACE_ERROR_IN_TOWN_M = 10;
const WANDERS_OVER_S = 30;
const SPEED_ERROR_KMH = 0.4;
const HEADING_ERROR_DEG = 1;
const HOME = { lat: 57.7, lon: 11.97 };
const ODOMETER_KM = 42_000;

type Motion = { eastM: number; northM: number; mps: number; headingDeg: number; km: number };

const advance = (motion: Motion, { accelerationMps2 = 0, turnDegPerS = 0 }: Stretch): void => {
  motion.mps = Math.max(0, motion.mps + accelerationMps2 * STEP_S);
  motion.headingDeg = (motion.headingDeg + turnDegPerS * STEP_S + 360) % 360;
  const stepM = motion.mps * STEP_S;
  motion.eastM += stepM * Math.sin(motion.headingDeg * RADIANS_PER_DEGREE);
  motion.northM += stepM * Math.cos(motion.headingDeg * RADIANS_PER_DEGREE);
  motion.km += stepM / 1_000;
};

const reportOf = (
  { eastM, northM, mps, headingDeg, km }: Motion,
  second: number,
  { startMs, seed, odometerFactor = 1, isSpeedless = false }: Report,
): Observation => {
  const errorM = isSpeedless ? PLACE_ERROR_IN_TOWN_M : PLACE_ERROR_M;
  const astray = (axis: number): number => errorM * noiseAt(seed + axis, second / WANDERS_OVER_S);
  const wavers = (axis: number): number => 2 * unitAt(seed + axis, second) - 1;
  return anObservation({
    tsMs: startMs + second * 1_000,
    lat: HOME.lat + (northM + astray(1)) / M_PER_DEGREE,
    lon: eastwards(0, HOME.lon + (eastM + astray(2)) / lonScale(HOME.lat)),
    ...{ accuracyM: 4, satellites: 12, ignition: true, rpm: 1_800 },
    ...(!isSpeedless && {
      speedKmh: Math.max(0, mps * KMH_PER_MPS + SPEED_ERROR_KMH * wavers(3)),
    }),
    headingDeg: (headingDeg + HEADING_ERROR_DEG * wavers(4) + 360) % 360,
    odometerKm: ODOMETER_KM + Math.round(km * odometerFactor * 1_000) / 1_000,
  });
};

/** What a tracker reports of a drive from standing, and when each of its stretches began, ms. */
export const drivenProfile = (stretches: readonly Stretch[], report: Report) => {
  const motion: Motion = { eastM: 0, northM: 0, mps: 0, headingDeg: 0, km: 0 };
  const observations: Observation[] = [reportOf(motion, 0, report)];
  const beganMs: number[] = [];
  let steps = 0;
  for (const stretch of stretches) {
    beganMs.push(report.startMs + steps * STEP_S * 1_000);
    for (let done = 0; done < Math.round(stretch.seconds / STEP_S); done++) {
      advance(motion, stretch);
      steps++;
      if (steps % (report.everyS / STEP_S) === 0)
        observations.push(reportOf(motion, steps * STEP_S, report));
    }
  }
  return { observations, beganMs };
};
