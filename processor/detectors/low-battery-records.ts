import { z } from "zod";
import { detectionId } from "./detector.ts";
import type { Output } from "./output.ts";

/** A battery that reads low, perhaps for long enough to be said. */
export const Low = z.object({
  startMs: z.number(),
  readings: z.number(),
  /** What it read when it was detected; until then the last reading. */
  level: z.number(),
  detectedAtMs: z.number().nullable(),
  /** It has died since. */
  hasDied: z.boolean().optional(),
  /** Nominal voltage of the vehicle's system; null for a tracker's battery. */
  systemV: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});
export type Low = z.infer<typeof Low>;

/** A tracker whose own battery reads low. */
export const TrackerLow = z.object({
  deviceId: z.string(),
  low: Low,
  /** Its record is named for the device; one from before there could be several is not. */
  isNamed: z.boolean().default(false),
});
export type TrackerLow = z.infer<typeof TrackerLow>;

/** What is the same of either battery. */
const recordOf = (low: Low, vehicleId: string, cause: string, endMs: number | null) => ({
  id: detectionId(vehicleId, "low_battery", cause),
  vehicleId,
  type: "low_battery" as const,
  certainty: "confirmed" as const,
  startMs: low.startMs,
  endMs,
  detectedAtMs: low.detectedAtMs ?? low.startMs,
  lat: low.lat,
  lon: low.lon,
});

/** The car's battery is low, as it is told of. */
export const sayVehicle = (low: Low, vehicleId: string, endMs: number | null): Output => ({
  kind: "detection",
  record: {
    ...recordOf(low, vehicleId, `vehicle:${low.startMs}`, endMs),
    evidence: {
      ...{ battery: "vehicle", restingV: low.level, systemV: low.systemV },
      ...(low.hasDied && { discharged: true }),
    },
  },
});

/** That of a tracker is. */
export const sayTracker = (
  tracker: TrackerLow,
  vehicleId: string,
  endMs: number | null,
): Output => {
  const { deviceId, low, isNamed } = tracker;
  const cause = isNamed ? `tracker:${deviceId}:${low.startMs}` : `tracker:${low.startMs}`;
  return {
    kind: "detection",
    record: {
      ...recordOf(low, vehicleId, cause, endMs),
      evidence: { battery: "tracker", device: deviceId, pct: low.level },
    },
  };
};
