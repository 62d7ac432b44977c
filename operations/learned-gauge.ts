import { z } from "zod";
import { COARSEST_STEP_PCT, SIGMA_PER_MAD } from "../contracts/detection/fuel-gauge.ts";
import { loadFuelStates } from "../db/learned-fuel.ts";
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

/** Levels of two stands of an ordinary float differ by this much with nothing burnt, % of tank. */
const LEVEL_SIGMA_PCT = 1.5;

/** The part of fuel detection's memory that is about the gauge. */
const Remembered = z.object({
  sender: z.object({
    seenTankLitres: z.number().nullable(),
    scaleLitres: z.number().nullable().default(null),
    stepPct: z.number().nullable().default(null),
  }),
  noisePct: z.number(),
});

/** The gauge that fuel detection remembers; null before it does. */
export const learnedGauge = (fuel: unknown): LearnedGauge | null => {
  const parsed = Remembered.safeParse(fuel);
  if (!parsed.success) return null;
  const { sender, noisePct } = parsed.data;
  return {
    stepPct: Math.min(COARSEST_STEP_PCT, sender.stepPct ?? COARSEST_STEP_PCT),
    sigmaPct: SIGMA_PER_MAD * noisePct,
    tankLitres: sender.scaleLitres ?? sender.seenTankLitres,
  };
};

/** The gauges of vehicles, by vehicle, as they are now: those of then are not kept. */
export const loadLearnedGauges = async (
  db: Queryable,
  vehicleIds: readonly string[],
): Promise<ReadonlyMap<string, LearnedGauge>> => {
  const gauges = new Map<string, LearnedGauge>();
  for (const [vehicleId, fuel] of await loadFuelStates(db, vehicleIds)) {
    const gauge = learnedGauge(fuel);
    if (gauge) gauges.set(vehicleId, gauge);
  }
  return gauges;
};

/** One sigma of a settled level, % of tank: it lies anywhere within the step that a gauge shows. */
export const levelSigmaPct = (gauge: LearnedGauge | null): number =>
  Math.hypot(LEVEL_SIGMA_PCT, (gauge?.stepPct ?? 0) / Math.sqrt(12));
