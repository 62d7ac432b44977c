import type { Assignment, AssignmentPatch, NewAssignment } from "../contracts/assignment.ts";
import {
  endAssignment as storeEnd,
  findAssignment,
  insertAssignment,
  reattachDrivers,
} from "../db/assignments.ts";
import type { BranchScope } from "../db/branches.ts";
import { findDriver } from "../db/drivers.ts";
import { loadNow } from "../db/instant.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

/** Only active cars of the viewer's branch get a driver, and only active drivers a car. */
const participantFault = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, driverId }: NewAssignment,
): Promise<Refusal | undefined> => {
  const vehicle = await findVehicle(db, scope, vehicleId);
  if (!vehicle) return invalid("vehicleId", "no_vehicle");
  const driver = await findDriver(db, scope, driverId);
  if (!driver) return invalid("driverId", "no_driver");
  if (vehicle.status === "INACTIVE") return conflict("vehicleId", "vehicle_inactive");
  if (driver.status === "INACTIVE") return conflict("driverId", "driver_inactive");
  return undefined;
};

const periodFault = (assignedAt: Date, unassignedAt: Date | undefined): Refusal | undefined =>
  unassignedAt && unassignedAt <= assignedAt
    ? invalid("unassignedAt", "assignment_backwards")
    : undefined;

/**
 * Gives a car a driver, now, from a time ahead, or as of one in the past, and gives the routes driven
 * since to that driver. Throws on the constraints that keep one driver a car and one car a driver at
 * any instant.
 */
export const assignDriver = async (
  pool: Database,
  scope: BranchScope,
  request: NewAssignment,
): Promise<Assignment | Refusal> =>
  inTransaction(pool, async (client) => {
    const assignedAt = request.assignedAt ?? (await loadNow(client));
    const fault =
      periodFault(assignedAt, request.unassignedAt) ??
      (await participantFault(client, scope, request));
    if (fault) return fault;
    const id = await insertAssignment(client, { ...request, assignedAt });
    await reattachDrivers(client, request.vehicleId, assignedAt, request.unassignedAt);
    return stored(client, id);
  });

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
const later = (one: Date, other: Date): Date => (one > other ? one : other);

/**
 * Ends an assignment now, at a time ahead, or as of one in the past; routes that started after it
 * lose the driver. One that has not begun, and is to end now, ends as it would begin: it never holds.
 * Undefined when the viewer sees no such assignment.
 */
export const endAssignment = async (
  pool: Database,
  scope: BranchScope,
  id: string,
  patch: AssignmentPatch,
): Promise<Assignment | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const assignment = await findAssignment(client, scope, id);
    if (!assignment) return undefined;
    const assignedAt = new Date(assignment.assignedAt);
    const fault = periodFault(assignedAt, patch.unassignedAt);
    if (fault) return fault;
    const unassignedAt = patch.unassignedAt ?? later(assignedAt, await loadNow(client));
    if (!(await storeEnd(client, id, unassignedAt))) {
      return conflict("unassignedAt", "assignment_ended");
    }
    const formerEnd = new Date(assignment.unassignedAt ?? unassignedAt);
    const since = earlier(formerEnd, unassignedAt);
    await reattachDrivers(client, assignment.vehicleId, since, undefined);
    return stored(client, id);
  });

const stored = async (db: Queryable, id: string): Promise<Assignment> => {
  const assignment = await findAssignment(db, null, id);
  if (!assignment) throw new Error(`assignment ${id} vanished inside its own transaction`);
  return assignment;
};
