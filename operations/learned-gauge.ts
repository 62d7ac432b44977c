import { COARSEST_STEP_PCT, SIGMA_PER_MAD } from "../contracts/detection/fuel-gauge.ts";
import { loadLearnedFuel, type LearnedFuelVersion } from "../db/learned-fuel.ts";
import type { Queryable } from "../db/pool.ts";

/** How finely a vehicle's fuel gauge shows the level, as detection has learned it. */
export type LearnedGauge = {
  /** Smallest difference it shows, % of tank; the coarsest known before any was seen. */
  readonly stepPct: number;
  /** One sigma of quiet differences between two places, % of tank. */
  readonly sigmaPct: number;
  /** What the device takes for 100 %, l; null where it says nothing of it. */
  readonly tankLitres: number | null;
};

/** A vehicle's gauge as it was known at a time; null before anything was. */
export type GaugeAt = (vehicleId: string, atMs: number) => LearnedGauge | null;

/** Levels of two stands of an ordinary float differ by this much with nothing burnt, % of tank. */
const LEVEL_SIGMA_PCT = 1.5;

/** The gauges that versions tell of, those of one vehicle oldest first. */
export const gaugesOf = (versions: readonly LearnedFuelVersion[]): GaugeAt => {
  const byVehicle = new Map<string, LearnedFuelVersion[]>();
  for (const version of versions) {
    const known = byVehicle.get(version.vehicleId);
    if (known) known.push(version);
    else byVehicle.set(version.vehicleId, [version]);
  }
  return (vehicleId, atMs) => {
    const known = byVehicle.get(vehicleId)?.findLast(({ detectedAtMs }) => detectedAtMs <= atMs);
    if (!known) return null;
    return {
      stepPct: Math.min(COARSEST_STEP_PCT, known.stepPct ?? COARSEST_STEP_PCT),
      sigmaPct: SIGMA_PER_MAD * known.noisePct,
      tankLitres: known.tankLitres,
    };
  };
};

/** The gauges of vehicles, as they were known at any time of a stretch. */
export const loadGauges = async (
  db: Queryable,
  vehicleIds: readonly string[],
  from: Date,
  to: Date,
): Promise<GaugeAt> => gaugesOf(await loadLearnedFuel(db, vehicleIds, from, to));

/** One sigma of a settled level, % of tank: it lies anywhere within the step that a gauge shows. */
export const levelSigmaPct = (gauge: LearnedGauge | null): number =>
  Math.hypot(LEVEL_SIGMA_PCT, (gauge?.stepPct ?? 0) / Math.sqrt(12));
