import type { CarOut } from "../contracts/today.ts";
import type { BranchScope } from "./branches.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** Bookings that are out and that the viewer of a branch sees, with their cars and where they end. */
const OUT_IN_SCOPE = `from bookings b
  join vehicles v on v.id = b.vehicle_id
  join branches r on r.id = b.return_branch_id
  left join booking_extensions e on e.booking_id = b.id and e.status = 'PENDING'
  where b.status = 'OUT'
    and ($1::uuid is null or v.branch_id = $1 or b.return_branch_id = $1)`;

/** The cars that are out and that the viewer sees, those due first; at most `limit` of them. */
export const loadCarsOut = async (
  db: Queryable,
  scope: BranchScope,
  limit: number,
): Promise<CarOut[]> =>
  wireRows(
    await db.query<CarOut>(
      `select b.id as "bookingId", b.vehicle_id as "vehicleId",
         v.license_plate as "licensePlate", v.model, v.branch_id as "branchId",
         b.customer_name as "customerName", b.customer_contact as "customerContact",
         b.handed_out_at as "handedOutAt", b.due_at as "dueAt",
         b.return_branch_id as "returnBranchId", r.name as "returnBranchName",
         r.time_zone as "timeZone", r.latitude as "returnLat", r.longitude as "returnLon",
         e.due_at as "wishedDueAt",
         (select min(n.out_at) from bookings n
          where n.vehicle_id = b.vehicle_id and n.status = 'BOOKED') as "nextOutAt"
       ${OUT_IN_SCOPE}
       order by b.due_at, b.id limit $2`,
      [scope, limit],
    ),
  );

/** How many cars are out of those the viewer sees. */
export const countCarsOut = async (db: Queryable, scope: BranchScope): Promise<number> => {
  const { rows } = await db.query<{ total: number }>(`select count(*) as total ${OUT_IN_SCOPE}`, [
    scope,
  ]);
  return rows[0]?.total ?? 0;
};
