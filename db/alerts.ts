import type { Alert, AlertStatus, AlertType } from "../contracts/alert.ts";
import type { Severity } from "../contracts/detection/detection.ts";
import type { DetectionVersion } from "./detections.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** How an alert stands, as far as that decides what becomes of it. */
export type AlertStanding = {
  readonly id: string;
  readonly vehicleId: string;
  readonly type: AlertType;
  readonly cause: string;
  readonly generation: number;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly statusBefore: AlertStatus | null;
  readonly resolution: string | null;
  /** Start of its earliest occurrence. */
  readonly startedMs: number;
  /** Null while an occurrence lasts. */
  readonly endedMs: number | null;
  /** End of its latest occurrence, or its start while that lasts. */
  readonly lastMs: number;
  readonly raisedMs: number | null;
};

type StandingRow = Omit<AlertStanding, "startedMs" | "endedMs" | "lastMs" | "raisedMs"> & {
  readonly started: Date;
  readonly ended: Date | null;
  readonly last: Date;
  readonly raised: Date | null;
};

const STANDING = `a.id, a.vehicle_id as "vehicleId", a.type, a.cause, a.generation, a.severity,
  a.status, a.status_before as "statusBefore", a.resolution,
  a.started_at as started, a.ended_at as ended, greatest(a.last_at, a.ended_at) as last, a.raised_at as raised`;

const toStanding = ({ started, ended, last, raised, ...row }: StandingRow): AlertStanding => ({
  ...row,
  startedMs: started.getTime(),
  endedMs: ended?.getTime() ?? null,
  lastMs: last.getTime(),
  raisedMs: raised?.getTime() ?? null,
});

/** What makes alerts repeats of each other. */
export type Cause = Pick<AlertStanding, "vehicleId" | "type" | "cause">;

// Who waits for whom: a booking is locked before its alert, alerts in the order of their ids. What a person
// does locks one alert and waits for no other, because the processor, which has to know of a cause before it
// knows of its alerts, locks twice; and what processors write is of different vehicles.

/** The alerts of some causes so far, oldest generation first; locked until the transaction ends. */
export const lockAlertsOfCauses = async (
  db: Queryable,
  causes: readonly Cause[],
): Promise<AlertStanding[]> => {
  if (causes.length === 0) return [];
  const { rows } = await db.query<StandingRow>(
    `select ${STANDING} from alerts a
     where (a.vehicle_id, a.type, a.cause) in
       (select * from unnest($1::uuid[], $2::text[], $3::text[]))
     order by a.id for update`,
    [
      causes.map(({ vehicleId }) => vehicleId),
      causes.map(({ type }) => type),
      causes.map(({ cause }) => cause),
    ],
  );
  return rows.map(toStanding).sort((a, b) => a.generation - b.generation);
};

/** Locks alerts until the transaction ends. */
export const lockAlerts = async (
  db: Queryable,
  ids: readonly string[],
): Promise<AlertStanding[]> => {
  if (ids.length === 0) return [];
  const { rows } = await db.query<StandingRow>(
    `select ${STANDING} from alerts a where a.id = any($1::uuid[]) order by a.id for update`,
    [ids],
  );
  return rows.map(toStanding);
};

/**
 * Whether a later alert tells of the same cause. Of an alert that is locked that stays so: who begins another
 * locks those before it.
 */
export const hasNewerAlert = async (
  db: Queryable,
  { vehicleId, type, cause, generation }: Cause & Pick<AlertStanding, "generation">,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `select from alerts
     where vehicle_id = $1 and type = $2 and cause = $3 and generation > $4 limit 1`,
    [vehicleId, type, cause, generation],
  );
  return rowCount !== 0;
};

/** An alert that begins with a detection. */
export type NewAlert = Cause & {
  readonly id: string;
  readonly generation: number;
  readonly severity: Severity;
  readonly first: DetectionVersion;
};

/** Adds alerts; what they tell of is brought in by `refreshAlerts`. */
export const insertAlerts = async (
  db: Queryable,
  alerts: readonly NewAlert[],
  now: Date,
): Promise<void> => {
  if (alerts.length === 0) return;
  await db.query(
    `insert into alerts (id, vehicle_id, type, cause, generation, severity, count, started_at,
       last_at, evidence, created_at, updated_at)
     select id, vehicle_id, type, cause, generation, severity, 0, started_at, started_at, evidence,
       $8, $8
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[],
       $7::timestamptz[], $9::jsonb[])
       as n (id, vehicle_id, type, cause, generation, severity, started_at, evidence)`,
    [
      alerts.map(({ id }) => id),
      alerts.map(({ vehicleId }) => vehicleId),
      alerts.map(({ type }) => type),
      alerts.map(({ cause }) => cause),
      alerts.map(({ generation }) => generation),
      alerts.map(({ severity }) => severity),
      alerts.map(({ first }) => new Date(first.startMs)),
      now,
      alerts.map(({ first }) => JSON.stringify(first.evidence)),
    ],
  );
};

/** Where an alert goes from where it stands. */
export type AlertTransition = {
  readonly id: string;
  readonly status: AlertStatus;
  readonly statusBefore?: AlertStatus | null;
  readonly assigneeId?: string | null;
  readonly snoozedUntil?: Date | null;
  readonly resolution?: string | null;
};

/**
 * Moves one alert to another status. Whose it is stays unless the transition names somebody; a snooze
 * and a resolution end with their status. Answers its new revision.
 */
export const moveAlert = async (
  db: Queryable,
  transition: AlertTransition,
  now: Date,
): Promise<number> => {
  const { id, status, statusBefore = null, assigneeId, snoozedUntil, resolution } = transition;
  const { rows } = await db.query<{ revision: number }>(
    `update alerts set status = $2, status_before = $3,
       assignee_id = case when $4 then $5::uuid else assignee_id end,
       snoozed_until = $6, resolution = $7::varchar,
       resolved_at = case when $7::varchar is not null then $8::timestamptz end,
       updated_at = $8, revision = revision + 1
     where id = $1 returning revision`,
    [
      id,
      status,
      statusBefore,
      assigneeId !== undefined,
      assigneeId ?? null,
      snoozedUntil ?? null,
      resolution ?? null,
      now,
    ],
  );
  const [moved] = rows;
  if (!moved) throw new Error(`there is no alert ${id} to be moved`);
  return moved.revision;
};

/** Notes that people have been told of alerts. */
export const markRaised = async (
  db: Queryable,
  ids: readonly string[],
  now: Date,
): Promise<void> => {
  if (ids.length === 0) return;
  await db.query("update alerts set raised_at = $2 where id = any($1::uuid[])", [ids, now]);
};

/** Snoozed alerts whose time is up, with their vehicles. */
export const loadDueSnoozes = async (
  db: Queryable,
  now: Date,
  limit: number,
): Promise<{ readonly id: string; readonly vehicleId: string }[]> => {
  const { rows } = await db.query<{ id: string; vehicleId: string }>(
    `select id, vehicle_id as "vehicleId" from alerts
     where snoozed_until <= $1 order by snoozed_until limit $2`,
    [now, limit],
  );
  return rows;
};

/** Columns of an alert as the API and the socket show it, from `ALERT_SOURCE`. */
export const ALERT_COLUMNS = `a.id, a.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
  v.branch_id as "branchId", a.type, a.cause, a.severity, a.status, a.level,
  a.booking_id as "bookingId", a.count, a.started_at as "startedAt", a.last_at as "lastAt",
  a.ended_at as "endedAt", a.latitude as lat, a.longitude as lon, a.evidence,
  a.raised_at as "raisedAt", a.raised_at is null as late, a.assignee_id as "assigneeId",
  u.name as "assigneeName",
  case when a.status = 'acknowledged' then
    (select s.name from alert_history h join users s on s.id = h.user_id
     where h.alert_id = a.id and h.action = 'acknowledge' order by h.id desc limit 1)
  end as "acknowledgedByName", a.snoozed_until as "snoozedUntil", a.resolution,
  a.resolved_at as "resolvedAt", a.created_at as "createdAt", a.updated_at as "updatedAt",
  a.revision`;
export const ALERT_SOURCE = `alerts a join vehicles v on v.id = a.vehicle_id
  left join users u on u.id = a.assignee_id`;

/** Alerts as people are told of them, in the order they began. */
export const loadAlerts = async (db: Queryable, ids: readonly string[]): Promise<Alert[]> => {
  if (ids.length === 0) return [];
  return wireRows(
    await db.query<Alert>(
      `select ${ALERT_COLUMNS} from ${ALERT_SOURCE}
       where a.id = any($1::uuid[]) order by a.started_at, a.id`,
      [ids],
    ),
  );
};

/** A step of an alert's life to be written down. */
export type NewAlertStep = {
  readonly alertId: string;
  /** Null for the system. */
  readonly userId: string | null;
  readonly action: string;
  readonly note?: string | null | undefined;
  /** How the alert stood before, and its revision after it, where a person may take it back. */
  readonly before?: object;
  readonly revision?: number;
};

/** Adds to the history of alerts. */
export const addAlertSteps = async (
  db: Queryable,
  steps: readonly NewAlertStep[],
  now: Date,
): Promise<void> => {
  if (steps.length === 0) return;
  await db.query(
    `insert into alert_history (alert_id, user_id, action, note, before, revision, at)
     select *, $7::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::integer[])`,
    [
      steps.map(({ alertId }) => alertId),
      steps.map(({ userId }) => userId),
      steps.map(({ action }) => action),
      steps.map(({ note }) => note ?? null),
      steps.map(({ before }) => (before ? JSON.stringify(before) : null)),
      steps.map(({ revision }) => revision ?? null),
      now,
    ],
  );
};
