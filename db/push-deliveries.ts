import type { Alert } from "../contracts/alert.ts";
import type { Role } from "../contracts/permissions.ts";
import type { Queryable } from "./pool.ts";
import { SEVERITIES, type PushTarget } from "./push-subscriptions.ts";
import { wireRows } from "./wire-row.ts";

/** Devices whose owner may see an alert now, of those that want to be told of its severity. */
const TOLD = `push_subscriptions s
  join users u on u.id = s.user_id and u.status = 'ACTIVE' and u.role = any($2::text[])
    and (u.branch_id is null or u.branch_id = $3)
  join sessions t on t.id = s.session_id and t.revoked_at is null and t.expires_at > now()`;

/** What is told, to whom at most, and until when it is news. */
export type NewDeliveries = {
  readonly alert: Alert;
  /** Whether it is news; else it goes to devices that were told of this alert before. */
  readonly rings: boolean;
  /** Roles that may see alerts. */
  readonly roles: readonly Role[];
  /** Not before: what only brings up to date may be overtaken by what comes next. */
  readonly inMs: number;
  readonly expiresAt: Date;
};

/**
 * Notes that devices are to be told how an alert stands. The same said again adds nothing, so an event
 * that comes twice, or to two processes, is told once. Answers how many there are.
 */
export const addPushDeliveries = async (
  db: Queryable,
  { alert, rings, roles, inMs, expiresAt }: NewDeliveries,
): Promise<number> => {
  const { rowCount } = await db.query(
    `insert into push_deliveries (subscription_id, alert_id, revision, rings, expires_at, due_at)
     select s.id, $1, $4, $5, $6, now() + $10 * interval '1 millisecond' from ${TOLD}
     where case when $5 then array_position($8::text[], s.min_severity::text) <=
           array_position($8::text[], $7::text) and s.created_at <= $9
         else exists (select from push_deliveries d
           where d.subscription_id = s.id and d.alert_id = $1 and d.rings and d.state = 'sent') end
     on conflict do nothing`,
    [
      ...[alert.id, roles, alert.branchId, alert.revision, rings, expiresAt, alert.severity],
      ...[SEVERITIES, alert.updatedAt, inMs],
    ],
  );
  return rowCount ?? 0;
};

/** A delivery that somebody is trying now, to a device whose owner may still be told. */
export type ClaimedDelivery = PushTarget & {
  readonly deliveryId: number;
  /** The one of the three that it tells of. */
  readonly alertId: string | null;
  readonly commandId: string | null;
  readonly extensionId: string | null;
  readonly revision: number;
  readonly rings: boolean;
  readonly attempts: number;
  readonly expiresAt: string;
  /** Of the car's branch, IANA. */
  readonly timeZone: string;
  /** False once the session has ended or the person may no longer see what it tells of. */
  readonly mayBeTold: boolean;
};

/** How many to take, for how long, and who may be told. */
export type Claim = {
  readonly limit: number;
  readonly leaseMs: number;
  /** Roles that may see alerts, confirm an immobilisation, and decide about an extension. */
  readonly alertRoles: readonly Role[];
  readonly approvalRoles: readonly Role[];
  readonly extensionRoles: readonly Role[];
};

/**
 * Takes deliveries that are due, oldest first: nobody else tries them for `leaseMs`. Whoever dies in
 * between has used the attempt up.
 */
export const claimPushDeliveries = async (
  db: Queryable,
  { limit, leaseMs, alertRoles, approvalRoles, extensionRoles }: Claim,
): Promise<ClaimedDelivery[]> =>
  wireRows(
    await db.query<ClaimedDelivery>(
      `with claimed as (
         update push_deliveries set attempts = attempts + 1,
           due_at = now() + $2 * interval '1 millisecond'
         where id in (
           select id from push_deliveries where state = 'due' and due_at <= now()
           order by due_at, id limit $1 for update skip locked)
         returning *
       )
       select s.id, s.endpoint, s.p256dh, s.auth, s.language, c.id as "deliveryId",
         c.alert_id as "alertId", c.command_id as "commandId", c.extension_id as "extensionId", c.revision, c.rings, c.attempts,
         c.expires_at as "expiresAt", b.time_zone as "timeZone",
         u.status = 'ACTIVE' and t.revoked_at is null
           and t.expires_at > now() and (u.branch_id is null or u.branch_id in (v.branch_id, w.return_branch_id))
           and u.role = any(case when c.extension_id is not null then $5::text[]
             when c.command_id is not null then $4::text[] else $3::text[] end)
           as "mayBeTold"
       from claimed c
       join push_subscriptions s on s.id = c.subscription_id
       join users u on u.id = s.user_id
       join sessions t on t.id = s.session_id
       left join alerts a on a.id = c.alert_id
       left join device_commands k on k.id = c.command_id
       left join booking_extensions e on e.id = c.extension_id
       left join bookings w on w.id = e.booking_id
       join vehicles v on v.id = coalesce(a.vehicle_id, k.vehicle_id, w.vehicle_id)
       join branches b on b.id = v.branch_id
       order by c.id`,
      [limit, leaseMs, alertRoles, approvalRoles, extensionRoles],
    ),
  );

/** What became of a delivery. */
export type DeliveryEnd = "sent" | "obsolete" | "failed";

export const endPushDelivery = async (
  db: Queryable,
  deliveryId: number,
  state: DeliveryEnd,
  outcome: string,
): Promise<void> => {
  await db.query("update push_deliveries set state = $2, outcome = left($3, 200) where id = $1", [
    deliveryId,
    state,
    outcome,
  ]);
};

/** Has a delivery tried again after a pause. */
export const postponePushDelivery = async (
  db: Queryable,
  deliveryId: number,
  pauseMs: number,
  outcome: string,
): Promise<void> => {
  await db.query(
    `update push_deliveries set due_at = now() + $2 * interval '1 millisecond',
       outcome = left($3, 200) where id = $1`,
    [deliveryId, pauseMs, outcome],
  );
};

/** How long what was delivered is on record, and a device whose session has ended, days. */
const KEEP_DAYS = 90;

/** Removes what was delivered long ago, and devices that nobody has signed in on since. */
export const thinPush = async (db: Queryable): Promise<void> => {
  await db.query("delete from push_deliveries where created_at < now() - $1 * interval '1 day'", [
    KEEP_DAYS,
  ]);
  await db.query(
    `delete from push_subscriptions s using sessions t where t.id = s.session_id
       and least(t.revoked_at, t.expires_at) < now() - $1 * interval '1 day'`,
    [KEEP_DAYS],
  );
};
