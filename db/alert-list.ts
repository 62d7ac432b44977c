import type { Alert, AlertStatus, AlertStep } from "../contracts/alert.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import { ALERT_COLUMNS, ALERT_SOURCE } from "./alerts.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRow, wireRows } from "./wire-row.ts";

export type AlertFilter = {
  readonly status?: readonly AlertStatus[] | undefined;
  readonly type?: string | undefined;
  readonly vehicleId?: string | undefined;
};

/** Alerts of the cars the viewer sees, latest first. */
export const listAlerts = async (
  db: Queryable,
  scope: BranchScope,
  { status, type, vehicleId }: AlertFilter,
  page: PageQuery,
): Promise<Page<Alert>> => {
  const result = await db.query<Alert>(
    `select ${ALERT_COLUMNS} from ${ALERT_SOURCE}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::text[] is null or a.status = any($2))
       and ($3::text is null or a.type = $3)
       and ($4::uuid is null or a.vehicle_id = $4)
       and ($5::timestamptz is null or (a.created_at, a.id) < ($5, $6::uuid))
     order by a.created_at desc, a.id desc limit $7`,
    [scope, status, type, vehicleId, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ createdAt, id }) => [createdAt, id]);
};

export const findAlert = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Alert | undefined> =>
  wireRow(
    await db.query<Alert>(
      `select ${ALERT_COLUMNS} from ${ALERT_SOURCE}
       where a.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );

/** The life of an alert, oldest step first. */
export const loadAlertHistory = async (db: Queryable, alertId: string): Promise<AlertStep[]> =>
  wireRows(
    await db.query<AlertStep>(
      `select h.at, h.user_id as "userId", u.name as "userName", h.action, h.note
       from alert_history h left join users u on u.id = h.user_id
       where h.alert_id = $1 order by h.id`,
      [alertId],
    ),
  );

/** The latest step that moved an alert, with what taking it back restores: recording one more moves none. */
export type LastAlertStep = {
  readonly userId: string | null;
  readonly userName: string | null;
  readonly action: string;
  /** As it was written with the step; null for steps of the system. */
  readonly before: unknown;
  /** The alert's after the step; null for steps of the system. */
  readonly revision: number | null;
};

export const findLastAlertStep = async (
  db: Queryable,
  alertId: string,
): Promise<LastAlertStep | undefined> => {
  const { rows } = await db.query<LastAlertStep>(
    `select h.user_id as "userId", u.name as "userName", h.action, h.before, h.revision
     from alert_history h left join users u on u.id = h.user_id
     where h.alert_id = $1 and h.action <> 'recorded' order by h.id desc limit 1`,
    [alertId],
  );
  return rows[0];
};
