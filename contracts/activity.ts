import { z } from "zod";
import { AlertType } from "./alert.ts";
import { Severity } from "./detection/detection.ts";
import { Timestamp } from "./fields.ts";
import { pageOf } from "./paging.ts";

/** What the owner of the business is told to have happened. Silence is told instead of its alert. */
export const ActivityKind = z.enum([
  "alert_raised",
  "alert_raised_again",
  "alert_resolved",
  "booking_created",
  "booking_void",
  "handed_out",
  "returned",
  "extension_requested",
  "extension_approved",
  "extension_denied",
  "car_silent",
  "car_heard",
  "link_made",
  "link_revoked",
]);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** Something that happened. Later ones have larger ids, in the order in which they became known. */
export const Activity = z.object({
  id: z.number(),
  kind: ActivityKind,
  /** When it happened; it may have been entered hours later. */
  at: Timestamp,
  recordedAt: Timestamp,
  vehicleId: z.string(),
  licensePlate: z.string(),
  /** The vehicle's branch. */
  branchId: z.string(),
  bookingId: z.string().nullable(),
  customerName: z.string().nullable(),
  /** Where the car of a booking comes back to. */
  returnBranchId: z.string().nullable(),
  /** Of an extension: until when. */
  dueAt: Timestamp.nullable(),
  alertId: z.string().nullable(),
  alertType: AlertType.nullable(),
  severity: Severity.nullable(),
  /** Who did it; null for the system, and where no name was noted. */
  userName: z.string().nullable(),
  note: z.string().nullable(),
});
export type Activity = z.infer<typeof Activity>;

/** What happened, latest known first. */
export const ActivityPage = pageOf(Activity);
export type ActivityPage = z.infer<typeof ActivityPage>;

/** How far a person has read; the mark only moves on. */
export const LastSeen = z.strictObject({
  activityId: z.int().nonnegative().max(Number.MAX_SAFE_INTEGER),
});
export type LastSeen = z.infer<typeof LastSeen>;

/** The mark as it is, and when it was set. */
export const ActivityMark = z.object({ activityId: z.number(), markedAt: Timestamp });
export type ActivityMark = z.infer<typeof ActivityMark>;

/** Payload of `activity:added`. */
export const ActivityEvent = z.object({ activity: Activity });
export type ActivityEvent = z.infer<typeof ActivityEvent>;
