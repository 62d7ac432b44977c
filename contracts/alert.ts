import { z } from "zod";
import { DetectionType, Evidence, Severity } from "./detection/detection.ts";
import { Instant, text, Timestamp } from "./fields.ts";
import { PageQuery } from "./paging.ts";
import { Role } from "./permissions.ts";

/** What an alert can be about: something detected, or a booking whose car is not back. */
export const AlertType = z.enum([...DetectionType.options, "overdue"]);
export type AlertType = z.infer<typeof AlertType>;

export const AlertStatus = z.enum(["open", "acknowledged", "assigned", "snoozed", "resolved"]);
export type AlertStatus = z.infer<typeof AlertStatus>;

/** How far an overdue return has come: foreseen, past the grace time, two hours, a day. */
export const OverdueLevel = z.enum(["predicted", "grace", "2h", "24h"]);
export type OverdueLevel = z.infer<typeof OverdueLevel>;

/** One cause for concern about one vehicle; repeats of the cause raise its count. */
export const Alert = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  branchId: z.string(),
  type: AlertType,
  /** Tells causes of one vehicle and type apart, as a geofence's id. */
  cause: z.string(),
  severity: Severity,
  status: AlertStatus,
  level: OverdueLevel.nullable(),
  bookingId: z.string().nullable(),
  /** How often it occurred. */
  count: z.number(),
  startedAt: Timestamp,
  /** Start of the latest occurrence. */
  lastAt: Timestamp,
  /** Null while the cause lasts. */
  endedAt: Timestamp.nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  /** Of the latest occurrence. */
  evidence: Evidence,
  /** When people were told; null for what came too late to be news. */
  raisedAt: Timestamp.nullable(),
  late: z.boolean(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  /** Who has seen it, while nobody looks after it; unknown to events of earlier releases. */
  acknowledgedByName: z.string().nullable().default(null),
  snoozedUntil: Timestamp.nullable(),
  /** Why it was closed. */
  resolution: z.string().nullable(),
  resolvedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  revision: z.number(),
});
export type Alert = z.infer<typeof Alert>;

/** A step of an alert's life. `userId` is null where the system took it. */
export const AlertStep = z.object({
  at: Timestamp,
  userId: z.string().nullable(),
  userName: z.string().nullable(),
  action: z.string(),
  note: z.string().nullable(),
});
export type AlertStep = z.infer<typeof AlertStep>;

/** Alerts, latest first. `status` may be named more than once. */
export const AlertQuery = PageQuery.extend({
  status: z.union([AlertStatus.transform((status) => [status]), z.array(AlertStatus)]).optional(),
  type: AlertType.optional(),
  vehicleId: z.uuid().optional(),
});

const note = text(1_000).optional();

/** What may be said with any step. */
export const AlertNote = z.strictObject({ note }).prefault({});
export type AlertNote = z.output<typeof AlertNote>;

/** What somebody has to say about an alert, which stays as it stands. */
export const AlertRemark = z.strictObject({ note: text(1_000) });
export type AlertRemark = z.output<typeof AlertRemark>;

/** To whom; without, to the one who asks. */
export const AlertAssignment = z.strictObject({ userId: z.uuid().optional(), note }).prefault({});
export type AlertAssignment = z.output<typeof AlertAssignment>;

/** Somebody an alert may be assigned to. */
export const Assignee = z.object({ id: z.string(), name: z.string(), role: Role });
export type Assignee = z.infer<typeof Assignee>;

export const AlertSnooze = z.strictObject({ until: Instant, note });
export type AlertSnooze = z.output<typeof AlertSnooze>;

/** Reasons a person may give for closing an alert; the system has others. */
export const Resolution = z.enum(["handled", "false_alarm", "accepted"]);

export const AlertResolution = z
  .strictObject({ resolution: Resolution.default("handled"), note })
  .prefault({});
export type AlertResolution = z.output<typeof AlertResolution>;

/** Takes back one's own step: the one that left the alert at this revision, if it was the last. */
export const AlertUndo = z.strictObject({ revision: z.int().positive(), note });
export type AlertUndo = z.output<typeof AlertUndo>;

/** Payload of every `alert:*` event. */
export const AlertEvent = z.object({ alert: Alert });
export type AlertEvent = z.infer<typeof AlertEvent>;
