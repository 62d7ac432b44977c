import { z } from "zod";
import { Instant, Timestamp } from "./fields.ts";
import { figure } from "./figure.ts";

/** Longest time a curve may reach over, ms: two days, of 25 hours each. */
const MAX_SPAN_MS = 50 * 3_600_000;

/** A stretch of a car's time that one chart has room for. */
export const CurveQuery = z
  .object({ from: Instant, to: Instant })
  .refine(({ from, to }) => from < to && to.getTime() - from.getTime() <= MAX_SPAN_MS, {
    path: ["to"],
    message: "must be later than from, by two days at most",
  });

/** What was reported within a short time: the top speed, and the median of the fuel level. */
export const CurvePoint = z.object({
  at: Timestamp,
  maxSpeedKmh: figure(1).nullable(),
  fuelPct: figure(1).nullable(),
  fuelLitres: figure(1).nullable(),
  ignition: z.boolean().nullable(),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

/** The level of a stand, the median of what was read after the fuel had settled. */
export const SettledLevel = z.object({
  at: Timestamp,
  fuelPct: figure(1).nullable(),
  fuelLitres: figure(1).nullable(),
});

/** `GET /api/vehicles/:id/curve`: speed and fuel over time, oldest first. */
export const DayCurve = z.object({
  points: z.array(CurvePoint),
  settledLevels: z.array(SettledLevel),
});
export type DayCurve = z.infer<typeof DayCurve>;
