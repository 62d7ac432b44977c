import { z } from "zod";
import type { Evidence } from "../../contracts/detection/detection.ts";
import { detectionId } from "./detector.ts";
import type { Output } from "./output.ts";

/** A car that has left its stand with the ignition off; said once it has a `type`. */
export const Move = z.object({
  /** First fix away from the stand. */
  sinceMs: z.number(),
  fromLat: z.number(),
  fromLon: z.number(),
  /** It was decided without any sign of movement, by how long it stayed away. */
  unseen: z.boolean().default(false),
  /** It was back at its stand before long: a reflection, not a tow. */
  withdrawn: z.boolean().default(false),
  /** Fixes in a row that are away, and those at speed. */
  awayFixes: z.number(),
  fastFixes: z.number(),
  awayM: z.number(),
  peakKmh: z.number(),
  /** Signs of a running engine since it moves. */
  rpmSeen: z.boolean(),
  peakV: z.number(),
  /** What the battery showed at rest, V, and at most since then if that was high. */
  restV: z.number().nullable().default(null),
  highV: z.number().default(0),
  odometerFromKm: z.number().nullable(),
  odometerKm: z.number().nullable(),
  /** The odometer is known to count turns of the wheels. */
  countsWheels: z.boolean().default(false),
  /** The fix that showed the movement beyond doubt. */
  decidedMs: z.number().nullable(),
  /** When it was said: the ignition had its time to come until then. */
  toldMs: z.number().nullable().default(null),
  type: z.enum(["tow", "ignition_sensor_fault"]).nullable(),
  /** What the record says while it lasts. */
  saidAwayM: z.number(),
  saidKmh: z.number(),
  /** Where and since when it stands again. */
  rest: z.object({ lat: z.number(), lon: z.number(), atMs: z.number() }),
});
export type Move = z.infer<typeof Move>;

/** Tow alarms that a device raises itself, those close together joined. */
export const TowAlarm = z.object({
  startMs: z.number(),
  lastMs: z.number(),
  count: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});
export type TowAlarm = z.infer<typeof TowAlarm>;

/** Where a car stands with the ignition off: the mean of the fixes there. */
const Anchor = z.object({
  lat: z.number(),
  lon: z.number(),
  /** Fixes it rests on; 0 for one that leapt there and may be astray. */
  fixes: z.number(),
  sinceMs: z.number(),
  /** What the odometer showed when it was seen there last. */
  km: z.number().nullable().default(null),
});
export type Anchor = z.infer<typeof Anchor>;

export const TowState = z.object({
  anchor: Anchor.nullable(),
  /** Fixes in a row at walking pace or more, and where they began. */
  rolling: z
    .object({ lat: z.number(), lon: z.number(), fixes: z.number() })
    .nullable()
    .default(null),
  /** It was seen to roll since it was last at its stand. */
  rolled: z.boolean().default(false),
  alarm: TowAlarm.nullable().default(null),
  move: Move.nullable(),
});
export type TowState = z.infer<typeof TowState>;

/** What the odometer has counted since the car left its stand, km. */
export const countedKm = ({ odometerKm, odometerFromKm }: Move): number =>
  (odometerKm ?? 0) - (odometerFromKm ?? odometerKm ?? 0);

/** What spoke for a running engine: proof of one, or what fell short of it. */
const signsOf = (move: Move): Evidence => {
  const { type, rpmSeen, peakV, restV, highV, countsWheels } = move;
  const km = Math.round(countedKm(move) * 1_000) / 1_000;
  const counted = km > 0 && { countedKm: km };
  if (type === "ignition_sensor_fault")
    return { engineTurned: rpmSeen, charged: peakV > 0, ...(countsWheels && counted) };
  return {
    ...counted,
    ...(highV > 0 && { ...(restV !== null && { fromV: restV }), toV: highV }),
  };
};

/** The record of a move; its figures are those of the moment it was said, until it ends. */
export const moved = (vehicleId: string, move: Move, endMs: number | null): Output[] => {
  const { type, sinceMs, withdrawn } = move;
  const detectedAtMs = move.toldMs ?? move.decidedMs;
  if (type === null || detectedAtMs === null) return [];
  const lasts = endMs === null;
  return [
    {
      kind: "detection",
      record: {
        id: detectionId(vehicleId, type, sinceMs),
        vehicleId,
        type,
        certainty: withdrawn ? "suspected" : "confirmed",
        startMs: sinceMs,
        endMs,
        detectedAtMs,
        lat: move.fromLat,
        lon: move.fromLon,
        evidence: {
          distanceM: lasts ? move.saidAwayM : move.awayM,
          peakKmh: lasts ? move.saidKmh : move.peakKmh,
          ...signsOf(move),
        },
      },
    },
  ];
};
