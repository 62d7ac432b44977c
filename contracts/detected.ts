import { z } from "zod";
import { Alert, AlertStep } from "./alert.ts";
import { Certainty, DetectionType, Evidence } from "./detection/detection.ts";
import { Timestamp, Window } from "./fields.ts";
import { FuelRecord } from "./fuel-record.ts";
import { PageQuery } from "./paging.ts";

/** Something detected, as the API shows it. */
export const Detection = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  type: DetectionType,
  certainty: Certainty,
  startTime: Timestamp,
  /** Null while it lasts. */
  endTime: Timestamp.nullable(),
  /** Event time of the observation that decided it. */
  detectedAt: Timestamp,
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  evidence: Evidence,
  /** The alert that tells of it, if any. */
  alertId: z.string().nullable(),
  revision: z.number(),
});
export type Detection = z.infer<typeof Detection>;

/** Detections that touch the window, latest first. */
export const DetectionQuery = PageQuery.extend(Window.shape).extend({
  vehicleId: z.uuid().optional(),
  type: DetectionType.optional(),
  certainty: Certainty.optional(),
});

/** An alert with its life so far and the occurrences it tells of. */
export const AlertDetail = Alert.extend({
  history: z.array(AlertStep),
  detections: z.array(Detection),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const FuelEventType = z.enum(["refuel", "drain", "leak", "sensor_fault"]);
export type FuelEventType = z.infer<typeof FuelEventType>;

/** A change of fuel that is not consumption. `litres` where the tank is known, `pct` otherwise. */
export const FuelEvent = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  type: FuelEventType,
  certainty: Certainty,
  at: Timestamp,
  endedAt: Timestamp.nullable(),
  litres: z.number().nullable(),
  pct: z.number().nullable(),
  uncertaintyLitres: z.number().nullable(),
  uncertaintyPct: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  evidence: Evidence,
  revision: z.number(),
});
export type FuelEvent = z.infer<typeof FuelEvent>;

export const FuelEventQuery = PageQuery.extend(Window.shape).extend({
  vehicleId: z.uuid().optional(),
  type: FuelEventType.optional(),
});

/** What else a change of level could have been. */
export const OtherCause = z.object({
  cause: z.enum(["consumption", "slosh", "slope", "unseen_driving", "sender_end", "rebound"]),
  isRuledOut: z.boolean(),
  /** What that rests on, under names that carry their unit. */
  figures: Evidence,
});
export type OtherCause = z.infer<typeof OtherCause>;

/** Readings of a short time around one point: their median and how far they spread. */
export const LevelCurvePoint = z.object({
  at: Timestamp,
  readings: z.number(),
  pct: z.number().nullable(),
  lowPct: z.number().nullable(),
  highPct: z.number().nullable(),
  litres: z.number().nullable(),
  ignition: z.boolean().nullable(),
  maxSpeedKmh: z.number().nullable(),
});
export type LevelCurvePoint = z.infer<typeof LevelCurvePoint>;

/** A fuel event with everything a person needs to judge it. */
export const FuelEventDetail = FuelEvent.extend({
  /** As the tracker reported it around the event, oldest first. */
  curve: z.array(LevelCurvePoint),
  otherCauses: z.array(OtherCause),
  /** The record that a refuel was paid with. */
  record: FuelRecord.nullable(),
});
export type FuelEventDetail = z.infer<typeof FuelEventDetail>;
