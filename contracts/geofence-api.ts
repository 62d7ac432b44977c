import { z } from "zod";
import { Timestamp } from "./fields.ts";
import { Geofence } from "./geofence.ts";
import { PageQuery } from "./paging.ts";

/** A version of a geofence as the API shows it. */
export const GeofenceVersion = z.object({
  ...Geofence.shape,
  /** Counts edits. */
  version: z.number(),
  validFrom: Timestamp,
  /** Null while in force. */
  validUntil: Timestamp.nullable(),
});
export type GeofenceVersion = z.infer<typeof GeofenceVersion>;

/** A geofence in its last version, with all it has had, the latest first. */
export const GeofenceDetail = GeofenceVersion.extend({ versions: z.array(GeofenceVersion) });
export type GeofenceDetail = z.infer<typeof GeofenceDetail>;

const fields = Geofence.omit({ id: true, validFrom: true, validUntil: true });

/** A fence that holds from now on. `branchId` may be left out by a branch's staff. */
export const NewGeofence = fields.extend({
  speedLimitKmh: fields.shape.speedLimitKmh.default(null),
  branchId: fields.shape.branchId.optional(),
  vehicleGroup: fields.shape.vehicleGroup.default(null),
});
export type NewGeofence = z.output<typeof NewGeofence>;

/** Begins a new version; what was observed until now is judged by the old one. */
export const GeofencePatch = fields.partial();
export type GeofencePatch = z.output<typeof GeofencePatch>;

/** Fences by name; those in force, unless `archived` asks for those that were. */
export const GeofenceQuery = PageQuery.extend({
  branchId: z.uuid().optional(),
  archived: z.stringbool().default(false),
});
