import type { Booking, BookingPatch, NewBooking, NewExtension } from "../contracts/booking.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** A time inside a JSON document as contracts carry it: ISO 8601 UTC with milliseconds. */
const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SELECT = `select b.id, b.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    v.branch_id as "branchId", b.customer_name as "customerName",
    b.customer_contact as "customerContact", b.status, b.out_at as "outAt", b.due_at as "dueAt",
    b.return_branch_id as "returnBranchId", b.handed_out_at as "handedOutAt",
    b.returned_at as "returnedAt", b.returned_branch_id as "returnedBranchId",
    b.void_reason as "voidReason", b.created_at as "createdAt", b.updated_at as "updatedAt",
    coalesce((
      select jsonb_agg(jsonb_build_object('id', e.id, 'bookingId', e.booking_id,
        'previousDueAt', ${iso("e.previous_due_at")}, 'dueAt', ${iso("e.due_at")},
        'status', e.status, 'note', e.note, 'requestedBy', e.requested_by,
        'requestedAt', ${iso("e.requested_at")}, 'decidedBy', e.decided_by,
        'decidedAt', ${iso("e.decided_at")}, 'decisionNote', e.decision_note)
        order by e.requested_at, e.id)
      from booking_extensions e where e.booking_id = b.id), '[]') as extensions
  from bookings b join vehicles v on v.id = b.vehicle_id`;

/** The branch the car belongs to sees a booking, and the one it comes back to. */
const IN_SCOPE = (parameter: string): string =>
  `(${parameter}::uuid is null or v.branch_id = ${parameter} or b.return_branch_id = ${parameter})`;

export type BookingFilter = {
  readonly status?: string | undefined;
  readonly vehicleId?: string | undefined;
};

/** Bookings, those that begin last first. */
export const listBookings = async (
  db: Queryable,
  scope: BranchScope,
  { status, vehicleId }: BookingFilter,
  page: PageQuery,
): Promise<Page<Booking>> => {
  const result = await db.query<Booking>(
    `${SELECT}
     where ${IN_SCOPE("$1")}
       and ($2::text is null or b.status = $2)
       and ($3::uuid is null or b.vehicle_id = $3)
       and ($4::timestamptz is null or (b.out_at, b.id) < ($4, $5::uuid))
     order by b.out_at desc, b.id desc limit $6`,
    [scope, status, vehicleId, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ outAt, id }) => [outAt, id]);
};

export const findBooking = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Booking | undefined> =>
  wireRow(await db.query<Booking>(`${SELECT} where b.id = $1 and ${IN_SCOPE("$2")}`, [id, scope]));

/** Keeps others from changing a booking until the transaction ends. */
export const lockBooking = async (db: Queryable, id: string): Promise<void> => {
  await db.query("select 1 from bookings where id = $1 for update", [id]);
};

/** The booking an extension is of, if there is such an extension. */
export const findBookingOfExtension = async (
  db: Queryable,
  extensionId: string,
): Promise<string | undefined> => {
  const { rows } = await db.query<{ booking_id: string }>(
    "select booking_id from booking_extensions where id = $1",
    [extensionId],
  );
  return rows[0]?.booking_id;
};

/** Answers the new booking's id. Fails on `one_booking_at_a_time`. */
export const insertBooking = async (
  db: Queryable,
  booking: NewBooking & { readonly returnBranchId: string },
  userId: string,
): Promise<string> =>
  insertedRow(
    await db.query<{ id: string }>(
      `insert into bookings (vehicle_id, customer_name, customer_contact, out_at, due_at,
         return_branch_id, created_by)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        booking.vehicleId,
        booking.customerName,
        booking.customerContact,
        booking.outAt,
        booking.dueAt,
        booking.returnBranchId,
        userId,
      ],
    ),
  ).id;

/** Changes what the patch names. Fails on `one_booking_at_a_time`. */
export const patchBooking = async (
  db: Queryable,
  id: string,
  patch: BookingPatch,
): Promise<void> => {
  await db.query(
    `update bookings set
       customer_name = coalesce($2, customer_name),
       customer_contact = case when $3 then $4 else customer_contact end,
       out_at = coalesce($5, out_at), due_at = coalesce($6, due_at),
       return_branch_id = coalesce($7::uuid, return_branch_id), updated_at = now()
     where id = $1`,
    [
      id,
      patch.customerName,
      patch.customerContact !== undefined,
      patch.customerContact,
      patch.outAt,
      patch.dueAt,
      patch.returnBranchId,
    ],
  );
};

/** Fails on `one_booking_out_per_vehicle` while another booking of the car is out. */
export const markHandedOut = async (db: Queryable, id: string, at: Date): Promise<void> => {
  await db.query(
    "update bookings set status = 'OUT', handed_out_at = $2, updated_at = now() where id = $1",
    [id, at],
  );
};

export const markReturned = async (
  db: Queryable,
  id: string,
  at: Date,
  branchId: string,
): Promise<void> => {
  await db.query(
    `update bookings set status = 'RETURNED', returned_at = $2, returned_branch_id = $3,
       updated_at = now()
     where id = $1`,
    [id, at, branchId],
  );
};

export const markVoid = async (db: Queryable, id: string, reason: string): Promise<void> => {
  await db.query(
    `update bookings set status = 'VOID', void_reason = $2, returned_at = null, updated_at = now()
     where id = $1`,
    [id, reason],
  );
};

/** Fails on `one_pending_extension` while another one waits. */
export const insertExtension = async (
  db: Queryable,
  bookingId: string,
  { dueAt, note }: NewExtension,
  userId: string,
): Promise<void> => {
  await db.query(
    `insert into booking_extensions (booking_id, previous_due_at, due_at, note, requested_by)
     select id, due_at, $2, $3, $4 from bookings where id = $1`,
    [bookingId, dueAt, note, userId],
  );
};

/** Decides a pending extension. Approved, it moves the due time, and may fail on an overlap. */
export const decideExtension = async (
  db: Queryable,
  extensionId: string,
  status: "APPROVED" | "DENIED",
  userId: string,
  note: string | undefined,
): Promise<void> => {
  await db.query(
    `with decided as (
       update booking_extensions set status = $2, decided_by = $3, decided_at = now(),
         decision_note = $4
       where id = $1 and status = 'PENDING' returning booking_id, due_at, status
     )
     update bookings b set updated_at = now(),
       due_at = case when d.status = 'APPROVED' then d.due_at else b.due_at end
     from decided d where b.id = d.booking_id`,
    [extensionId, status, userId, note],
  );
};
