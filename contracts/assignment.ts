import { z } from "zod";
import { Instant, Timestamp } from "./fields.ts";
import { PageQuery } from "./paging.ts";

/** Who had which car when. */
export const Assignment = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  driverId: z.string(),
  driverName: z.string(),
  assignedAt: Timestamp,
  /** Null while no end is set; the same as `assignedAt` when it was cancelled before it began. */
  unassignedAt: Timestamp.nullable(),
  /** Whether it holds now: it has begun and not ended. */
  isActive: z.boolean(),
});
export type Assignment = z.infer<typeof Assignment>;

/** Either time may lie in the past: routes already driven then get this driver. Or in the future. */
export const NewAssignment = z.strictObject({
  vehicleId: z.uuid(),
  driverId: z.uuid(),
  assignedAt: Instant.optional(),
  unassignedAt: Instant.optional(),
});
export type NewAssignment = z.output<typeof NewAssignment>;

/**
 * Ends an assignment, now unless `unassignedAt` says when, which may be later; until then it can be
 * moved. One that has not begun is cancelled by `isActive: false`.
 */
export const AssignmentPatch = z
  .strictObject({ unassignedAt: Instant.optional(), isActive: z.literal(false).optional() })
  .refine(({ unassignedAt, isActive }) => unassignedAt !== undefined || isActive === false, {
    path: ["unassignedAt"],
    message: "is required, or isActive: false to end it now",
  });
export type AssignmentPatch = z.output<typeof AssignmentPatch>;

export const AssignmentQuery = PageQuery.extend({
  vehicleId: z.uuid().optional(),
  driverId: z.uuid().optional(),
  active: z.stringbool().optional(),
});
