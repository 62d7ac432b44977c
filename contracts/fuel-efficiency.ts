import { z } from "zod";
import { Timestamp } from "./fields.ts";
import { PageQuery } from "./paging.ts";

/** Weeks are those of ISO 8601, Monday to Sunday; midnights are those of the vehicle's branch. */
export const CalculationPeriod = z.enum(["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY"]);
export type CalculationPeriod = z.infer<typeof CalculationPeriod>;

/**
 * `levels`: settled level before less after, plus fills, less drains. `full_to_full`: what was
 * filled in after one full tank up to the next.
 */
export const EfficiencyMethod = z.enum(["levels", "full_to_full"]);
export type EfficiencyMethod = z.infer<typeof EfficiencyMethod>;

/** Why consumption cannot be told. */
export const UnknownBecause = z.enum([
  /** No completed route. */
  "no_distance",
  /** Neither levels on both sides of a route nor two full tanks. */
  "no_levels",
  /** Levels are shares of a tank whose size nobody entered. */
  "tank_size_unknown",
  /** More in the tank than before, and no fill that explains it. */
  "unexplained_rise",
  /** Less was burnt than the levels can tell apart. */
  "below_uncertainty",
]);
export type UnknownBecause = z.infer<typeof UnknownBecause>;

/** A calendar day, in the branch's time zone. */
export const Day = z.iso.date();

/** What a vehicle burnt and cost in a period; with a driver, on that driver's routes. */
export const FuelEfficiency = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  /** Null: the vehicle as a whole. */
  driverId: z.string().nullable(),
  driverName: z.string().nullable(),
  calculationPeriod: CalculationPeriod,
  periodStart: Day,
  /** Last day, included. */
  periodEnd: Day,
  totalDistanceKm: z.number(),
  /** Over `measuredDistanceKm`; null with `unknownBecause`. */
  totalFuelConsumedLiters: z.number().nullable(),
  uncertaintyLiters: z.number().nullable(),
  measuredDistanceKm: z.number(),
  method: EfficiencyMethod.nullable(),
  unknownBecause: UnknownBecause.nullable(),
  fuelEfficiencyKmPerLiter: z.number().nullable(),
  litersPer100Km: z.number().nullable(),
  /** From the records of the period in `currency`: incomplete with `refuelsInOtherCurrency`. */
  totalFuelCost: z.number(),
  totalFuelCostMinor: z.number(),
  currency: z.string(),
  totalRefuelledLiters: z.number(),
  /** Total cost by total distance; null without distance, and while the cost is incomplete. */
  costPerKm: z.number().nullable(),
  /** Of the litres paid in `currency`. */
  averageCostPerLiter: z.number().nullable(),
  numberOfRefuels: z.number(),
  /** How many of the refuels, and of the litres, were paid in other money. */
  refuelsInOtherCurrency: z.number(),
  litersInOtherCurrency: z.number(),
  /** Confirmed drains. */
  totalDrainedLiters: z.number(),
  idlingS: z.number(),
  updatedAt: Timestamp,
});
export type FuelEfficiency = z.infer<typeof FuelEfficiency>;

/** Periods that begin in the window of days, latest first. `driverId=none`: vehicles as a whole. */
export const FuelEfficiencyQuery = PageQuery.extend({
  vehicleId: z.uuid().optional(),
  driverId: z.union([z.uuid(), z.literal("none")]).optional(),
  period: CalculationPeriod.optional(),
  from: z.union([Day, z.iso.datetime({ offset: true })]).optional(),
  to: z.union([Day, z.iso.datetime({ offset: true })]).optional(),
});

/** What a vehicle usually burns, as learned from its levels while nothing else changed them. */
export const LearnedConsumption = z.object({
  vehicleId: z.string(),
  /** Null until learned; litres also while the size of the tank is unknown. */
  litresPer100Km: z.number().nullable(),
  idleLitresPerHour: z.number().nullable(),
  pctPer100Km: z.number().nullable(),
  idlePctPerHour: z.number().nullable(),
  /** What it rests on. */
  learnedKm: z.number(),
  learnedIdleHours: z.number(),
  tankLitres: z.number().nullable(),
  /** `entered` by a person, or `seen` where a device reports share and litres. */
  tankSource: z.enum(["entered", "seen"]).nullable(),
  /** Spread of levels between two places, 1 sigma, % of tank. */
  noisePct: z.number().nullable(),
  /** Of the last observation it knows of. */
  asOf: Timestamp.nullable(),
});
export type LearnedConsumption = z.infer<typeof LearnedConsumption>;
