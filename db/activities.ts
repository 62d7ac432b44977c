import type { Activity, ActivityMark } from "../contracts/activity.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

const SELECT = `select c.id, c.kind, c.at, c.recorded_at as "recordedAt", c.vehicle_id as "vehicleId",
    v.license_plate as "licensePlate", v.branch_id as "branchId", c.booking_id as "bookingId",
    b.customer_name as "customerName", b.return_branch_id as "returnBranchId",
    e.due_at as "dueAt", c.alert_id as "alertId", a.type as "alertType", a.severity,
    u.name as "userName", c.note
  from activities c
  join vehicles v on v.id = c.vehicle_id
  left join bookings b on b.id = c.booking_id
  left join booking_extensions e on e.id = c.extension_id
  left join alerts a on a.id = c.alert_id
  left join users u on u.id = c.user_id`;

/** What happened to the cars the viewer sees and to the bookings that end at theirs, latest first. */
export const listActivities = async (
  db: Queryable,
  scope: BranchScope,
  page: PageQuery,
): Promise<Page<Activity>> => {
  const result = await db.query<Activity>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1
         or (c.alert_id is null and b.return_branch_id = $1))
       and ($2::bigint is null or c.id < $2)
     order by c.id desc limit $3`,
    [scope, ...keyAfter(page.cursor, "number"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ id }) => [String(id)]);
};

/**
 * What became known within the last seconds, oldest first. A transaction may commit behind one that
 * took a later id, so whoever tells of news looks back a little.
 */
export const loadRecentActivities = async (db: Queryable, seconds: number): Promise<Activity[]> =>
  wireRows(
    await db.query<Activity>(
      `${SELECT} where c.recorded_at > now() - $1 * interval '1 second' order by c.id`,
      [seconds],
    ),
  );

/** How far a person has read; undefined for who never did. */
export const findActivityMark = async (
  db: Queryable,
  userId: string,
): Promise<ActivityMark | undefined> =>
  wireRow(
    await db.query<ActivityMark>(
      `select activity_id as "activityId", marked_at as "markedAt"
       from activity_marks where user_id = $1`,
      [userId],
    ),
  );

/** Notes that a person has read so far; answers the mark, which never moves back. */
export const markActivitiesRead = async (
  db: Queryable,
  userId: string,
  activityId: number,
): Promise<ActivityMark> =>
  insertedRow(
    await db.query<ActivityMark>(
      `insert into activity_marks as m (user_id, activity_id)
       select $1, least($2::bigint, coalesce(max(id), 0)) from activities
       on conflict (user_id) do update set
         activity_id = greatest(m.activity_id, excluded.activity_id),
         marked_at = case when excluded.activity_id > m.activity_id
           then excluded.marked_at else m.marked_at end
       returning activity_id as "activityId", marked_at as "markedAt"`,
      [userId, activityId],
    ),
  );

/** Nobody looks for news in what is older, days; the records themselves stay. */
const KEEP_DAYS = 90;

/** Removes what is no longer news. */
export const thinActivities = async (db: Queryable): Promise<void> => {
  await db.query("delete from activities where recorded_at < now() - $1 * interval '1 day'", [
    KEEP_DAYS,
  ]);
};
