import type { Severity } from "../contracts/detection/detection.ts";
import type { Queryable } from "./pool.ts";

/** That an alert tells of a detection, or no longer does. */
export type Membership = {
  readonly detectionId: string;
  readonly alertId: string;
  readonly severity: Severity;
  readonly active: boolean;
};

/** The alerts that tell of detections, or did. */
export const loadMemberships = async (
  db: Queryable,
  detectionIds: readonly string[],
): Promise<Membership[]> => {
  if (detectionIds.length === 0) return [];
  const { rows } = await db.query<Membership>(
    `select detection_id as "detectionId", alert_id as "alertId", severity, active
     from alert_detections where detection_id = any($1::uuid[])`,
    [detectionIds],
  );
  return rows;
};

/** Writes memberships; a detection stays with the alert it first came to. */
export const saveMemberships = async (
  db: Queryable,
  memberships: readonly Membership[],
): Promise<void> => {
  if (memberships.length === 0) return;
  await db.query(
    `insert into alert_detections (detection_id, alert_id, severity, active)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[])
     on conflict (detection_id) do update set severity = excluded.severity, active = excluded.active`,
    [
      memberships.map(({ detectionId }) => detectionId),
      memberships.map(({ alertId }) => alertId),
      memberships.map(({ severity }) => severity),
      memberships.map(({ active }) => active),
    ],
  );
};

/**
 * Brings what alerts say of their occurrences up to date: count, times, severity, and place and
 * evidence of the latest. Returns the ids of those that changed; an alert without occurrences
 * counts none and keeps the rest.
 */
export const refreshAlerts = async (
  db: Queryable,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const { rows } = await db.query<{ id: string }>(
    `with occurrence as (
       select m.alert_id, m.severity, d.id, d.start_time, d.end_time
       from alert_detections m join detections d on d.id = m.detection_id
       where m.active and m.alert_id = any($1::uuid[])
     ), total as (
       select alert_id, count(*)::integer as count, min(start_time) as started_at,
         max(start_time) as last_at,
         case when bool_and(end_time is not null) then max(end_time) end as ended_at,
         (array['info', 'warning', 'critical'])[
           max(array_position(array['info', 'warning', 'critical'], severity::text))] as severity,
         (array_agg(id order by start_time, id))[1] as first_id,
         (array_agg(id order by start_time desc, id desc))[1] as last_id
       from occurrence group by alert_id
     ), latest as (
       select t.*, d.latitude, d.longitude, d.evidence
       from total t join detections d on d.id = t.last_id
     ), refreshed as (
       update alerts a set
         count = l.count, started_at = l.started_at, last_at = l.last_at, ended_at = l.ended_at,
         severity = l.severity, first_detection_id = l.first_id, last_detection_id = l.last_id,
         latitude = l.latitude, longitude = l.longitude, evidence = l.evidence,
         updated_at = $2, revision = a.revision + 1
       from latest l
       where a.id = l.alert_id
         and (a.count, a.started_at, a.last_at, a.ended_at, a.severity, a.first_detection_id,
             a.last_detection_id, a.latitude, a.longitude, a.evidence)
           is distinct from (l.count, l.started_at, l.last_at, l.ended_at, l.severity, l.first_id,
             l.last_id, l.latitude, l.longitude, l.evidence)
       returning a.id
     ), emptied as (
       update alerts a set count = 0, updated_at = $2, revision = a.revision + 1
       where a.id = any($1::uuid[]) and a.count > 0
         and not exists (select from occurrence o where o.alert_id = a.id)
       returning a.id
     )
     select id from refreshed union all select id from emptied`,
    [ids, now],
  );
  return new Set(rows.map((row) => row.id));
};

/** Which of the alerts tell of anything at all. */
export const alertsWithOccurrences = async (
  db: Queryable,
  ids: readonly string[],
): Promise<Set<string>> => {
  const { rows } = await db.query<{ id: string }>(
    "select id from alerts where id = any($1::uuid[]) and count > 0",
    [ids],
  );
  return new Set(rows.map((row) => row.id));
};
