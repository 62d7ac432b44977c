import type { Evidence } from "../../contracts/detection/detection.ts";
import type { Observation } from "../../contracts/observation.ts";
import { detectionId, type DetectorInput } from "./detector.ts";
import type { Output } from "./output.ts";

type OdometerType =
  "odometer_rollback" | "odometer_frozen" | "odometer_jump" | "odometer_calibration";

/** When and where an odometer failed. */
export type Failure = {
  readonly startMs: number;
  readonly endMs: number | null;
  readonly detectedAtMs: number;
  readonly lat: number | null;
  readonly lon: number | null;
};

export const odometerRecord = (
  vehicleId: string,
  type: OdometerType,
  { startMs, endMs, detectedAtMs, lat, lon }: Failure,
  evidence: Evidence,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, type, startMs),
    vehicleId,
    type,
    certainty: "confirmed",
    startMs,
    endMs,
    detectedAtMs,
    lat,
    lon,
    evidence,
  },
});

/** What the odometer shows; a bus that sleeps or wakes up shows 0, which is no reading. */
export const readingOf = ({ odometerKm }: Observation): number | undefined =>
  odometerKm === 0 ? undefined : odometerKm;

/** Slower than this a step is drift, km/h: wheels standing still read up to 6.5, p99 1.2. */
const ROLLING_KMH = 5;

/** With the key off wheels do not turn: on a lorry or a ferry a car goes far and counts nothing. */
export const isCarried = ({ motion }: DetectorInput): boolean => motion.ignition === false;

/**
 * Metres driven since the fix before, by positions; 0 where there is a gap, where it may be drift,
 * and where the car is carried.
 */
export const drivenM = (input: DetectorInput, maxStepMs: number): number => {
  const { fix, lastFix, motion } = input;
  if (!fix || !lastFix || !motion.underWay || isCarried(input)) return 0;
  if (fix.atMs - lastFix.atMs > maxStepMs) return 0;
  if (fix.speedKmh !== null && fix.speedKmh < ROLLING_KMH) return 0;
  return input.stepM;
};

/** Kilometres to the metre. */
export const toMetre = (km: number): number => Math.round(km * 1_000) / 1_000;
