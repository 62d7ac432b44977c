import { z } from "zod";
import { CalculationPeriod, Day } from "./fuel-efficiency.ts";
import { Evidence } from "./detection/detection.ts";

/** The period that holds a day. */
export const FuelReportQuery = z.strictObject({
  period: CalculationPeriod.default("MONTHLY"),
  /** Today, in UTC, unless said. */
  date: Day.optional(),
});

/** Sums over vehicles that handle the same money. */
export const FuelTotals = z.object({
  currency: z.string(),
  vehicles: z.number(),
  distanceKm: z.number(),
  measuredDistanceKm: z.number(),
  consumedLitres: z.number(),
  kmPerLitre: z.number().nullable(),
  litresPer100Km: z.number().nullable(),
  costMinor: z.number(),
  /** Null while the cost is incomplete. */
  costPerKm: z.number().nullable(),
  /** Of the litres paid in `currency`. */
  averageCostPerLitre: z.number().nullable(),
  refuelledLitres: z.number(),
  refuels: z.number(),
  /** Refuels paid in other money, whose cost is missing. */
  refuelsInOtherCurrency: z.number(),
  drainedLitres: z.number(),
});
export type FuelTotals = z.infer<typeof FuelTotals>;

/** A vehicle, or a driver over all vehicles, in the period. */
export const FuelReportLine = z.object({
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  distanceKm: z.number(),
  measuredDistanceKm: z.number(),
  consumedLitres: z.number().nullable(),
  kmPerLitre: z.number().nullable(),
  litresPer100Km: z.number().nullable(),
  costMinor: z.number(),
  /** Null while the cost is incomplete. */
  costPerKm: z.number().nullable(),
  refuels: z.number(),
  /** Refuels paid in other money, whose cost is missing. */
  refuelsInOtherCurrency: z.number(),
  drainedLitres: z.number(),
  idlingH: z.number(),
  /** More burnt than others do, %: a vehicle beside its peers, a driver beside the same vehicles. */
  moreThanUsualPct: z.number().nullable(),
  isInefficient: z.boolean(),
});
export type FuelReportLine = z.infer<typeof FuelReportLine>;

export const FuelRecommendation = z.object({
  kind: z.enum([
    "check_vehicle",
    "coach_driver",
    "follow_up_missing_fuel",
    "check_receipt",
    "enter_receipts",
    "cut_idling",
    "enter_tank_size",
    "buy_elsewhere",
  ]),
  severity: z.enum(["info", "warning"]),
  vehicleId: z.string().nullable(),
  driverId: z.string().nullable(),
  /** In plain words, with its figures. */
  text: z.string(),
  /** The figures it rests on, under names that carry their unit. */
  figures: Evidence,
});
export type FuelRecommendation = z.infer<typeof FuelRecommendation>;

/** What fuel was used for in a period, who used more than others, and what to do about it. */
export const FuelReport = z.object({
  period: CalculationPeriod,
  periodStart: Day,
  periodEnd: Day,
  totals: z.array(FuelTotals),
  vehicles: z.array(FuelReportLine),
  drivers: z.array(FuelReportLine),
  recommendations: z.array(FuelRecommendation),
});
export type FuelReport = z.infer<typeof FuelReport>;
