import type { Assignment, NewAssignment } from "../contracts/assignment.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** SQL: whether the assignment `a` holds now. Whether its end is set says nothing of that. */
export const A_HOLDS_NOW = "tstzrange(a.assigned_at, a.unassigned_at) @> now()";

const SELECT = `select a.id, a.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    a.driver_id as "driverId", d.name as "driverName", a.assigned_at as "assignedAt",
    a.unassigned_at as "unassignedAt", ${A_HOLDS_NOW} as "isActive"
  from vehicle_driver_assignments a
  join vehicles v on v.id = a.vehicle_id
  join drivers d on d.id = a.driver_id`;

export type AssignmentFilter = {
  readonly vehicleId?: string | undefined;
  readonly driverId?: string | undefined;
  readonly active?: boolean | undefined;
};

/** Assignments of the cars the viewer sees, latest first. */
export const listAssignments = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, driverId, active }: AssignmentFilter,
  page: PageQuery,
): Promise<Page<Assignment>> => {
  const result = await db.query<Assignment>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or a.vehicle_id = $2)
       and ($3::uuid is null or a.driver_id = $3)
       and ($4::boolean is null or (${A_HOLDS_NOW}) = $4)
       and ($5::timestamptz is null or (a.assigned_at, a.id) < ($5, $6::uuid))
     order by a.assigned_at desc, a.id desc limit $7`,
    [scope, vehicleId, driverId, active, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ assignedAt, id }) => [assignedAt, id]);
};

export const findAssignment = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Assignment | undefined> =>
  wireRow(
    await db.query<Assignment>(
      `${SELECT} where a.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );

/** The car a driver has now, if any. */
export const findActiveVehicleOf = async (
  db: Queryable,
  driverId: string,
): Promise<string | undefined> => {
  const { rows } = await db.query<{ vehicle_id: string }>(
    `select vehicle_id from vehicle_driver_assignments a where driver_id = $1 and ${A_HOLDS_NOW}`,
    [driverId],
  );
  return rows[0]?.vehicle_id;
};

/** Fails on the constraints that keep one driver a car and one car a driver at any instant. */
export const insertAssignment = async (
  db: Queryable,
  { vehicleId, driverId, assignedAt, unassignedAt }: NewAssignment & { assignedAt: Date },
): Promise<string> =>
  insertedRow(
    await db.query<{ id: string }>(
      `insert into vehicle_driver_assignments (vehicle_id, driver_id, assigned_at, unassigned_at)
       values ($1, $2, $3, $4) returning id`,
      [vehicleId, driverId, assignedAt, unassignedAt],
    ),
  ).id;

/**
 * Sets or moves the end of an assignment that holds or has yet to begin; false when it has ended, or
 * was cancelled.
 */
export const endAssignment = async (
  db: Queryable,
  id: string,
  unassignedAt: Date,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update vehicle_driver_assignments set unassigned_at = $2
     where id = $1 and (unassigned_at is null or unassigned_at > greatest(assigned_at, now()))`,
    [id, unassignedAt],
  );
  return rowCount === 1;
};

/** Gives the routes that start in [from, to) the driver whom the assignments now name for them. */
export const reattachDrivers = async (
  db: Queryable,
  vehicleId: string,
  from: Date,
  to: Date | undefined,
): Promise<void> => {
  await db.query(
    `update routes r set driver_id = attached.driver_id
     from routes found
     left join vehicle_driver_assignments attached on attached.vehicle_id = found.vehicle_id
       and tstzrange(attached.assigned_at, attached.unassigned_at) @> found.start_time
     where found.vehicle_id = $1 and found.start_time >= $2
       and ($3::timestamptz is null or found.start_time < $3)
       and r.id = found.id and r.driver_id is distinct from attached.driver_id`,
    [vehicleId, from, to],
  );
};
