import type { Charge, NewPayment, Payment, PaymentQuery } from "../contracts/booking-account.ts";
import type { Page } from "../contracts/paging.ts";
import type { ChargeLine, RentalTerms } from "../contracts/rental-terms.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { TERMS_COLUMNS, termsColumns, termsValues } from "./rates.ts";
import { wireRow, wireRows } from "./wire-row.ts";

/** What was agreed for a booking. */
export type AgreedTerms = RentalTerms & {
  readonly currency: string;
  readonly rateId: string | null;
  readonly reason: string | null;
};

/** The terms that hold; undefined where nothing was agreed. */
export const findTerms = async (
  db: Queryable,
  bookingId: string,
): Promise<AgreedTerms | undefined> => {
  const { rows } = await db.query<AgreedTerms>(
    `select t.currency, t.rate_id as "rateId", t.reason, ${termsColumns("t")} from booking_terms t
     where t.booking_id = $1 order by t.version desc limit 1`,
    [bookingId],
  );
  return rows[0];
};

/** Agrees on terms, in the place of those before, in the money of the car's branch. */
export const insertTerms = async (
  db: Queryable,
  bookingId: string,
  { rateId, reason, ...terms }: Omit<AgreedTerms, "currency">,
  userId: string,
): Promise<void> => {
  await db.query(
    `insert into booking_terms (booking_id, version, currency, rate_id, reason, agreed_by,
       ${TERMS_COLUMNS})
     select k.id, 1 + (select count(*) from booking_terms t where t.booking_id = k.id), b.currency,
       $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     from bookings k join vehicles v on v.id = k.vehicle_id join branches b on b.id = v.branch_id
     where k.id = $1`,
    [bookingId, rateId, reason, userId, ...termsValues(terms)],
  );
};

/** Charges of a booking, oldest first. */
export const listCharges = async (db: Queryable, bookingId: string): Promise<Charge[]> =>
  wireRows(
    await db.query<Charge>(
      `select id, kind, quantity, unit_minor as "unitMinor", amount_minor as "amountMinor",
         tax_minor as "taxMinor", extension_id as "extensionId", charged_at as "chargedAt"
       from charges where booking_id = $1 order by charged_at, id`,
      [bookingId],
    ),
  );

/** Charges a booking. Fails on `one_rental_charge` or `one_extension_charge` a second time. */
export const insertCharge = async (
  db: Queryable,
  bookingId: string,
  { kind, quantity, unitMinor, amountMinor, taxMinor }: ChargeLine,
  by: { readonly userId: string; readonly extensionId?: string },
): Promise<void> => {
  await db.query(
    `insert into charges (booking_id, kind, quantity, unit_minor, amount_minor, tax_minor,
       extension_id, charged_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [bookingId, kind, quantity, unitMinor, amountMinor, taxMinor, by.extensionId, by.userId],
  );
};

const PAYMENTS = `select p.id, p.booking_id as "bookingId", v.branch_id as "branchId",
    p.extension_id as "extensionId", p.amount_minor as "amountMinor", p.currency, p.method,
    p.receipt_number as "receiptNumber", p.witness_id as "witnessId",
    p.received_at as "receivedAt", p.collected_by as "collectedBy", u.name as "collectedByName",
    p.recorded_at as "recordedAt"
  from payments p join bookings b on b.id = p.booking_id
  join vehicles v on v.id = b.vehicle_id join users u on u.id = p.collected_by`;

/** Payments for bookings that a viewer sees, latest first. */
export const listPayments = async (
  db: Queryable,
  scope: BranchScope,
  query: PaymentQuery,
): Promise<Page<Payment>> => {
  const { bookingId, from, to, cursor, limit } = query;
  const result = await db.query<Payment>(
    `${PAYMENTS}
     where ($1::uuid is null or v.branch_id = $1 or b.return_branch_id = $1)
       and ($2::uuid is null or p.booking_id = $2)
       and ($3::timestamptz is null or p.received_at >= $3)
       and ($4::timestamptz is null or p.received_at < $4)
       and ($5::timestamptz is null or (p.received_at, p.id) < ($5, $6::uuid))
     order by p.received_at desc, p.id desc limit $7`,
    [scope, bookingId, from, to, ...keyAfter(cursor, "time"), limit + 1],
  );
  return toPage(wireRows(result), query, ({ receivedAt, id }) => [receivedAt, id]);
};

/** Every payment for a booking, oldest first. */
export const paymentsOf = async (db: Queryable, bookingId: string): Promise<Payment[]> =>
  wireRows(
    await db.query<Payment>(`${PAYMENTS} where p.booking_id = $1 order by p.received_at, p.id`, [
      bookingId,
    ]),
  );

export const findPayment = async (db: Queryable, id: string): Promise<Payment | undefined> =>
  wireRow(await db.query<Payment>(`${PAYMENTS} where p.id = $1`, [id]));

/** Records a payment, unless there is one of that id; answers whether it was new. */
export const insertPayment = async (
  db: Queryable,
  payment: NewPayment & { readonly receivedAt: Date; readonly currency: string },
  collectorId: string,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `insert into payments (id, booking_id, extension_id, amount_minor, currency, method,
       receipt_number, witness_id, received_at, collected_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      ...[payment.id, payment.bookingId, payment.extensionId, payment.amountMinor],
      ...[payment.currency, payment.method, payment.receiptNumber, payment.witnessId],
      ...[payment.receivedAt, collectorId],
    ],
  );
  return rowCount === 1;
};
