import type pg from "pg";
import type { Assignment, AssignmentPatch, NewAssignment } from "../contracts/assignment.ts";
import {
  endAssignment as storeEnd,
  findAssignment,
  insertAssignment,
  reattachDrivers,
} from "../db/assignments.ts";
import type { BranchScope } from "../db/branches.ts";
import { findDriver } from "../db/drivers.ts";
import { inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

/** Only active cars of the viewer's branch get a driver, and only active drivers a car. */
const participantFault = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, driverId }: NewAssignment,
): Promise<Refusal | undefined> => {
  const vehicle = await findVehicle(db, scope, vehicleId);
  if (!vehicle) return invalid("vehicleId", "names no vehicle");
  const driver = await findDriver(db, scope, driverId);
  if (!driver) return invalid("driverId", "names no driver");
  if (vehicle.status === "INACTIVE") return conflict("vehicleId", "names an inactive vehicle");
  if (driver.status === "INACTIVE") return conflict("driverId", "names an inactive driver");
  return undefined;
};

const periodFault = (assignedAt: Date, unassignedAt: Date | undefined): Refusal | undefined =>
  unassignedAt && unassignedAt <= assignedAt
    ? invalid("unassignedAt", "must be later than assignedAt")
    : undefined;

/**
 * Gives a car a driver, now or as of a time in the past, and gives the routes driven since to that
 * driver. Throws on the constraints that keep one driver a car and one car a driver at any instant.
 */
export const assignDriver = async (
  pool: pg.Pool,
  scope: BranchScope,
  request: NewAssignment,
): Promise<Assignment | Refusal> => {
  const assignedAt = request.assignedAt ?? new Date();
  return inTransaction(pool, async (client) => {
    const fault =
      periodFault(assignedAt, request.unassignedAt) ??
      (await participantFault(client, scope, request));
    if (fault) return fault;
    const id = await insertAssignment(client, { ...request, assignedAt });
    await reattachDrivers(client, request.vehicleId, assignedAt, request.unassignedAt);
    return stored(client, id);
  });
};

/**
 * Ends an assignment, now or as of a time in the past; routes that started after it lose the
 * driver. Undefined when the viewer sees no such assignment.
 */
export const endAssignment = async (
  pool: pg.Pool,
  scope: BranchScope,
  id: string,
  { unassignedAt = new Date() }: AssignmentPatch,
): Promise<Assignment | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const assignment = await findAssignment(client, scope, id);
    if (!assignment) return undefined;
    const fault = periodFault(new Date(assignment.assignedAt), unassignedAt);
    if (fault) return fault;
    if (!(await storeEnd(client, id, unassignedAt))) {
      return conflict("unassignedAt", "cannot change: the assignment has already ended");
    }
    await reattachDrivers(client, assignment.vehicleId, unassignedAt, undefined);
    return stored(client, id);
  });

const stored = async (db: Queryable, id: string): Promise<Assignment> => {
  const assignment = await findAssignment(db, null, id);
  if (!assignment) throw new Error(`assignment ${id} vanished inside its own transaction`);
  return assignment;
};
